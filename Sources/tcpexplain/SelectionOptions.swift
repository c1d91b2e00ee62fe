import Analysis
import ArgumentParser
import Platform
import Reports
import Wire

/// Which connections and exchanges are shown.
struct SelectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Only this connection (repeatable, as all of these); reading stops when it is over.", valueName: "n"))
    var connection: [Int] = []

    @Option(
        help: ArgumentHelp(
            "Only connections with this host at either end: an address, a network (10.0.0.0/8), or a name in Host or TLS.",
            valueName: "host"))
    var host: [String] = []

    @Option(help: ArgumentHelp("Only connections with this port at either end.", valueName: "port"))
    var port: [Int] = []

    @Option(help: ArgumentHelp("Only TLS connections to this name, or one below it.", valueName: "name"))
    var sni: [String] = []

    @Option(
        help: ArgumentHelp("Only HTTP exchanges whose URL holds this text, or matches a /regular expression/.", valueName: "text")
    )
    var url: [String] = []

    @Option(help: ArgumentHelp("Only HTTP exchanges with this method.", valueName: "name"))
    var method: [String] = []

    @Option(help: ArgumentHelp("Only HTTP exchanges with this status, or of this class: 404, 5xx.", valueName: "status"))
    var status: [String] = []

    @Option(help: ArgumentHelp("Only connections with this finding (docs/findings.md).", valueName: "name"))
    var finding: [String] = []

    @Option(
        help: ArgumentHelp("Only connections whose worst finding is this or worse: note, warning, error.", valueName: "severity"))
    var severity: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only what was going on then or later: seconds after the start, a time of day, a date and time (in TZ, or with an offset), or seconds since 1970.",
            valueName: "time"))
    var after: [String] = []

    @Option(help: ArgumentHelp("Only what was going on then or earlier.", valueName: "time"))
    var before: [String] = []

    /// What they select.
    func selection() throws(CommandError) -> Selection {
        var selection = Selection()
        if let wrong = connection.first(where: { $0 < 1 }) {
            throw CommandError(.connectionNumber(wrong))
        }
        selection.connections = Set(connection)
        selection.zone = .local
        for text in host { selection.hosts.append(try Self.host(text)) }
        for number in port {
            guard let port = UInt16(exactly: number) else { throw CommandError(.value("--port", "\(number)", .port)) }
            selection.ports.insert(port)
        }
        selection.serverNames = sni.map { $0.lowercased() }
        for text in url {
            do {
                selection.urls.append(try URLPattern(text))
            } catch {
                throw CommandError(.value("--url", text, .regularExpression))
            }
        }
        for name in method where name.isEmpty { throw CommandError(.value("--method", name, .method)) }
        selection.methods = Set(method)
        for text in status {
            guard let pattern = StatusPattern(text) else {
                throw CommandError(.value("--status", text, .status))
            }
            selection.statuses.append(pattern)
        }
        for name in finding {
            guard Finding.names.contains(name) else { throw CommandError(Self.unknownFinding(name, "--finding")) }
            selection.findings.insert(name)
        }
        for text in severity {
            guard let severity = Finding.Severity(rawValue: text) else {
                throw CommandError(.value("--severity", text, .severity))
            }
            selection.leastSeverity = min(selection.leastSeverity ?? severity, severity)
        }
        selection.after = try after.map { text throws(CommandError) in try Self.moment(text, "--after") }
        selection.before = try before.map { text throws(CommandError) in try Self.moment(text, "--before") }
        for (text, moment) in zip(before, selection.before) where selection.after.contains(where: moment.isAtOrBefore) {
            throw CommandError(.value("--before", text, .laterThanAfter))
        }
        return selection
    }

    /// Says that there is no such finding, and which ones are near.
    static func unknownFinding(_ name: String, _ option: String) -> Complaint {
        .unknownFinding(option: option, name: name, near: Finding.names(near: name))
    }

    private static func moment(_ text: String, _ option: String) throws(CommandError) -> Moment {
        guard let moment = Moment(text, in: .local) else {
            throw CommandError(.value(option, text, .moment))
        }
        return moment
    }

    /// An address, a network, or a name.
    static func host(_ text: String) throws(CommandError) -> HostPattern {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let bare = parts[0].hasPrefix("[") && parts[0].hasSuffix("]") ? parts[0].dropFirst().dropLast() : parts[0]
        if let address = address(String(bare)) {
            let most = address.isIPv6 ? 128 : 32
            guard parts.count == 2 else { return .network(address, bits: most) }
            if parts[1].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let bits = Int(parts[1]), (0...most).contains(bits) {
                return .network(address, bits: bits)
            }
            throw CommandError(.value("--host", text, .bits(most)))
        }
        let isName =
            parts.count == 1 && !bare.isEmpty
            && bare.utf8.allSatisfy { byte in
                byte > 0x7f || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            }
        guard isName else { throw CommandError(.value("--host", text, .host)) }
        return .name(bare.lowercased())
    }

    private static func address(_ text: String) -> IPAddress? {
        var four = in_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 { return IPAddress(ipv4: UInt32(bigEndian: four.s_addr)) }
        var six = in6_addr()
        guard unsafe inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let halves = unsafe withUnsafeBytes(of: six) { bytes in
            unsafe (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
        return IPAddress(high: UInt64(bigEndian: halves.0), low: UInt64(bigEndian: halves.1))
    }
}

extension Zone {
    /// The zone of TZ, or else of this machine.
    static let local: Zone = {
        tzset()
        return Zone { seconds in
            var time = time_t(clamping: seconds)
            var parts = unsafe tm()
            return unsafe localtime_r(&time, &parts) == nil ? 0 : unsafe Int(parts.tm_gmtoff)
        }
    }()
}
