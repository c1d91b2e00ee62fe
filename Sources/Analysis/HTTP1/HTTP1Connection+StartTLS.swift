import Applications
import TCP

/// Looks for the beginning of TLS in a stream that begins in the clear, however it is cut.
struct TLSBeginning {
    /// A record of the handshake and in it a hello, with its length and version; or a server's alert.
    private static let helloSize = 11
    private static let alertSize = 7

    private var matched: [UInt8] = []
    private var positions: [StreamPosition] = []
    private let isOfClient: Bool
    /// It may begin at any byte: no text of these protocols holds what it begins with. Else only with the first byte behind what the other end
    /// said last: who turns TLS on waits for the answer.
    private let beginsAnywhere: Bool
    /// How far in its stream it may begin.
    private let last: Int
    private var isTurn = false
    /// So much came that TLS is not to be expected any more.
    private(set) var isOver = false

    init(_ role: Role, beginsAnywhere: Bool, upTo last: Int) {
        isOfClient = role == .client
        self.beginsAnywhere = beginsAnywhere
        self.last = last
    }

    /// The bytes of the beginning that came so far, each with its place.
    var found: (bytes: [UInt8], positions: [StreamPosition]) { (matched, positions) }

    /// The other end spoke.
    mutating func noteTurn() { isTurn = true }

    /// The stream has come so far without it.
    mutating func pass(upTo offset: Int) { isOver = offset > last }

    /// Looks for a hello; the offset behind its first bytes, if it is certain with this piece.
    mutating func find(_ piece: Span<UInt8>, _ position: StreamPosition) -> Int? {
        for i in piece.indices {
            let byte = piece[i]
            if !matched.isEmpty, !fits(byte) { clear() }
            if matched.isEmpty {
                isOver = position.offset + i > last
                if isOver { return nil }
                let mayBegin = beginsAnywhere || isTurn
                isTurn = false
                guard mayBegin, byte == 22 || byte == 21 && !isOfClient else { continue }
            }
            matched.append(byte)
            var place = position
            place.offset += i
            positions.append(place)
            if matched.count == (matched[0] == 22 ? Self.helloSize : Self.alertSize) { return i + 1 }
        }
        return nil
    }

    private mutating func clear() {
        matched = []
        positions = []
    }

    /// RFC 8446 §4, §5.1 and §6: whether a byte can follow on those that matched.
    private func fits(_ byte: UInt8) -> Bool {
        let isAlert = matched[0] == 21
        return switch matched.count {
        case 1: byte == 3
        case 2: byte <= 4
        case 3: isAlert ? byte == 0 : byte <= 0x40
        case 4: !isAlert || byte == 2
        case 5: isAlert ? byte == 1 || byte == 2 : byte == (isOfClient ? 1 : 2)
        // No hello is longer than 64 KiB.
        case 6: isAlert || byte == 0
        case 9: byte == 3 || byte == 0x7f
        default: true
        }
    }
}

/// Protocols that begin in the clear and turn TLS on later (STARTTLS: RFC 3207, RFC 2595, RFC 4217, RFC 4511, RFC 6120; PostgreSQL, MySQL; RFC 2817
/// within HTTP), and those that only lead to it (SOCKS).
extension HTTP1Connection {
    /// Those of which it is known where TLS can begin: wherever its first bytes stand.
    private static let upgradable: Set<String> = ["smtp", "imap", "pop3", "ftp", "postgresql", "mysql"]
    /// Those that have TLS nowhere, or are it.
    private static let others: Set<String> = ["tls", "http/2", "ssh", "bittorrent"]

    /// An end speaks a protocol that may turn TLS on: what comes is looked through for it.
    func watchForTLS(_ detector: ApplicationDetector) {
        guard !looksForTLS, beginnings == nil, successor == nil, !isHTTP || history.isTunnel else { return }
        let names = [StreamEnd.client, .server].compactMap { detector.name(of: $0) }
        let isUpgradable = names.contains(where: Self.upgradable.contains)
        guard isUpgradable || !names.contains(where: Self.others.contains) && !detector.isGathering(.client) else { return }
        watchForTLS(beginsAnywhere: isUpgradable)
        for role in [Role.client, .server] where direction(role).watch == .none { direction(role).watch = .opening }
    }

    /// - Parameter beginsAnywhere: no text of the protocol holds what TLS begins with.
    func watchForTLS(beginsAnywhere: Bool) {
        looksForTLS = true
        let last = beginsAnywhere ? Int.max : setting.limits.clearBytesBeforeTLS
        beginnings = (
            TLSBeginning(.client, beginsAnywhere: beginsAnywhere, upTo: last),
            TLSBeginning(.server, beginsAnywhere: beginsAnywhere, upTo: last)
        )
    }

    /// Looks through a piece for the beginning of TLS. Whether it is there: then everything from it on goes to the reader of TLS.
    func findTLS(_ piece: Span<UInt8>, _ role: Role, _ position: StreamPosition) -> Bool {
        guard var search = beginnings, !piece.isEmpty else { return false }
        // The server's hello answers one of the client.
        if role == .server, successor == nil {
            search.client.noteTurn()
            search.server.pass(upTo: position.offset + piece.count)
            beginnings = search.server.isOver ? nil : search
            return false
        }
        let end = role == .client ? search.client.find(piece, position) : search.server.find(piece, position)
        beginnings = search
        guard let end else {
            if search.client.isOver, successor == nil { beginnings = nil }
            return false
        }
        let found = role == .client ? search.client.found : search.server.found
        let reader = successor ?? TLSConnection(setting.following(begun))
        successor = reader
        startsTLS = true
        beginnings?.server.noteTurn()
        direction(role).watch = .successor
        direction(role).reader.giveUp()
        for (i, place) in found.positions.enumerated() {
            note(reader.receive(found.bytes.span, in: i..<i + 1, from: role, at: place), of: reader)
        }
        guard end < piece.count else { return true }
        var rest = position
        rest.offset += end
        note(reader.receive(piece, in: end..<piece.count, from: role, at: rest), of: reader)
        return true
    }
}
