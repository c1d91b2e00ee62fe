/// Finds out from the first bytes of each end which protocol it speaks.
///
/// The two ends are looked at separately: what one begins with says nothing about the other, but for a server that answers the preface of HTTP/2. How bytes are cut does not matter, since
/// an end's first bytes are gathered until they are certain.
public final class ApplicationDetector {
    /// Bytes of an end that are gathered at most. RFC 4253 §4.2: the longest line that must be shown has 255.
    public static let maximumOpening = 256

    private enum State {
        /// Its first bytes are being gathered, or have not come yet.
        case waiting
        case known(ApplicationProtocol)
        case unknown
        /// Bytes are missing before it was certain.
        case lost
    }

    private struct End {
        var state = State.waiting
        var opening: [UInt8] = []
        /// The frame that carried the first byte.
        var frame = 0
    }

    private var client = End()
    private var server = End()

    public init() {}

    /// Bytes that it holds.
    public var heldBytes: Int { client.opening.count + server.opening.count }
    /// The bytes of an end that were gathered: the first ones, until it was certain what they are.
    public func opening(of end: StreamEnd) -> [UInt8] { self[end].opening }

    /// Takes the next bytes of an end, from its first one on. Returns how many of them were gathered; where it became certain with them what
    /// the end speaks, the others are its reader's.
    @discardableResult
    public func take(_ bytes: Span<UInt8>, from end: StreamEnd, frame: Int) -> Int {
        guard bytes.count > 0 else { return 0 }
        switch self[end].state {
        case .waiting: return takeOpening(bytes, from: end, frame)
        case .unknown:
            // More of it is kept, so that what is shown does not depend on how it was cut.
            let room = min(bytes.count, Self.maximumOpening - self[end].opening.count)
            self[end].opening += bytes.copied(0..<room)
            return room
        case .known, .lost: return 0
        }
    }

    /// That many bytes of an end are missing.
    public func skip(_ count: Int, from end: StreamEnd) {
        switch self[end].state {
        case .waiting: self[end].state = .lost
        case .unknown where self[end].opening.count < Self.maximumOpening: self[end].state = .lost
        case .known, .unknown, .lost: break
        }
    }

    /// No more bytes come from either end: what there is must do.
    public func finish() {
        for end in [StreamEnd.client, .server] where isGathering(end) && !self[end].opening.isEmpty { decide(end, isWhole: true) }
    }

    /// The name of the protocol that an end speaks; nil if it is not certain.
    public func name(of end: StreamEnd) -> String? {
        if case .known(let known) = self[end].state { known.name } else { nil }
    }

    /// Whether what an end speaks is not certain yet.
    public func isGathering(_ end: StreamEnd) -> Bool {
        if case .waiting = self[end].state { true } else { false }
    }

    /// What an end began with is missing.
    public func isLost(_ end: StreamEnd) -> Bool {
        if case .lost = self[end].state { true } else { false }
    }

    /// Nothing more can be found in the bytes of an end.
    public func isOver(_ end: StreamEnd) -> Bool {
        switch self[end].state {
        case .waiting: false
        case .known: true
        case .unknown: self[end].opening.count >= Self.maximumOpening
        case .lost: true
        }
    }

    /// What an end began with; nil if no byte of it came, or some are missing.
    public func endProtocol(_ end: StreamEnd, beginIsKnown: Bool) -> EndProtocol? {
        if case .lost = self[end].state { return nil }
        let opening = self[end].opening
        guard !opening.isEmpty else { return nil }
        let line = opening.prefix { $0 >= 0x20 && $0 != 0x7f }
        let isLine = line.count == opening.count || opening[line.count] == 0x0d || opening[line.count] == 0x0a
        var greeting: [UInt8] = []
        if case .known(let known) = self[end].state {
            if known.isText { greeting = Array(line) }
        } else {
            greeting = isLine ? Array(line) : Array(opening.prefix(EndProtocol.greetingLength))
        }
        return EndProtocol(name: name(of: end), frame: self[end].frame, greeting: greeting, beginIsKnown: beginIsKnown)
    }

    /// Whether an end's bytes try to be a message of HTTP, though they are none: those are HTTP gone wrong, not another protocol.
    public func looksLikeHTTP(_ end: StreamEnd) -> Bool {
        let opening = self[end].opening
        let word = opening.prefix { $0.isTokenCharacter }
        if StartLine.looksLikeRequest(opening.span, from: 0) || StartLine.isWellKnownMethod(word) { return true }
        let upper = opening.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") ? $0 - 32 : $0 }
        let mark = Array("HTTP/".utf8)
        return upper.indices.contains { upper[$0...].starts(with: mark) }
    }

    /// Whether an end's first bytes can begin a record of TLS, or a message of SSL 2 (RFC 6101 §E.1).
    public func mayBeTLS(_ end: StreamEnd) -> Bool {
        let opening = self[end].opening
        guard let first = opening.first else { return true }
        if (20...24).contains(first) {
            guard opening.count >= TLSRecordHead.size else { return opening.count < 2 || opening[1] == 3 }
            // No record is empty that stands first (RFC 8446 §5.1).
            return TLSRecordHead(opening.span, at: 0).map { $0.length > 0 } ?? false
        }
        // A head of two bytes with the length, and then the type: an error or a hello of the server.
        return first & 0x80 != 0 && (opening.count < 3 || opening[2] == 0 || opening[2] == 4)
    }

    // MARK: - The first bytes

    private func takeOpening(_ bytes: Span<UInt8>, from end: StreamEnd, _ frame: Int) -> Int {
        let before = self[end].opening.count
        if before == 0 { self[end].frame = frame }
        let taken = min(bytes.count, Self.maximumOpening - before)
        self[end].opening += bytes.copied(0..<taken)
        decide(end, isWhole: self[end].opening.count >= Self.maximumOpening)
        return taken
    }

    private func decide(_ end: StreamEnd, isWhole: Bool) {
        let state = verdict(on: self[end].opening, of: end, isWhole: isWhole)
        self[end].state = state
        if end == .client, case .known = state { reconsiderServer() }
    }

    /// What the first bytes of an end say.
    private func verdict(on bytes: [UInt8], of end: StreamEnd, isWhole: Bool) -> State {
        let opening = ApplicationProtocol.Opening(bytes: bytes, end: end, isWhole: isWhole)
        var isOpen = false
        for candidate in ApplicationProtocol.all {
            switch candidate.probe(opening) {
            case .no: continue
            case .perhaps: isOpen = true
            case .yes: return .known(candidate)
            }
        }
        if end == .server, name(of: .client) == ApplicationProtocol.http2.name {
            switch ApplicationProtocol.answersHTTP2(bytes) {
            case .no: break
            case .perhaps: isOpen = true
            case .yes: return .known(.http2)
            }
        }
        return isOpen && !isWhole ? .waiting : .unknown
    }

    /// How many of the next bytes of an end make it certain which protocol it speaks; nil where they do not.
    public func certainty(of bytes: Span<UInt8>, from end: StreamEnd) -> Int? {
        guard case .waiting = self[end].state else { return nil }
        let gathered = self[end].opening
        let room = min(bytes.count, Self.maximumOpening - gathered.count)
        let isWhole = gathered.count + room >= Self.maximumOpening
        guard room > 0, case .known(let known) = verdict(on: gathered + bytes.copied(0..<room), of: end, isWhole: isWhole) else {
            return nil
        }
        // Mostly a few bytes are enough; and no other protocol can be certain of fewer.
        for count in 1..<room {
            let opening = ApplicationProtocol.Opening(bytes: gathered + bytes.copied(0..<count), end: end, isWhole: false)
            if known.probe(opening) == .yes { return count }
            if end == .server, known.name == ApplicationProtocol.http2.name,
                ApplicationProtocol.answersHTTP2(opening.bytes) == .yes
            {
                return count
            }
        }
        return room
    }

    /// The client turned out to speak HTTP/2: what the server said before may be meant as that.
    private func reconsiderServer() {
        guard case .unknown = server.state, !server.opening.isEmpty, server.opening.count < Self.maximumOpening else { return }
        decide(.server, isWhole: false)
    }

    private subscript(end: StreamEnd) -> End {
        get { end == .client ? client : server }
        _modify {
            if end == .client { yield &client } else { yield &server }
        }
    }
}
