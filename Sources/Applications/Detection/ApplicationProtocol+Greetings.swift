/// Protocols of text lines, by the line that an end begins with.
extension ApplicationProtocol {
    static let greetings: [ApplicationProtocol] = [
        // RFC 4253 §4.2: both ends begin with it, the server mostly first.
        line("ssh", [(.client, "SSH-"), (.server, "SSH-")]),
        // RFC 1939 §4, RFC 3501 §7.1.1
        line("pop3", [(.server, "+OK ")]),
        line("imap", [(.server, "* OK ")]),
        ApplicationProtocol("smtp", isText: true) { opening in
            opening.end == .client
                ? either(lineProspect(opening, "EHLO "), lineProspect(opening, "HELO ")) : replyProspect(opening, isMail: true)
        },
        ApplicationProtocol("ftp", isText: true) { opening in opening.end == .client ? .no : replyProspect(opening, isMail: false)
        },
        // RFC 2326 §6.1, RFC 3261 §7.1: requests end their first line with the version, responses begin with it.
        ApplicationProtocol("rtsp", isText: true) { versionProspect($0, "RTSP/1.0") },
        ApplicationProtocol("sip", isText: true) { versionProspect($0, "SIP/2.0") },
        // RFC 6143 §7.1.1
        line("vnc", [(.client, "RFB 003."), (.server, "RFB 003.")]),
    ]

    private static func line(_ name: String, _ beginnings: [(end: StreamEnd, prefix: String)]) -> ApplicationProtocol {
        ApplicationProtocol(name, isText: true) { opening in
            beginnings.first { $0.end == opening.end }.map { lineProspect(opening, $0.prefix) } ?? .no
        }
    }

    /// A line that begins with `prefix`. It is certain when the line is whole, so that the whole of it can be shown.
    private static func lineProspect(_ opening: Opening, _ prefix: String) -> StartLine.Prospect {
        let prospect = prefixProspect(opening.bytes, Array(prefix.utf8))
        guard prospect == .yes, !opening.isWhole else { return prospect }
        return opening.bytes.contains(UInt8(ascii: "\n")) ? .yes : .perhaps
    }

    static func prefixProspect(_ bytes: [UInt8], _ prefix: [UInt8]) -> StartLine.Prospect {
        bytes.starts(with: prefix) ? .yes : prefix.starts(with: bytes) ? .perhaps : .no
    }

    private static func either(_ a: StartLine.Prospect, _ b: StartLine.Prospect) -> StartLine.Prospect {
        a == .yes || b == .yes ? .yes : a == .perhaps || b == .perhaps ? .perhaps : .no
    }

    /// The reply `220` with which SMTP and FTP servers greet (RFC 5321 §4.2, RFC 959 §4.2). Both are told apart only by what the text of
    /// the reply says, so all its lines are waited for.
    private static func replyProspect(_ opening: Opening, isMail: Bool) -> StartLine.Prospect {
        let prospect = prefixProspect(opening.bytes, Array("220".utf8))
        guard prospect == .yes else { return prospect }
        guard opening.isWhole || replyIsWhole(opening.bytes) else { return .perhaps }
        let text = String(decoding: opening.bytes, as: UTF8.self).uppercased()
        let saysMail = text.contains("SMTP")
        return (isMail ? saysMail : !saysMail && text.contains("FTP")) ? .yes : .no
    }

    /// Whether the last line of a reply is there: the one that has no hyphen behind its code.
    private static func replyIsWhole(_ bytes: [UInt8]) -> Bool {
        guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return false }
        return bytes[..<end].split(separator: UInt8(ascii: "\n")).contains { line in
            line.count > 3 && line[line.startIndex + 3] == UInt8(ascii: " ") && line.prefix(3).allSatisfy { $0.isDigit }
        }
    }

    private static func versionProspect(_ opening: Opening, _ version: String) -> StartLine.Prospect {
        let bytes = opening.bytes
        if opening.end == .server { return prefixProspect(bytes, Array((version + " ").utf8)) }
        guard let method = bytes.first, method.isTokenCharacter else { return .no }
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
            return bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0d }) ? .perhaps : .no
        }
        var line = bytes[..<end]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line.suffix(version.utf8.count + 1).elementsEqual((" " + version).utf8) ? .yes : .no
    }
}
