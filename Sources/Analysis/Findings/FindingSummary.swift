public import TCP
public import Wire

/// What was found in all connections of a run: counts, what many share, and scans.
public struct FindingSummary: Sendable {
    /// Names and servers, and clients, of which counts are kept at most.
    static let maximumKept = 4096
    /// Lines told of what is shared, and of scans, at most.
    public static let maximumShared = 30
    public static let maximumScans = 10
    /// A finding is shared by so many connections at least.
    private static let leastShared = 3
    /// A client that leaves so many handshakes unfinished scans.
    private static let leastScanned = 5

    /// The same finding in several connections to one server.
    public struct Shared: Sendable {
        public var name: String
        public var severity: Finding.Severity
        public var server: Endpoint
        public var count: Int
        /// The first three connections.
        public var examples: [Int]

        fileprivate mutating func add(_ severity: Finding.Severity, _ connection: Int) {
            count += 1
            if self.severity < severity { self.severity = severity }
            if examples.count < 3 { examples.append(connection) }
        }
    }

    /// A client that left handshakes with several ports or hosts unfinished.
    public struct Scan: Sendable {
        public var client: IPAddress
        public var handshakes: Int
        public var ports: Int
        public var hosts: Int
        public var firstConnection: Int
        public var lastConnection: Int
    }

    private struct Key: Hashable, Sendable {
        /// The name's place among `names`.
        var name: Int
        var server: Endpoint

        /// One number for the hasher: few names and servers are kept, so that it does not matter if a sender of packets makes some alike.
        func hash(into hasher: inout Hasher) {
            let address = server.address.low ^ server.address.high &* 0x9e37_79b9_7f4a_7c15
            hasher.combine(address ^ UInt64(server.port) << 48 ^ UInt64(truncatingIfNeeded: name) << 32)
        }
    }

    private struct Probes: Sendable {
        var count = 0
        var servers: Set<Endpoint> = []
        var first = 0
        var last = 0

        mutating func add(_ connection: ConnectionIdentity) {
            count += 1
            if servers.count < FindingSummary.maximumKept { servers.insert(connection.server) }
            if first == 0 { first = connection.number }
            last = connection.number
        }
    }

    /// The names of what was found: few, so that they are looked through rather than hashed.
    private var names: [String] = []
    /// How many connections have the finding of each name.
    private var timesFound: [Int] = []
    /// How many connections have each finding, by name.
    public var counts: [String: Int] {
        Dictionary(zip(names, timesFound)) { $0 + $1 }
    }
    /// How many connections have which severity as their worst.
    public private(set) var errors = 0
    public private(set) var warnings = 0
    public private(set) var notes = 0
    public private(set) var none = 0
    private var shared: [Key: Shared] = [:]
    private var probes: [IPAddress: Probes] = [:]

    public init() {}

    public mutating func add(_ verdict: Verdict, of connection: Connection) { add(verdict, of: ConnectionIdentity(connection)) }

    mutating func add(_ verdict: Verdict, of connection: ConnectionIdentity) {
        switch verdict.severity {
        case .error?: errors += 1
        case .warning?: warnings += 1
        case .note?: notes += 1
        case nil: none += 1
        }
        guard verdict.findings.count > 1 else {
            if let finding = verdict.findings.first { add(finding, finding.name, connection) }
            return
        }
        var names: Set<String> = []
        for finding in verdict.findings where names.insert(finding.name).inserted { add(finding, finding.name, connection) }
    }

    private mutating func add(_ finding: Finding, _ name: String, _ connection: ConnectionIdentity) {
        let place = place(of: name)
        timesFound[place] += 1
        if finding.severity > .note { share(finding, place, connection) }
        if case .handshakeUnfinished = finding.kind { noteProbe(connection) }
    }

    private mutating func share(_ finding: Finding, _ place: Int, _ connection: ConnectionIdentity) {
        let key = Key(name: place, server: connection.server)
        if shared.count >= Self.maximumKept, shared[key] == nil { return }
        let empty = Shared(name: names[place], severity: finding.severity, server: key.server, count: 0, examples: [])
        shared[key, default: empty].add(finding.severity, connection.number)
    }

    private mutating func place(of name: String) -> Int {
        if let known = names.firstIndex(of: name) { return known }
        names.append(name)
        timesFound.append(0)
        return names.count - 1
    }

    private mutating func noteProbe(_ connection: ConnectionIdentity) {
        let client = connection.client.address
        if probes.count >= Self.maximumKept, probes[client] == nil { return }
        probes[client, default: Probes()].add(connection)
    }

    /// Findings that several connections to one server share: worst first, then by how many.
    public var sharedFindings: [Shared] {
        shared.values.filter { $0.count >= Self.leastShared }
            .sorted { a, b in
                if a.severity != b.severity { return a.severity > b.severity }
                if a.count != b.count { return a.count > b.count }
                return a.examples[0] != b.examples[0] ? a.examples[0] < b.examples[0] : a.name < b.name
            }
            .prefix(Self.maximumShared).map { $0 }
    }

    /// Clients that scan: five or more unfinished handshakes with different ports or hosts.
    public var scans: [Scan] {
        probes.filter { $0.value.servers.count >= Self.leastScanned }
            .map { client, entry in
                Scan(
                    client: client, handshakes: entry.count, ports: Set(entry.servers.map(\.port)).count,
                    hosts: Set(entry.servers.map(\.address)).count, firstConnection: entry.first, lastConnection: entry.last)
            }
            .sorted { ($1.handshakes, $0.firstConnection) < ($0.handshakes, $1.firstConnection) }
            .prefix(Self.maximumScans).map { $0 }
    }
}

extension RunSummary {
    mutating func add(_ verdict: Verdict, of connection: ConnectionIdentity) { findings.add(verdict, of: connection) }
}
