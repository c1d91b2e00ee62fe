import ArgumentParser

/// What `-h` prints: examples first, and the options that are used most, by what they are for. `--help` prints them all.
enum Help {
    /// `help` and `help SUBCOMMAND`, which the completions offer, as `--help` has it; a capture of that name is read with `-r help`.
    static func asked(in arguments: [String]) -> [String] {
        let rest = arguments.dropFirst()
        guard arguments.first == "help", rest.count <= 1,
            rest.allSatisfy({ name in Subcommands.all.contains { $0.name == name } })
        else {
            return arguments
        }
        return rest + ["--help"]
    }

    /// Whether the arguments ask for the short help. Subcommands have one help each.
    static func isShort(_ arguments: [String]) -> Bool {
        if let first = arguments.first, Subcommands.all.contains(where: { $0.name == first && $0.type != nil }) { return false }
        return arguments.prefix { $0 != "--" }.contains("-h") && !arguments.contains("--help")
    }

    /// No wider than the narrowest usual terminal.
    static let short = """
        tcpexplain explains TCP and HTTP in packet captures, with proof.

          tcpexplain capture.pcap                  every connection, packet by packet
          tcpexplain --only-problems capture.pcap  what is wrong, three of a kind
          tcpexplain --summary --sort severity capture.pcap
                                                   a line each, the worst first
          tcpexplain --requests --sort latency capture.pcap | head
                                                   the slowest HTTP requests
          tcpexplain --status 5xx --host shop.example capture.pcap
                                                   what is behind the errors of a host
          sudo tcpexplain -i eth0 port 80          what is on the wire, until Ctrl-C
          tcpexplain --check capture.pcap          exit status 1 if TCP failed

        What is read    CAPTURE... | -r FILE... [FILTER] | -i INTERFACE [FILTER]
                        -D (lists interfaces)  -f FILTER  -c COUNT  --keylog FILE
        What is shown   --summary  --requests  --packets  --only-problems  --follow N
                        --format ndjson|csv|markdown  --sort BY  --verbose
                        --explain brief|teach|expert
        Which           --connection N  --host HOST  --port PORT  --sni NAME
                        --url TEXT|/REGEX/  --method NAME  --status 404|5xx
                        --finding NAME  --severity note|warning|error
                        --after TIME  --before TIME
        How it looks    --time relative|delta|absolute|utc  --width N  --ascii
                        --color WHEN  --no-pager  --lang en|zh
        Files           -w FILE (live)  --html FILE  --svg FILE  --mermaid FILE
                        --annotate FILE  --har FILE  --extract FOLDER
        For scripts     --check  --strict  --fail-on error|warning|note|NAME,...
                        --expect FILE  --junit FILE  --sarif FILE  --github
        Commands        explain [NAME]: what a step, state, check or note means
                        lesson  diff A B  test FOLDER  split  schema  mcp FOLDER

        tcpexplain --help tells all of it: every option, what signs, colours and
        numbers mean, bounds and exit status.
        """

    /// What `--help` says before the options.
    static let discussion = """
        For every TCP packet: its step of the handshake or of the close, whether its numbers add up (both are shown), \
        and the state of both ends. For every connection: how it opened, what crossed it, how it closed. \
        For every HTTP exchange: request and response, rebuilt from the streams.

        Examples:
          tcpexplain capture.pcap
          tcpexplain --only-problems capture.pcap
          tcpexplain --summary --sort severity capture.pcapng.gz
          tcpexplain --requests --sort latency capture.pcap | head -n 11
          tcpexplain --status 5xx --host shop.example capture.pcap
          tcpexplain -r capture.pcap port 80 and host 10.0.0.1
          tcpexplain -i eth0 port 80
          tcpexplain explain wave-2
          tcpexplain --check capture.pcap && echo "every sum holds"
          tcpexplain --format ndjson capture.pcap | jq -c 'select(.type == "connection")'

        Reading it: the client stands on the left, the server on the right, each with its state after the packet (RFC 9293). The \
        arrow carries the flags and the bytes of payload. Numbers: x and y are the first sequence numbers, which seq and ack count from; \
        u and w are the numbers of the two FINs, v that of the segment that acknowledged the first; behind the last = a number is as on the \
        wire. Signs: ✓ it holds or is well, ✗ it is wrong or an error, ! a warning, or something rare about a packet; … stands for packets \
        or text left out; ① to ⑦ are the stages of an HTTP request. Colours say the same once more: cyan from the client, magenta \
        from the server, red errors and RST, yellow warnings, green what holds. (In ASCII: ok, XX, ..., (1) to (7).)

        Width: that of the terminal, --width or COLUMNS, else 100. Tables leave out their least important columns to fit, and are whole in \
        a pipe. On a terminal PAGER shows the output, or less.

        Documentation: README.md (everything in short), docs/findings.md (each finding), docs/questions.md (ten faults, explained), \
        docs/peers.md (where other tools differ), at the place where this program is from.

        Bounds: a segment that came early is held behind a hole up to 4 MiB or 4096 pieces a direction; fragments up \
        to 8 MiB; 4096 requests or 1 MiB of their heads may wait for a response; over all connections 512 MiB of these (--max-memory), \
        and 262,144 connections (--max-connections); a ladder has up to 300 rows, and 50 more for steps and the like; content is decoded up to 512 MiB and 512 times its size, of \
        512 messages at a time; --extract makes up to 100,000 files; --har holds 4 MiB a message and 128 MiB at a time; --annotate \
        holds 16 MiB of comments, and keeps more, and up to 16 GiB of a pipe, in TMPDIR; --html holds 50,000 connections, 4000 packets of one \
        (8000 with those that there is something to say of, and 100 steps more), 64 KiB \
        of a message's content, 192 MiB of records; --sort keeps 262,144 \
        lines. When one is hit, the output says so. Connections are let go when idle: after 5 minutes without data, 2 hours with, 4 \
        minutes once closed.

        Exit status: 0 analysed; 1 --check or --fail-on failed; 2 nothing was analysed; 3 analysed in part (damaged input).
        """
}
