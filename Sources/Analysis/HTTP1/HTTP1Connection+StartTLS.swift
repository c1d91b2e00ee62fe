import Applications
import TCP

/// Protocols that begin in the clear and turn TLS on later (STARTTLS: RFC 3207, RFC 2595, RFC 4217; PostgreSQL, MySQL). A ClientHello is found
/// where it begins, however the stream is cut: no text of theirs holds the bytes that it begins with.
struct TLSBeginning {
    /// A record of the handshake, and in it a hello of the client or of the server.
    private static let size = 6

    private var matched: [UInt8] = []
    private var positions: [StreamPosition] = []
    private let helloType: UInt8

    init(_ role: Role) { helloType = role == .client ? 1 : 2 }

    /// The bytes of the beginning that came so far, each with its place.
    var found: (bytes: [UInt8], positions: [StreamPosition]) { (matched, positions) }

    /// Looks for a hello; the offset behind its first bytes, if it is certain with this piece.
    mutating func find(_ piece: Span<UInt8>, _ position: StreamPosition) -> Int? {
        for i in piece.indices {
            let byte = piece[i]
            if !fits(byte) {
                matched = []
                positions = []
                guard byte == 22 else { continue }
            }
            matched.append(byte)
            var place = position
            place.offset += i
            positions.append(place)
            if matched.count == Self.size { return i + 1 }
        }
        return nil
    }

    private func fits(_ byte: UInt8) -> Bool {
        switch matched.count {
        case 0: byte == 22
        case 1: byte == 3
        case 2: byte <= 4
        case 5: byte == helloType
        default: true
        }
    }
}

extension HTTP1Connection {
    private static let upgradable: Set<String> = ["smtp", "imap", "pop3", "ftp", "postgresql", "mysql"]

    /// An end speaks a protocol that may turn TLS on: what comes is looked through for it.
    func watchForTLS(_ detector: ApplicationDetector) {
        guard beginnings == nil,
            [StreamEnd.client, .server].contains(where: { detector.name(of: $0).map(Self.upgradable.contains) ?? false })
        else { return }
        beginnings = (TLSBeginning(.client), TLSBeginning(.server))
        for role in [Role.client, .server] where direction(role).watch == .none { direction(role).watch = .opening }
    }

    /// Looks through a piece for the beginning of TLS. Whether it is there: then everything from it on goes to the reader of TLS.
    func findTLS(_ piece: Span<UInt8>, _ role: Role, _ position: StreamPosition) -> Bool {
        guard var search = beginnings else { return false }
        // The server's hello answers one of the client.
        if role == .server, successor == nil { return false }
        let end = role == .client ? search.client.find(piece, position) : search.server.find(piece, position)
        beginnings = search
        guard let end else { return false }
        let found = role == .client ? search.client.found : search.server.found
        let reader = successor ?? TLSConnection(setting.following(begun))
        successor = reader
        startsTLS = true
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
