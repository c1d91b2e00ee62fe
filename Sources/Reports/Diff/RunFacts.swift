import Analysis
import Language
import TCP
import Wire

/// What is compared of a run: its connections, in the order of their first packets.
public struct RunFacts {
    public internal(set) var connections: [ComparedConnection] = []
    public var exchanges: Int { connections.reduce(0) { $0 + $1.exchanges.count } }
    /// Connections and exchanges beyond what is held.
    public internal(set) var leftOut = 0
    /// Exchanges of which no fields are held.
    public internal(set) var fieldsLeftOut = 0
}

/// What is compared of a connection.
public struct ComparedConnection {
    var number: Int
    var client: Endpoint
    var server: Endpoint
    var firstFrame: Int
    var handshake: HandshakeOutcome
    var close: RunDifference.Close
    var failedChecks: Int
    /// Names of findings, worst first, and how bad each is.
    var findings: [(name: String, severity: Finding.Severity)]
    /// In nanoseconds.
    var connect: Int64?
    var exchanges: [ComparedExchange] = []

    /// What it begins with: the first request, without which connections to one server are told apart by their order alone.
    var beginning: String { exchanges.first?.request ?? "" }
}

/// What is compared of an exchange.
public struct ComparedExchange {
    var number: Int
    var firstFrame: Int
    /// Method and target, masked; empty where the request was not captured.
    var request: String
    /// To whom it goes, by its Host field or pseudo-header.
    var host: String
    var status: Int?
    var requestBytes: Int
    var responseBytes: Int
    var requestIsWhole: Bool
    var responseIsWhole: Bool
    /// SHA-256 of their contents, decoded.
    var requestDigest = ""
    var responseDigest = ""
    /// nil where there is no such message, or no place for them.
    var requestFields: ComparedFields?
    var responseFields: ComparedFields?
    /// In nanoseconds.
    var wait: Int64?
    var response: Int64?
}
