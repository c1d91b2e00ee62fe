/// Puts the messages of the handshake together, over as many records as they fill (RFC 8446 §5.1).
public struct TLSHandshakeReader {
    public struct Message {
        public var type: UInt8
        /// nil where it is longer than is kept.
        public var body: [UInt8]?
        /// Its length as its head says.
        public var length: Int

        public init(type: UInt8, body: [UInt8]?, length: Int) {
            self.type = type
            self.body = body
            self.length = length
        }
    }

    /// Messages longer than this are passed over: a chain of certificates is shorter.
    private let maximumMessage: Int

    private var head: [UInt8] = []
    private var body: [UInt8] = []
    private var left = 0

    public init(maximumMessage: Int = 128 << 10) { self.maximumMessage = maximumMessage }

    public var heldBytes: Int { body.count }
    /// The beginning of a message came, but not all of it.
    public var isInsideMessage: Bool { !head.isEmpty }

    /// A message began that is longer than is kept, since this was asked last.
    public mutating func takeLarge() -> Bool {
        defer { hasLarge = false }
        return hasLarge
    }
    private var hasLarge = false

    /// Takes the content of a record; calls `found` for each message that is whole with it.
    public mutating func take(_ bytes: Span<UInt8>, _ found: (Message) -> Void) {
        var offset = 0
        while offset < bytes.count || head.count == 4 && left == 0 {
            if head.count < 4 {
                head.append(bytes[offset])
                offset += 1
                guard head.count == 4 else { continue }
                left = Int(head[1]) << 16 | Int(head[2]) << 8 | Int(head[3])
                if left > maximumMessage { hasLarge = true }
            }
            let length = Int(head[1]) << 16 | Int(head[2]) << 8 | Int(head[3])
            let count = min(left, bytes.count - offset)
            if length <= maximumMessage { body += bytes.copied(offset..<offset + count) }
            offset += count
            left -= count
            guard left == 0 else { continue }
            let message = Message(type: head[0], body: length <= maximumMessage ? body : nil, length: length)
            head.removeAll(keepingCapacity: true)
            body = []
            found(message)
        }
    }

    /// Bytes are missing: what was begun is lost.
    public mutating func reset() {
        head = []
        body = []
        left = 0
    }
}
