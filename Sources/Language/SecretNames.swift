/// Names of fields, parameters, members and elements whose values are credentials.
enum SecretNames {
    /// Names that are longer are none.
    static let maximumLength = 256

    private static let parts = [
        "password", "passwd", "passphrase", "passwort", "secret", "credential", "apikey", "accesskey", "privatekey", "sessionid",
        "sessid", "csrf", "xsrf",
    ].map { Array($0.utf8) }
    private static let endings = ["token", "tokens", "authorization", "cookie", "pwd", "signature"].map { Array($0.utf8) }
    private static let whole: Set<[UInt8]> = Set(
        [
            "pass", "pw", "pin", "otp", "totp", "cvv", "cvc", "sid", "sig", "session", "jwt", "samlresponse", "assertion",
            "codeverifier",
        ]
        .map { Array($0.utf8) })
    /// 密码, 口令.
    private static let others = ["\u{5bc6}\u{7801}", "\u{53e3}\u{4ee4}"].map { Array($0.utf8) }

    /// Whether a name says so, whatever joins its words: `client_secret`, `user[password]`, `X-Api-Key`, `pass%77ord`.
    static func contain(_ name: ArraySlice<UInt8>) -> Bool {
        guard name.count <= maximumLength else { return false }
        let plain = plain(name)
        guard plain.count >= 2 else { return false }
        return whole.contains(plain) || endings.contains { plain.hasSuffix($0) } || parts.contains { plain.contains($0) }
            || others.contains { plain.contains($0) }
    }

    /// Whether it is that of a count as well as of a credential: `max_tokens`.
    static func mayCount(_ name: ArraySlice<UInt8>) -> Bool { plain(name).hasSuffix(Array("tokens".utf8)) }

    /// Whether a name says that what stands beside it is the name of something: `{"name": "password", "value": …}`.
    static func name(_ name: ArraySlice<UInt8>) -> Bool {
        ["name", "key", "id", "type", "field", "param", "header", "k", "n"].contains(String(decoding: plain(name), as: UTF8.self))
    }

    /// Whether it is that of a value, likewise.
    static func value(_ name: ArraySlice<UInt8>) -> Bool {
        ["value", "val", "v", "content", "data"].contains(String(decoding: plain(name), as: UTF8.self))
    }

    /// The letters and digits of a name in lower case, with escapes of URLs and of JSON resolved.
    static func plain(_ name: ArraySlice<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        for byte in ContentMask.decoded(name) {
            switch byte {
            case 0x30...0x39, 0x61...0x7a, 0x80...: plain.append(byte)
            case 0x41...0x5a: plain.append(byte | 0x20)
            default: break
            }
        }
        return plain
    }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ other: [UInt8]) -> Bool { suffix(other.count).elementsEqual(other) }

    fileprivate func contains(_ other: [UInt8]) -> Bool {
        guard let first = other.first, count >= other.count else { return false }
        return (0...count - other.count).contains { self[$0] == first && self[$0..<$0 + other.count].elementsEqual(other) }
    }
}
