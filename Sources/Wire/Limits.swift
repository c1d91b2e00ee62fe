/// What a capture can make this program hold, and how far: every bound that can be set. When one is hit, the output says so, unless said
/// otherwise here.
///
/// What is small whatever the capture (frames named in a finding, nested headers, rows of a list) has its bound beside it, as a `static let
/// maximum…` of the type that holds it.
public struct Limits: Sendable {
    /// Bytes held over all: behind holes, in messages that wait, in fragments, decoders and reports. When they are reached, the connection that
    /// has held some for longest gives way.
    public var memory = 512 << 20

    // MARK: Connections

    /// Connections held; then the one that was quiet for longest ends.
    public var connections = 1 << 18
    /// Connections that were closed after data and wait for stragglers; then the oldest is released.
    public var closedConnections = 1 << 17
    /// Bytes, and pieces, that wait behind a hole in one direction; then the hole is given up.
    public var earlyBytes = 4 << 20
    public var earlyPieces = 4096
    /// Bytes of fragments, and unfinished datagrams; then the oldest datagram goes.
    public var fragmentBytes = 8 << 20
    public var fragmentedDatagrams = 4096

    // MARK: HTTP

    /// Bytes and lines of a header or trailer section; what is beyond is not read, up to the next message that is certain.
    public var headBytes = 256 << 10
    public var headLines = 4096
    /// Bytes that belong to no message, among which the next one is searched for; behind them it is found only where a segment begins with it.
    public var searchedBytes = 64 << 10
    /// Requests of one connection that wait for their response, and bytes of their heads; later ones are not paired until those are answered.
    public var waitingRequests = 4096
    public var waitingBytes = 1 << 20
    /// Interim responses kept of one exchange; more are passed over.
    public var interimResponses = 32
    /// Messages decoded at the same time; the content of more is counted, but not decoded.
    public var decoders = 512
    /// Bytes that the content of a message may grow to, and how many times its encoded size once it is larger than `decodedFreely`.
    public var decodedBytes = 512 << 20
    public var decodedRatio = 512
    public var decodedFreely = 1 << 20

    // MARK: HTTP/2, with the bounds of HTTP besides

    /// Bytes of a direction's table of fields (HPACK). An encoder that may use more has its oldest entries lost here: fields that refer to them
    /// are not known, as the head says.
    public var fieldTableBytes = 128 << 10
    /// Bytes that are held behind a hole while the next frame is searched for; what is older is given up.
    public var frameSearchBytes = 128 << 10
    /// Bytes of a frame that is no DATA and no part of a field block; what is beyond is not read.
    public var controlFrameBytes = 16 << 10
    /// Different settings of an end, resets and faults that are told; more are passed over.
    public var http2Kinds = 32

    // MARK: TLS

    /// Bytes of each end that are looked through for TLS that is turned on later, in a protocol that is not known; and nothing says so.
    public var clearBytesBeforeTLS = 16 << 10
    /// Bytes of a message of the handshake; a longer one is passed over.
    public var handshakeMessage = 128 << 10
    /// Bytes of a handshake that are kept where its secret is made from them; then nothing is decrypted.
    public var handshakeBytes = 256 << 10
    /// Bytes of early data that are held until the server says whether it takes them; the rest is counted, but not read.
    public var earlyData = 64 << 10
    /// Bytes that are held behind a hole while the next record is searched for; then the direction is read no further.
    public var recordSearchBytes = 64 << 10
    /// Numbers that a record behind a hole is tried with, and one of a connection that had begun before the capture.
    public var recordsMissed = 4096
    public var recordNumbers = 1 << 14
    /// What may be decrypted in vain, in bytes (a trial costs its record and 1 KiB): in one direction of a connection that had begun before the
    /// capture, and in all of them. Then no more is tried.
    public var trialBytes = 256 << 20
    public var trialBytesOverAll = 4 << 30
    /// Connections whose secrets are tried where the handshake was not captured: those that came last into the key log.
    public var sessionsTried = 256
    /// Certificates of an end, and alerts of a connection, that are told; more are passed over.
    public var certificates = 8
    public var alerts = 8
    /// Secrets of key logs.
    public var secrets = 1 << 20

    // MARK: Captures

    /// Bytes of a block of pcapng; a longer one is damage.
    public var blockBytes = 16 << 20
    /// Bytes of blocks with names and secrets that are kept of a file.
    public var keptBlockBytes = 16 << 20
    /// Interfaces, and processes, of a section.
    public var interfaces = 65_536
    /// Bytes of the names and comments of a section's interfaces, and of one of them.
    public var interfaceTextBytes = 1 << 20
    public var interfaceTextLength = 1024

    // MARK: Reports

    /// Bytes of the content of one message in an archive, and of all that wait for their exchange.
    public var archivedContent = 4 << 20
    public var archivedAtOnce = 128 << 20
    /// Of a page: packets of one connection (as many again if there is something to say of them), and its exchanges; connections; bytes of the
    /// records, in all and of those that wait for the end of their connection. From half of the bounds on only connections with problems count.
    public var pagePackets = 4000
    public var pageExchanges = 2000
    public var pageConnections = 50_000
    public var pageBytes = 192 << 20
    public var pageBytesAtOnce = 64 << 20
    /// Bytes of the content of one message in a page, and of all that wait for their exchange.
    public var pagePreview = 64 << 10
    public var pagePreviewsAtOnce = 16 << 20
    /// Bytes of records that a page holds as they are; more are compressed, and nothing says so.
    public var pagePlainBytes = 1 << 20
    /// Files that are extracted.
    public var extractedFiles = 100_000
    /// Bytes gathered of content that is extracted.
    public var extractedAtOnce = 64 << 20
    /// Bytes of the comments that wait to be put into a copy of the capture, where they cannot be put aside into a file.
    public var commentBytes = 96 << 20
    /// Connections, and exchanges, of each of two runs that are compared.
    public var comparedConnections = 1 << 17
    public var comparedExchanges = 1 << 18
    /// What the fields of their messages take, in each of the two.
    public var comparedFieldBytes = 1 << 26
    /// Packets of each of the two ends of a path that are compared.
    public var comparedPackets = 1 << 19
    /// Bytes of the payloads of each of the two that are kept to tell where one was changed; of further ones only that is told, by their hashes.
    public var comparedPayloads = 64 << 20
    /// Bytes of a stream that are kept in a file, where it is read twice.
    public var spooledBytes = 16 << 30

    public init() {}
}
