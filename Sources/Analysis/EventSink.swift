public import Applications
public import TCP
public import Wire

/// Takes what an `Analyzer` finds, in this order for each packet: the packet, messages and exchanges, connections that ended.
public protocol EventSink: AnyObject {
    /// Whether `packet` is worth calling.
    var wantsPackets: Bool { get }
    /// Whether `packet` is worth calling for the segments of an opening as it is in textbooks. Whoever needs no more than their steps says no,
    /// which saves much: `opening` is called for those of them that can be told without judging them.
    var wantsOpenings: Bool { get }
    /// Whether the content of messages is wanted: decoded, borrowed for the call, and counted in messages.
    var wantsContent: Bool { get }
    /// Whether the content of this connection's messages is wanted, where content is wanted at all; asked once, with its first bytes.
    func wantsContent(of connection: borrowing Connection) -> Bool
    /// Whether messages are to say how large their content is behind its codings, for which it has to be decoded.
    var wantsDecodedSizes: Bool { get }
    /// Whether `head` and `messageEnd` are worth calling.
    var wantsMessages: Bool { get }
    /// Whether `messageEnd` is, where messages are wanted at all.
    var wantsMessageEnds: Bool { get }
    /// Whether `stream` is worth calling.
    var wantsStreams: Bool { get }
    /// Which figures of connections are wanted.
    var wantedFigures: WantedFigures { get }
    /// The comment that a pcapng file holds on a frame, before anything else of that frame; valid during the call.
    func comment(_ bytes: Span<UInt8>, on frame: FrameInfo)
    /// Frames of a file whose `FrameInfo.origin` is `number` have this origin; before the first of them.
    func origin(_ origin: FrameOrigin, number: Int, file: Int)
    /// A TCP packet; `payload` is where its captured payload lies in `bytes`, which are borrowed for the call.
    func packet(_ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>)
    /// A segment as most are, both ends ESTABLISHED: asks whether it is taken with so little. Where it is not, `packet` is called.
    func plain(_ segment: PlainSegment, connection: borrowing Connection) -> Bool
    /// A step of an opening of which `packet` is not called.
    func opening(_ step: OpeningStep)
    /// An ICMP error that quotes a segment of a connection came.
    func icmpError(_ error: ICMPError, from router: IPAddress, frame: FrameInfo, connection: borrowing Connection)
    /// An ICMP error came that quotes a segment of no connection that is held and was not told of yet. Only where `wantsReleases`.
    func strayICMPError(_ key: ConnectionKey, frame: FrameInfo)
    /// A frame holds no segment that could be read: its headers are cut, or contradict themselves.
    func unreadable(_ frame: UnreadableFrame)
    /// The head of an HTTP message is whole.
    func head(_ head: MessageHead, from role: Role, exchange: Int, connection: Int)
    /// An HTTP message is complete.
    func messageEnd(_ message: Message, from role: Role, exchange: Int, connection: Int)
    /// An exchange is complete, or its connection has ended.
    func exchange(_ exchange: Exchange, connection: borrowing Connection)
    /// Bytes of a message's content, decoded as far as its codings are known; told as they come, before the packet and `head`.
    func content(_ bytes: Span<UInt8>, of message: borrowing Message, from role: Role, exchange: Int, connection: Int)
    /// A frame of a WebSocket was read to its end.
    func webSocketFrame(_ frame: WebSocketReader.Frame, from role: Role, connection: Int)
    /// Something of TLS came to its end: a message of the handshake, an alert.
    func tls(_ event: TLSEvent, connection: Int)
    /// Bytes of a connection's stream, in order; `missing` of them are not in the capture before these.
    func stream(_ bytes: Span<UInt8>, in range: Range<Int>, missing: Int, from role: Role, connection: Int)
    /// Bytes that TLS carried in a connection's streams, decrypted, in order; what is missing before them could not be decrypted, or is not in
    /// the capture. Only where `wantsStreams`.
    func carried(_ bytes: Span<UInt8>, missing: CarriedGap?, from role: Role, connection: Int)
    /// A connection has ended, or the run has.
    func connection(_ event: ConnectionEvent)
    /// Whether each connection is wanted as an event of its own. Whoever needs no more than a line of it says no, which saves much where millions
    /// are scanned or refused.
    var wantsEveryConnection: Bool { get }
    /// A connection has ended that is like another one but for its endpoints, numbers and times. Only where not every one is wanted.
    func connection(_ opening: EndedOpening, like event: ConnectionEvent)
    /// Whether `letGo` is worth calling.
    var wantsReleases: Bool { get }
    /// A connection is held no more, some time after it was told of (docs/labels.md); or it is still held at the end of the run (`atEnd`), and
    /// is told of after this unless it was before.
    func letGo(_ key: ConnectionKey, _ lifetime: Lifetime, atEnd: Bool)
    func warning(_ warning: Warning)
}

extension EventSink {
    public var wantsPackets: Bool { true }
    public var wantsOpenings: Bool { true }
    public var wantsContent: Bool { false }
    public func wantsContent(of connection: borrowing Connection) -> Bool { true }
    public var wantsDecodedSizes: Bool { wantsContent }
    public var wantsMessages: Bool { true }
    public var wantsMessageEnds: Bool { wantsMessages }
    public var wantsStreams: Bool { false }
    public var wantedFigures: WantedFigures { .all }
    public func comment(_ bytes: Span<UInt8>, on frame: FrameInfo) {}
    public func origin(_ origin: FrameOrigin, number: Int, file: Int) {}
    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {}
    public func plain(_ segment: PlainSegment, connection: borrowing Connection) -> Bool { false }
    public func opening(_ step: OpeningStep) {}
    public func icmpError(
        _ error: ICMPError, from router: IPAddress, frame: FrameInfo, connection: borrowing Connection
    ) {}
    public func strayICMPError(_ key: ConnectionKey, frame: FrameInfo) {}
    public func unreadable(_ frame: UnreadableFrame) {}
    public func head(_ head: MessageHead, from role: Role, exchange: Int, connection: Int) {}
    public func messageEnd(_ message: Message, from role: Role, exchange: Int, connection: Int) {}
    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {}
    public func content(_ bytes: Span<UInt8>, of message: borrowing Message, from role: Role, exchange: Int, connection: Int) {}
    public func webSocketFrame(_ frame: WebSocketReader.Frame, from role: Role, connection: Int) {}
    public func tls(_ event: TLSEvent, connection: Int) {}
    public func stream(_ bytes: Span<UInt8>, in range: Range<Int>, missing: Int, from role: Role, connection: Int) {}
    public func carried(_ bytes: Span<UInt8>, missing: CarriedGap?, from role: Role, connection: Int) {}
    public func connection(_ event: ConnectionEvent) {}
    public var wantsEveryConnection: Bool { true }
    public func connection(_ opening: EndedOpening, like event: ConnectionEvent) {}
    public var wantsReleases: Bool { false }
    public func letGo(_ key: ConnectionKey, _ lifetime: Lifetime, atEnd: Bool) {}
    public func warning(_ warning: Warning) {}
}
