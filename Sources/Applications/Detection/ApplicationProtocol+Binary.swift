/// Protocols whose first bytes are no text, or are fixed by their specification.
extension ApplicationProtocol {
    static let binaryGreetings: [ApplicationProtocol] = [
        http2,
        ApplicationProtocol("bittorrent") { prefixProspect($0.bytes, Array("\u{13}BitTorrent protocol".utf8)) },
        ApplicationProtocol("rdp", probe: remoteDesktop),
        // The first packet of a server (protocol version 10): length, number 0, version, and the server's version in digits.
        ApplicationProtocol("mysql") { opening in
            guard opening.end == .server else { return .no }
            let prospect = pattern(opening.bytes, [nil, 0, 0, 0, 10, nil])
            return prospect == .yes && !opening.bytes[5].isDigit ? .no : prospect
        },
        // PostgreSQL's frontend: SSLRequest, or StartupMessage of protocol 3.0.
        ApplicationProtocol("postgresql") { opening in
            guard opening.end == .client else { return .no }
            let request = pattern(opening.bytes, [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f])
            return request == .no ? pattern(opening.bytes, [0, 0, nil, nil, 0, 3, 0, 0]) : request
        },
        // MQTT 3.1.1 §3.1: CONNECT with its protocol name.
        ApplicationProtocol("mqtt") { opening in
            opening.end == .client ? pattern(opening.bytes, [0x10, nil, 0, 4, 0x4d, 0x51, 0x54, 0x54]) : .no
        },
        ApplicationProtocol("amqp") { $0.end == .client ? prefixProspect($0.bytes, Array("AMQP".utf8)) : .no },
        // RFC 854: a server that begins with the negotiation of options.
        ApplicationProtocol("telnet") { opening in
            guard opening.end == .server else { return .no }
            let prospect = pattern(opening.bytes, [0xff, nil, nil])
            return opening.bytes.count > 1 && !(0xfb...0xfe).contains(opening.bytes[1]) ? .no : prospect
        },
    ]

    static let http2 = ApplicationProtocol("http/2") { opening in
        // RFC 9113 §3.4: the client's preface, and the server's SETTINGS frame, which it begins with.
        opening.end == .client
            ? prefixProspect(opening.bytes, Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8))
            : pattern(opening.bytes, [0, 0, nil, 4, 0, 0, 0, 0, 0])
    }

    /// Whether a server answers the preface of a client with a frame of HTTP/2, even if it is not the one that it must begin with.
    static func answersHTTP2(_ bytes: [UInt8]) -> StartLine.Prospect {
        // No first frame is so long that the first byte of its length is used.
        guard bytes.first == 0 else { return .no }
        guard bytes.count >= HTTP2FrameHeader.length else { return .perhaps }
        let header = HTTP2FrameHeader(bytes.span, at: 0)
        return header.isPlausible(from: .server, largest: HTTP2FrameHeader.usualMaximum, highestStream: 0) ? .yes : .no
    }

    /// [MS-RDPBCGR] §2.2.1.1 and §2.2.1.2: a TPKT header (RFC 1006 §6) and the connection request of X.224, which other protocols use too. Behind
    /// it, a client of RDP has a cookie or asks for a protocol, and the server says which one it chose, or that it failed.
    private static let remoteDesktop: @Sendable (Opening) -> StartLine.Prospect = { opening in
        let isClient = opening.end == .client
        let request = pattern(opening.bytes, [3, 0, nil, nil, nil, isClient ? 0xe0 : 0xd0, nil, nil, nil, nil, nil])
        guard request == .yes else { return request }
        let rest = Array(opening.bytes.dropFirst(11))
        let candidates =
            isClient
            ? [prefixProspect(rest, Array("Cookie: ".utf8)), pattern(rest, [1, nil, 8, 0])]
            : [pattern(rest, [2, nil, 8, 0]), pattern(rest, [3, nil, 8, 0])]
        return candidates.contains(.yes) ? .yes : candidates.contains(.perhaps) ? .perhaps : .no
    }

    /// Whether `bytes` begin with these values; nil stands for any.
    static func pattern(_ bytes: [UInt8], _ values: [UInt8?]) -> StartLine.Prospect {
        for (byte, value) in zip(bytes, values) where value != nil && value != byte { return .no }
        return bytes.count >= values.count ? .yes : .perhaps
    }
}
