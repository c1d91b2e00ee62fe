/// What one end of a connection began with.
public struct EndProtocol: Equatable, Sendable {
    /// `http`, `tls`, `ssh`, …: part of the output's contract. nil: bytes of a protocol that is not known.
    public var name: String?
    /// The frame that carried its first byte.
    public var frame: Int
    /// Its first bytes: the first line of a protocol of text, else `greetingLength` bytes at most.
    public var greeting: [UInt8]
    /// The capture has the stream from its first byte on.
    public var beginIsKnown: Bool

    /// Bytes of an unknown protocol that are kept, to be shown.
    static let greetingLength = 32

    public init(name: String?, frame: Int, greeting: [UInt8], beginIsKnown: Bool) {
        self.name = name
        self.frame = frame
        self.greeting = greeting
        self.beginIsKnown = beginIsKnown
    }

    /// Whether the greeting is a line of text, which can be shown as such.
    public var greetingIsText: Bool {
        !greeting.isEmpty && greeting.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
    }
}
