public import Analysis
import Applications
import TCP
import Wire

/// Which connections and exchanges are shown. All conditions hold at once; of several values of one condition, any one is enough.
///
/// A connection is selected if its number, ports, server name, findings and severity are, if it overlaps the time that is asked for, and if one
/// of its exchanges is. An exchange is selected if its URL, method and status are, in one exchange, and its connection is.
public struct Selection {
    /// The numbers of connections.
    public var connections: Set<Int> = []
    /// Either end has this address, or the server has this name: in a request's Host, or in TLS.
    public var hosts: [HostPattern] = []
    /// Either end has this port.
    public var ports: Set<UInt16> = []
    /// Names that the client asked for in TLS; those below them count too.
    public var serverNames: [String] = []
    public var urls: [URLPattern] = []
    public var methods: Set<String> = []
    public var statuses: [StatusPattern] = []
    /// Names of findings.
    public var findings: Set<String> = []
    /// The worst finding is this severe, or more.
    public var leastSeverity: Finding.Severity?
    /// Only what was going on at one of these moments or later, and at one of those or earlier.
    public var after: [Moment] = []
    public var before: [Moment] = []
    /// The zone of times of day.
    public var zone = Zone.utc
    /// The two moments, once the start of the run is known.
    private var earliest: Timestamp?
    private var latest: Timestamp?

    public init() {}

    /// The first packet of the run was captured at `start`.
    mutating func begin(at start: Timestamp) {
        earliest = after.map { $0.time(startingAt: start, in: zone) }.min()
        latest = before.map { $0.time(startingAt: start, in: zone) }.max()
    }

    /// Whether everything is shown.
    public var isEverything: Bool {
        connections.isEmpty && hosts.isEmpty && ports.isEmpty && !hasTimes && !dependsOnOutcome && !hasExchangeConditions
    }

    /// Whether the exchanges of a connection decide on it.
    public var hasExchangeConditions: Bool { !urls.isEmpty || !methods.isEmpty || !statuses.isEmpty || hasHostNames }

    /// Whether a condition is known only when the connection has ended.
    public var dependsOnOutcome: Bool { !serverNames.isEmpty || !findings.isEmpty || leastSeverity != nil }

    /// Whether a packet can be selected as it comes, before the rest of its connection.
    public var decidesOnPackets: Bool { !dependsOnOutcome && !hasExchangeConditions }

    var hasTimes: Bool { !after.isEmpty || !before.isEmpty }

    private var hasHostNames: Bool {
        hosts.contains { if case .name = $0 { true } else { false } }
    }

    // MARK: - The predicate

    /// What the first packet of a connection tells: false if it will not be selected, whatever comes.
    func mayInclude(_ connection: borrowing Connection) -> Bool {
        if !connections.isEmpty, !connections.contains(connection.number) { return false }
        let (low, high) = (connection.key.low, connection.key.high)
        if !ports.isEmpty, !ports.contains(low.port), !ports.contains(high.port) { return false }
        if let latest, !connection.lacksTime, connection.start > latest { return false }
        return hosts.isEmpty || hosts.contains { $0.mayMatch(low.address) || $0.mayMatch(high.address) }
    }

    /// Whether a packet was captured in the time that is asked for.
    func includes(packetAt time: Timestamp, hasTime: Bool) -> Bool {
        guard hasTime else { return true }
        return earliest.map { time >= $0 } ?? true && latest.map { time <= $0 } ?? true
    }

    /// Whether a frame that could not be read is shown. It belongs to no connection, so only a time can be asked for.
    func includes(_ frame: UnreadableFrame) -> Bool {
        guard connections.isEmpty, hosts.isEmpty, ports.isEmpty, decidesOnPackets else { return false }
        return includes(packetAt: frame.info.time, hasTime: frame.info.hasTime)
    }

    /// Whether an exchange is selected, if its connection is.
    func includes(_ exchange: Exchange, of connection: borrowing Connection) -> Bool {
        guard includesTimes(of: exchange) else { return false }
        guard hasExchangeConditions else { return true }
        if !methods.isEmpty, !methods.contains(exchange.request?.head.method ?? "") { return false }
        if !statuses.isEmpty {
            guard let status = exchange.response?.head.status, statuses.contains(where: { $0.matches(status) }) else {
                return false
            }
        }
        guard !urls.isEmpty || hasHostNames else { return true }
        let url = exchange.request.map { EffectiveURL.of($0.head, connection.endpoint(of: .server), isSecure: exchange.isSecure) }
        if !urls.isEmpty {
            guard let url, urls.contains(where: { $0.matches(url) }) else { return false }
        }
        if hasHostNames {
            let (low, high) = (connection.key.low.address, connection.key.high.address)
            return hosts.contains { $0.matches(low) || $0.matches(high) || url.map($0.matches(authorityOf:)) ?? false }
        }
        return true
    }

    private func includesTimes(of exchange: Exchange) -> Bool {
        guard hasTimes, !exchange.lacksTime else { return true }
        let messages = [exchange.request, exchange.response].compactMap { $0 }
        if let earliest, messages.allSatisfy({ $0.lastTime < earliest }) { return false }
        if let latest, messages.allSatisfy({ $0.firstTime > latest }) { return false }
        return true
    }

    /// Whether a connection that has ended is selected.
    ///
    /// - Parameter hasExchange: one of its exchanges is.
    func includes(_ event: ConnectionEvent, hasExchange: Bool) -> Bool {
        let connection = event.connection
        guard mayInclude(connection) else { return false }
        if let earliest, !connection.lacksTime, connection.end < earliest { return false }
        let asked = event.story.tls?.hello?.serverName
        if !serverNames.isEmpty {
            guard let asked, serverNames.contains(where: { HostPattern.name($0).matches(name: asked) }) else { return false }
        }
        if let leastSeverity {
            guard let severity = event.verdict.severity, severity >= leastSeverity else { return false }
        }
        if !findings.isEmpty, !event.findings.contains(where: { findings.contains($0.name) }) { return false }
        if hasExchange || !hasExchangeConditions { return true }
        // A name that no request holds may be that of TLS, or stand beside an address.
        guard urls.isEmpty, methods.isEmpty, statuses.isEmpty else { return false }
        let (low, high) = (connection.key.low.address, connection.key.high.address)
        return hosts.contains { $0.matches(low) || $0.matches(high) || asked.map($0.matches(name:)) ?? false }
    }
}
