import HTTPMessages
import Tracking

/// The URL that a request asks for (RFC 9110 §7.1), from its target and Host field, or else the server's address.
enum EffectiveURL {
    static func of(_ head: MessageHead, _ server: Endpoint) -> String {
        let target = head.target
        if target.contains("://") { return target }
        if head.method == "CONNECT" { return "http://" + target }
        // Asked of the server as a whole: no path.
        if target == "*" { return "http://" + (head.fields.first("host").flatMap { $0.isEmpty ? nil : $0 } ?? name(server)) }
        let authority = head.fields.first("host").flatMap { $0.isEmpty ? nil : $0 } ?? name(server)
        return "http://" + authority + (target.hasPrefix("/") ? target : "/" + target)
    }
}
