import Analysis
import TCP
import Wire

/// Which connections an expectation is about: those that are all of this.
public struct ConnectionSelector {
    /// An end: a network of addresses or none, and a port or none.
    public struct End: Sendable {
        var hosts: HostPattern?
        var port: UInt16?

        public init(hosts: HostPattern?, port: UInt16?) {
            self.hosts = hosts
            self.port = port
        }

        func matches(_ endpoint: Endpoint) -> Bool {
            (port == nil || port == endpoint.port) && (hosts.map { $0.matches(endpoint.address) } ?? true)
        }
    }

    /// What the file says, but for which one of the connections is meant: the same for expectations that select alike.
    public var key = ""
    /// Any of these is the client, or the server; if there are none, whoever it is.
    public var clients: [End] = []
    public var servers: [End] = []
    /// Hosts, ports, URLs and server names, as the options of these names select.
    public var selection = Selection()
    /// Which one of those, from 1; nil if there must be but one.
    public var nth: Int?
    /// All of those.
    public var isEvery = false

    /// Whether what the first packet of a connection shows decides.
    var decidesOnEndpoints: Bool { selection.decidesOnPackets }

    /// Whether a connection may be meant, whatever comes.
    func mayInclude(_ connection: borrowing Connection) -> Bool {
        guard selection.mayInclude(connection) else { return false }
        if !clients.isEmpty {
            let client = connection.endpoint(of: .client)
            guard clients.contains(where: { $0.matches(client) }) else { return false }
        }
        if !servers.isEmpty {
            let server = connection.endpoint(of: .server)
            guard servers.contains(where: { $0.matches(server) }) else { return false }
        }
        return true
    }

    /// Whether a connection that has ended is meant.
    ///
    /// - Parameter hasExchange: one of its exchanges has the URL or the name that is asked for.
    func includes(_ event: ConnectionEvent, hasExchange: Bool) -> Bool {
        mayInclude(event.connection) && selection.includes(event, hasExchange: hasExchange)
    }
}
