/// Takes the records of one end apart (RFC 8446 §5.1), as long as they are in the clear: records however they are cut, and
/// messages of the handshake over as many records as they fill.
struct TLSDirection {
    enum Event {
        /// A message of the handshake is whole. Its body is kept of hellos only.
        case message(UInt8, body: [UInt8])
        case alert(level: UInt8, number: UInt8)
        case changeCipherSpec
        /// A record that only encryption makes (application data, or an alert or a handshake that cannot be read).
        case encrypted
        /// What comes is no record of TLS.
        case invalid
    }

    /// RFC 5246 §6.2.3: 2^14 bytes and what encryption adds; RFC 8446 allows less.
    private static let maximumLength = 1 << 14 + 2048
    /// Hellos longer than this are passed over.
    private static let maximumHello = 1 << 15

    private var header: [UInt8] = []
    /// The type of the record being read, and how much of it is to come.
    private var type: UInt8 = 0
    private var left = 0
    /// The head of the handshake message being read: type and length.
    private var messageHead: [UInt8] = []
    /// How much of that message is to come.
    private var messageLeft = 0
    private var body: [UInt8] = []
    private var alert: [UInt8] = []

    var heldBytes: Int { body.count }

    /// The next event in `bytes` from `offset` on, which moves forward; nil when they are used up.
    mutating func next(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event? {
        while offset < bytes.count {
            if left == 0 {
                header.append(bytes[offset])
                offset += 1
                if header.count == 5, let event = beginRecord() { return event }
                continue
            }
            let count = min(left, bytes.count - offset)
            switch type {
            case 22:
                if let event = readHandshake(bytes, &offset, limit: offset + count) { return event }
            case 21:
                alert += bytes.copied(offset..<offset + count)
                advance(count, &offset)
                guard left == 0, alert.count == 2 else { continue }
                let (level, number) = (alert[0], alert[1])
                alert = []
                return level == 1 || level == 2 ? .alert(level: level, number: number) : .invalid
            default:
                advance(count, &offset)
                if left == 0 { return .changeCipherSpec }
            }
        }
        return nil
    }

    private mutating func advance(_ count: Int, _ offset: inout Int) {
        offset += count
        left -= count
    }

    /// Begins a record whose five bytes are there; an event if its content is not to be read.
    private mutating func beginRecord() -> Event? {
        defer { header.removeAll(keepingCapacity: true) }
        type = header[0]
        left = Int(header[3]) << 8 | Int(header[4])
        guard (20...24).contains(type), header[1] == 3, left <= Self.maximumLength else { return .invalid }
        switch type {
        // An empty record of these types is against the rules (RFC 8446 §5.1), a ChangeCipherSpec has one byte.
        case 20: return left == 1 ? nil : .invalid
        // An alert in the clear has two bytes.
        case 21: return left == 2 ? nil : .encrypted
        case 22: return left > 0 ? nil : .invalid
        default: return .encrypted
        }
    }

    private mutating func readHandshake(_ bytes: Span<UInt8>, _ offset: inout Int, limit: Int) -> Event? {
        while offset < limit {
            if messageHead.count < 4 {
                messageHead.append(bytes[offset])
                advance(1, &offset)
                guard messageHead.count == 4 else { continue }
                messageLeft = Int(messageHead[1]) << 16 | Int(messageHead[2]) << 8 | Int(messageHead[3])
            } else {
                let count = min(messageLeft, limit - offset)
                if keepsBody { body += bytes.copied(offset..<offset + count) }
                advance(count, &offset)
                messageLeft -= count
            }
            guard messageLeft == 0 else { continue }
            let event = Event.message(messageHead[0], body: body)
            messageHead.removeAll(keepingCapacity: true)
            body = []
            return event
        }
        return nil
    }

    private var keepsBody: Bool {
        guard messageHead[0] == 1 || messageHead[0] == 2 else { return false }
        return body.count + messageLeft <= Self.maximumHello
    }

    /// Bytes are missing. Whether all of them are certainly inside a record that need not be read; else the place in the stream is lost.
    mutating func skip(_ count: Int) -> Bool {
        guard left > count, type == 22, messageHead.count == 4, messageLeft > count, !keepsBody else { return false }
        left -= count
        messageLeft -= count
        return true
    }
}
