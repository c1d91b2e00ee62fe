import Applications
import TCP

/// The URL that a request asks for (RFC 9110 §7.1), from its target and Host field, or else the server's address; without a fragment.
enum EffectiveURL {
    static func of(_ head: MessageHead, _ server: Endpoint, isSecure: Bool = false) -> String {
        let scheme = isSecure ? "https://" : "http://"
        let port: UInt16 = isSecure ? 443 : 80
        let target = String(head.target.prefix { $0 != "#" })
        if hasScheme(target) { return target }
        if head.http2 != nil, let named = head.scheme {
            return named + "://" + (head.authority ?? head.fields.first("host") ?? authority(server, port)) + target
        }
        if head.method == "CONNECT" { return scheme + target }
        let host = head.fields.first("host").flatMap { $0.isEmpty ? nil : $0 }
        let origin = scheme + (host ?? authority(server, port))
        // Asked of the server as a whole: no path.
        if target == "*" { return origin }
        return origin + (target.hasPrefix("/") ? target : "/" + target)
    }

    private static func authority(_ server: Endpoint, _ port: UInt16) -> String {
        let name = name(server)
        return server.port == port ? String(name.dropLast(":\(port)".count)) : name
    }

    /// absolute-form: begins with a scheme (RFC 3986 §3.1). A URL in the query does not make one.
    private static func hasScheme(_ target: String) -> Bool {
        guard let colon = target.firstIndex(of: ":"), target[colon...].hasPrefix("://"), colon != target.startIndex else {
            return false
        }
        return target[..<colon].utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
    }
}
