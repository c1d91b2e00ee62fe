import Applications
import Language
import TCP

/// Names of connections that are the same in each run, so that a forge knows a test case again: the server's end, the first request, and which one
/// of those that are alike it is.
enum StableNames {
    /// The method and path of a request. A query differs from run to run, and so does what looks like a time or an identifier.
    static func request(_ head: MessageHead, _ secrets: Secrets) -> String {
        let target = secrets.target(head.lossless).prefix { $0 != "?" && $0 != "#" }
        let path = VaryingContent.isIn(String(target)) ? "…" : secrets.shown(String(target), limit: 80).escaped
        return "\(secrets.shown(head.lossless.method, limit: 20).escaped) \(path)"
    }

    /// Gives each of them its name; they are in the order of their first packets.
    static func name(_ connections: inout [ConnectionResult]) {
        var alike: [String: Int] = [:]
        for i in connections.indices {
            let server = Reports.name(connections[i].server)
            let kind = connections[i].request.map { "\(server) \($0)" } ?? server
            alike[kind, default: 0] += 1
            connections[i].stableName = "\(kind) #\(alike[kind] ?? 1)"
        }
    }
}
