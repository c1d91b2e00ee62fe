import Foundation

/// What options, subcommands and names of files are refused with.
extension MessageTests {
    static let options: [Case] = [
        Case(["--packets", "--format", "csv", "x.pcap"], "--packets, --format csv exclude one another"),
        Case(["--packets", "--no-packets", "--format", "ndjson", "x.pcap"], "--packets, --no-packets exclude one another"),
        Case(
            ["--summary", "--packets", "x.pcap"],
            "--summary, --requests, --packets, --follow, --follow-raw, --record-expect exclude one another"),
        Case(
            ["--requests", "--format", "ndjson", "x.pcap"],
            "--requests is a table; the records of requests are those of type http"),
        Case(
            ["--requests", "--only-problems", "x.pcap"],
            "--only-problems is about connections; with --requests, give --status 5xx"),
        Case(["--sort", "start", "x.pcap"], "--sort goes with --summary, --requests"),
        Case(
            ["--record-expect", "--check", "x.pcap"],
            "--record-expect writes a file of expectations and nothing else; leave out --format, --check and --expect"),
        Case(
            ["--only-problems", "--packets", "x.pcap"],
            "--only-problems goes with the explanation or --summary; in records, look at findings"),
        Case(["--explain", "teach", "--summary", "x.pcap"], "--explain goes with the explanation, connection by connection"),
        Case(["--no-packets", "x.pcap"], "--no-packets goes with --format=ndjson"),
        Case(
            ["--follow", "1", "--format", "ndjson", "x.pcap"], "--follow and --follow-raw write text; leave out --format ndjson"),
        Case(["--github", "--format", "ndjson", "x.pcap"], "--github, --format ndjson exclude one another"),
        Case(
            ["--follow", "1", "--port", "80", "x.pcap"],
            "--follow and --follow-raw name their connection; leave out what selects others"),
        Case(
            ["--packets", "--status", "404", "x.pcap"],
            "packets are shown as they come, before it is known what their connection holds: of what selects, only --connection, --host with an address, --port, --after and --before go with --packets"
        ),
        Case(["-f", "tcp", "-r", "x.pcap", "udp"], "there are two filters: \"udp\" and that of -f; join them with 'and'"),
        Case(["--har", "-", "x.pcap"], "--har -: name a file; standard output holds the explanation"),
        Case(["--har", "/dev/stdout", "x.pcap"], "/dev/stdout: name a file; standard output holds the explanation"),
        Case(["--har", "/dev/fd/1", "x.pcap"], "/dev/fd/1: name a file; standard output holds the explanation"),
        Case(["--har", "/dev/fd/77", "x.pcap"], "/dev/fd/77: Bad file descriptor; name a file that can be written"),
        Case(
            ["-i", "lo", "--annotate", "a.pcapng"],
            "--annotate reads the capture twice, which an interface cannot be; save its packets with -w and annotate that file"),
        Case(["-i", "lo", "-r", "x.pcap"], "-i, -r exclude one another"),
        Case(["-i", "lo", "--follow-raw", "1:client"], "--follow-raw reads a capture; save one with -w first"),
        Case(["-i", "lo", "-s", "3"], "-s 3: give 64 to 262144 bytes, or 0 for all"),
        Case(["-i", "lo", "--buffer-size", "0"], "--buffer-size 0: give 1 to 2047 MiB"),
        Case(["-i", "lo", "--duration", "0"], "--duration 0.0: give more than 0 seconds, and at most a billion"),
        Case(["-i", "lo", "-C", "1"], "-C goes with -w"),
        Case(["-i", "lo", "-w", "w", "-W", "1"], "-W goes with -C"),
        Case(["-i", "lo", "-w", "w", "-C", "0"], "-C 0: give 1 to 1000000 million bytes"),
        Case(["-i", "lo", "-w", "w", "-C", "1", "-W", "0"], "-W 0: give 1 to 1000 files"),
        Case(
            ["-i", "lo", "-w", "s", "-C", "1", "--har", "./s1"], "./s1: is a name that -w s with -C comes to; name another file"),
        Case(
            ["-i", "lo", "-w", "d2/s", "-C", "1", "--keylog", "d/../d2/s23"],
            "d/../d2/s23: is a name that -w d2/s with -C comes to; name another file"),
        Case(["-p", "x.pcap"], "-p goes with -i: it is about a live capture"),
        Case(["--connection", "0", "x.pcap"], "--connection 0: connections are numbered from 1"),
        Case(["--port", "70000", "x.pcap"], "--port 70000: ports are 0 to 65535"),
        Case(["--method", "", "x.pcap"], "--method: give a method as it is sent, such as GET"),
        Case(["--status", "99", "x.pcap"], "--status 99: give a status such as 404, or a class such as 5xx"),
        Case(["--host", "a/b", "x.pcap"], "--host a/b: give an address, a network such as 10.0.0.0/8, or a name"),
        Case(["--host", "10.0.0.1/33", "x.pcap"], "--host 10.0.0.1/33: behind the slash stands a number of bits, up to 32"),
        Case(["--after", "5", "--before", "4", "x.pcap"], "--before 4: give a time later than that of --after"),
        Case(["--fail-on", "qqqq", "x.pcap"], "--fail-on: there is no finding qqqq; docs/findings.md lists them"),
        Case(["--fail-on", "", "x.pcap"], "--fail-on: give error, warning, note, or names of findings with commas between"),
        Case(["--file", "x"], "Unknown option '--file'. Did you mean '--filter'? (tcpexplain --help shows the usage)"),
        Case(
            ["--summary=1", "x.pcap"],
            "The option '--summary' does not take any value, but '1' was specified. (tcpexplain --help shows the usage)"),
        Case(["--har"], "Missing value for '--har <file>' (tcpexplain --help shows the usage)"),
        Case(
            ["explain", "syyn"],
            "explain: there is nothing of the name \"syyn\"; near it: \"SYN\"; tcpexplain explain lists all names"),
        Case(["explain", "qqqqqqq"], "explain: there is nothing of the name \"qqqqqqq\"; tcpexplain explain lists all names"),
        Case(["lesson", "refusd"], "lesson: there is no lesson \"refusd\"; near it: \"refused\"; tcpexplain lesson lists them"),
        Case(["lesson", "zzzzzzzz"], "lesson: there is no lesson \"zzzzzzzz\"; tcpexplain lesson lists them"),
        Case(
            ["explain", "a", "b"],
            "explain: there is nothing of the name \"a b\"; near it: \"ESTABLISHED\", \"aborted\", \"reset-not-acceptable\"; tcpexplain explain lists all names"
        ),
        Case(["split", "x.pcap"], "Missing expected argument '--by <what>' (tcpexplain split --help shows the usage)"),
        Case(["split", "--by", "connection", "--parts", "0", "--out", "parts", "x.pcap"], "--parts 0: give 1 to 4096"),
        Case(
            ["split", "--by", "connection", "--parts", "1", "--out", "/no/such/x", "x.pcap"],
            "/no/such/x: No such file or directory; name a file that can be written"),
        Case(
            ["split", "--by", "connection", "--parts", "1", "--out", "o", "--name", "a", "--name", "b", "x.pcap"],
            "--name is given 2 times for 1 capture; give it once for each, in their order"),
        Case(
            ["split", "--by", "connection", "--parts", "2", "--out", "o2", "--keys", "no", "x.pcap"],
            "no: No such file or directory"),
        Case(
            ["split", "--by", "connection", "--parts", "2", "--out", "o2", "--keys", "text", "x.pcap"],
            "--keys text: give a file of keys of connections as --borders writes them, a line each"),
        Case(["diff", "x.pcap"], "diff compares two captures; 1 is given"),
        Case(["diff", "x.pcap", "x.pcap", "x.pcap"], "diff compares two captures; 3 are given"),
        Case(
            ["diff", "--format", "csv", "x.pcap", "x.pcap"],
            "The value 'csv' is invalid for '--format <format>'. Please provide one of 'text' and 'ndjson'. "
                + "(tcpexplain diff --help shows the usage)"),
        Case(["diff", "--ends", "--runs", "x.pcap", "x.pcap"], "--ends, --runs exclude one another"),
        Case(["diff", "x.pcap", "text"], "text: neither pcap nor pcapng (plain, or compressed by gzip or zstd)"),
        Case(["test", "nowhere"], "nowhere: No such file or directory; name a folder with captures"),
        Case(["test", "d"], "d: there is no capture in it"),
        Case(["test", "d2"], "d2: no capture in it has expectations beside it; tcpexplain test --update d2 records them"),
        Case(["test", "--jobs", "0", "d2"], "--jobs 0: give 1 to 256"),
        Case(["mcp", "nowhere"], "nowhere: no folder; name one with captures"),
        Case(["mcp"], "Missing expected argument '<folder> ...' (tcpexplain mcp --help shows the usage)"),
        Case(["schema", "x"], "Unexpected argument 'x' (tcpexplain schema --help shows the usage)"),
        Case(["--expect", "big.yaml", "x.pcap"], "big.yaml: is larger than 64 MiB, which no file of expectations is"),
        Case(["--keylog", "empty", "x.pcap"], status: 0, "--keylog empty: it is empty"),
        Case(["--keylog", ".", "x.pcap"], "--keylog .: Is a directory; name the file that SSLKEYLOGFILE named"),
        Case(["--keylog", "/proc/self/mem", "x.pcap"], status: 0, "--keylog /proc/self/mem: it cannot be read"),
        Case(["--annotate", "a.pcapng", "text"], "text: neither pcap nor pcapng (plain, or compressed by gzip or zstd)"),
        Case(["--max-memory", "x", "x.pcap"], "--max-memory x: give a size from 64K to 1024G, such as 256M"),
        Case(["--width", "3", "x.pcap"], "--width 3: give 60 to 10000 columns"),
        Case(["--har", "d", "x.pcap"], "d: is a folder; name a file"),
        Case(["--fail-on", "error,nope", "x.pcap"], "--fail-on: there is no finding nope; docs/findings.md lists them"),
        Case(["--expect", "no", "x.pcap"], "no: No such file or directory; name a file of expectations"),
        Case(["--follow", "9", "x.pcap"], "there is no connection 9: the captures hold 1 connection"),
        Case(
            ["--connection", "7", "--connection", "9", "x.pcap"], "there is no connection 7, 9: the captures hold 1 connection"),
        Case(["empty", "x.pcap"], "empty: the file is empty, so it is no capture"),
        Case(["x.pcap", "empty"], "empty: the file is empty, so it is no capture"),
        Case(
            ["--extract", "text", "x.pcap"],
            "--extract text: is a symbolic link or no folder; name a folder that can be made or written to"),
        Case(
            ["--extract", "/proc/x", "x.pcap"],
            "--extract /proc/x: No such file or directory; name a folder that can be made or written to"),
        Case(["-f"], "Missing value for '-f <filter>' (tcpexplain --help shows the usage)"),
    ]
}
