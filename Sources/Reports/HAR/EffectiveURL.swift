import Applications
import TCP

/// The URL that a request asks for (RFC 9110 §7.1), from its target and Host field, or else the server's address; without a fragment.
enum EffectiveURL {
    static func of(_ head: MessageHead, _ server: Endpoint, isSecure: Bool = false) -> String {
        let url = absolute(head, server, isSecure ? "https" : "http")
        // A number sign begins a fragment, wherever its sender put it: in the Host field it is a fault of theirs.
        guard url.utf8.contains(UInt8(ascii: "#")) else { return url }
        return url.unicodeScalars.split(separator: "#", omittingEmptySubsequences: false).map { String($0) }
            .joined(separator: "%23")
    }

    private static func absolute(_ head: MessageHead, _ server: Endpoint, _ scheme: String) -> String {
        let target = String(head.target.unicodeScalars.prefix { $0 != "#" })
        if hasScheme(target) { return target }
        let host = [head.authority, head.fields.first("host")].lazy.compactMap { $0 }.first { !$0.isEmpty }
        let port: UInt16 = scheme == "https" ? 443 : 80
        if head.http2 != nil, let named = head.scheme, isScheme(named) {
            return named + "://" + (host ?? authority(server, port)) + target
        }
        if head.method == "CONNECT" { return scheme + "://" + (target.isEmpty ? authority(server, port) : target) }
        let origin = scheme + "://" + (host ?? authority(server, port))
        // Asked of the server as a whole: no path.
        if target == "*" { return origin }
        return origin + (target.hasPrefix("/") ? target : "/" + target)
    }

    private static func authority(_ server: Endpoint, _ port: UInt16) -> String {
        let name = name(server)
        return server.port == port ? String(name.dropLast(":\(port)".count)) : name
    }

    /// absolute-form: begins with a scheme, and names something behind it. A URL in the query does not make one.
    private static func hasScheme(_ target: String) -> Bool {
        guard let colon = target.firstIndex(of: ":"), target[colon...].hasPrefix("://") else { return false }
        return target[colon...].utf8.count > "://".utf8.count && isScheme(target[..<colon])
    }

    /// A letter, then letters, digits, plus signs, hyphens and dots (RFC 3986 §3.1).
    private static func isScheme(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
            default: isLetter(byte)
            }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
