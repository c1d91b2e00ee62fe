/// An example for each option of the manual page; a test parses them.
enum ManualExamples {
    /// That of an option as the help lists it (`-f, --filter <filter>`).
    static func example(for label: String) -> String? {
        let words = label.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
        let names = words.filter { $0.hasPrefix("-") }
        guard let name = names.last, name != "--help", name != "--version" else { return nil }
        if let example = all.first(where: { names.contains($0.option) })?.example { return example }
        let value = words.first { $0.hasPrefix("<") } ?? ""
        return "tcpexplain \(name)\(value.isEmpty ? "" : " " + value.filter { $0 != "<" && $0 != ">" }.uppercased()) capture.pcap"
    }

    static let all: [(option: String, example: String)] = [
        ("-r", "tcpexplain -r capture.pcap port 80 and host 10.0.0.1"),
        ("--keep-order", "tcpexplain --keep-order second.pcap first.pcap"),
        ("--filter", "tcpexplain -f 'host 10.0.0.1' capture.pcap"),
        ("--interface", "tcpexplain -i eth0 port 80"),
        ("--list-interfaces", "tcpexplain -D"),
        ("--count", "tcpexplain -c 100 capture.pcap"),
        ("--duration", "tcpexplain -i eth0 --duration 60 port 80"),
        ("--snapshot-length", "tcpexplain -i eth0 -s 256"),
        ("--no-promiscuous-mode", "tcpexplain -i eth0 -p"),
        ("--write", "tcpexplain -i eth0 -w saved.pcap port 443"),
        ("--file-size", "tcpexplain -i eth0 -w saved.pcap -C 100"),
        ("--file-count", "tcpexplain -i eth0 -w saved.pcap -C 100 -W 10"),
        ("--max-connections", "tcpexplain --max-connections 1000000 scan.pcap"),
        ("--buffer-size", "tcpexplain -i eth0 --buffer-size 256"),
        ("--user", "tcpexplain -i eth0 --user nobody"),
        ("--summary", "tcpexplain --summary capture.pcap"),
        ("--verbose", "tcpexplain --verbose capture.pcap"),
        ("--explain", "tcpexplain --explain teach capture.pcap"),
        ("--only-problems", "tcpexplain --only-problems capture.pcap"),
        ("--packets", "tcpexplain --packets capture.pcap"),
        ("--connection", "tcpexplain --connection 3 --connection 7 capture.pcap"),
        ("--host", "tcpexplain --host 10.0.0.0/8 capture.pcap"),
        ("--port", "tcpexplain --port 8080 capture.pcap"),
        ("--sni", "tcpexplain --sni shop.example capture.pcap"),
        ("--url", "tcpexplain --url /login capture.pcap"),
        ("--method", "tcpexplain --method POST capture.pcap"),
        ("--status", "tcpexplain --status 5xx capture.pcap"),
        ("--finding", "tcpexplain --finding zero-window-stall capture.pcap"),
        ("--severity", "tcpexplain --severity error capture.pcap"),
        ("--after", "tcpexplain --after 1.5 capture.pcap"),
        ("--before", "tcpexplain --before 10:30:00 capture.pcap"),
        ("--follow", "tcpexplain --follow 3 capture.pcap"),
        ("--follow-raw", "tcpexplain --follow-raw 3:server capture.pcap"),
        ("--format", "tcpexplain --format ndjson capture.pcap"),
        ("--with-addresses", "tcpexplain --format ndjson --with-addresses capture.pcap"),
        ("--no-packets", "tcpexplain --format ndjson --no-packets capture.pcap"),
        ("--color", "tcpexplain --color always capture.pcap"),
        ("--extract", "tcpexplain --extract folder capture.pcap"),
        ("--annotate", "tcpexplain --annotate out.pcapng capture.pcap"),
        ("--har", "tcpexplain --har out.har capture.pcap"),
        ("--html", "tcpexplain --html out.html capture.pcap"),
        ("--svg", "tcpexplain --svg ladder.svg --connection 3 capture.pcap"),
        ("--mermaid", "tcpexplain --mermaid ladder.mmd --connection 3 capture.pcap"),
        ("--show-secrets", "tcpexplain --show-secrets capture.pcap"),
        ("--check", "tcpexplain --check capture.pcap"),
        ("--fail-on", "tcpexplain --fail-on warning capture.pcap"),
        ("--strict", "tcpexplain --check --strict capture.pcap"),
    ]
}
