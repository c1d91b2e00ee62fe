public import TCP
public import Wire

extension Finding {
    /// From this time on an answer is slow, in nanoseconds.
    public static let slow: Int64 = 1_000_000_000

    /// Who ended a connection, or its own direction of it, and how.
    public struct Ender: Sendable {
        public var role: Role
        /// By RST; else by FIN.
        public var isReset: Bool
        public var frame: Int
        /// What the RST carries.
        public var text: [UInt8] = []
    }

    /// What says good-bye in a protocol, and nothing else: nobody waits for it.
    public enum Farewell: String, Sendable {
        /// An alert of TLS, mostly close_notify.
        case tlsAlert = "tls-alert"
        /// An alert of TLS that is known to be another one.
        case otherTLSAlert = "other-tls-alert"
        /// As many bytes as an alert of TLS 1.3 has, which is encrypted.
        case perhapsTLSAlert = "perhaps-tls-alert"
        /// A close frame of WebSocket.
        case webSocketClose = "websocket-close"
    }

    /// What became of a request that got no answer, as far as the server's acknowledgments show.
    public enum RequestFate: Sendable {
        /// The server's TCP acknowledged it to its end, or to where it was sent; whether its program read it, nobody knows.
        case acknowledged
        /// It acknowledged the beginning alone, or nothing of it.
        case partlyAcknowledged, notAcknowledged
        /// Its TCP answered with a RST and did not acknowledge it: its program never had it.
        case refused
    }

    /// A SYN that was sent again.
    public struct SYNEvidence: Sendable {
        /// How often it was sent again, and how many RSTs had refused it before it was answered.
        public var times = 0
        public var refusals = 0
        /// How long connecting took, and the part of that which was lost by waiting, in nanoseconds.
        public var connect: Int64?
        public var waited: Int64 = 0
        /// The first copy was the one answered.
        public var firstWasAnswered = false
        /// So many of the first ones offered ECN, and the one that was answered did not; 0 where that was no difference.
        public var withECN = 0
        /// It came again sooner than any TCP tries again.
        public var isTooSoon = false
    }

    /// A request that the server's close crossed.
    public struct CrossedCloseEvidence: Sendable {
        public var exchange = 0
        /// The frame of the server's FIN or RST.
        public var closeFrame = 0
        /// How long the connection had been quiet before the request, in nanoseconds, if that was a second or more.
        public var idle: Int64?
        /// How long after its last response, with no other request to answer, the server closed, in nanoseconds, if that was a second or more. Both came
        /// from the server, so that the way to the point of capture counts for nothing.
        public var closedAfter: Int64?
        /// It closed by RST; else by FIN.
        public var isReset = false
        /// A message before it had announced the close.
        public var wasAnnounced = false
        public var fate = RequestFate.refused
    }

    /// Bytes that came after a FIN, and got a RST.
    public struct AfterCloseEvidence: Sendable {
        /// The end that had closed.
        public var by = Role.client
        public var bytes = 0
        /// From its FIN to the first of them, in nanoseconds.
        public var after: Int64 = 0
        /// They belong to a request, or to an answer with an announced end.
        public var wasWanted = false
        /// How long the client had waited for an answer when it closed, in nanoseconds.
        public var waited: Int64?
        /// The first of them do not acknowledge the FIN: their sender did not have it yet.
        public var hadCrossed = false
        /// The client did not wait: it had sent something within a round trip of its FIN, or they came within about one after that.
        public var wasAtOnce = false
        public var farewell: Farewell?
        /// The RST may not be from that end at all: `reset-suspicious` stands beside this.
        public var isSuspicious = false
    }

    /// A RST that ended a connection.
    public struct ResetEvidence: Sendable {
        public var by = Role.client
        public var frame = 0
        /// Bytes of the other end that nothing acknowledges, and the exchange of which they are, where they are of one.
        public var bytes = 0
        public var exchange: Int?
        public var farewell: Farewell?
        /// A message was not finished, or a request had no answer.
        public var isError = false
        /// A request that was answered before all of it had come, and the status of the answer.
        public var stopped: IncompleteEvidence?
        public var status = 0
        /// It answers a SYN-ACK that its sender had not asked for, as far as the capture shows.
        public var answersUnknownSYNACK = false
        /// The frame of its sender's own FIN, which came before it.
        public var ownFIN: Int?
        /// It closes a Multipath TCP connection at once, or answers a segment that does.
        public var fastClose: Incidents.FastClose?
        /// What the RST carries.
        public var text: [UInt8] = []
        /// All those bytes were captured after it.
        public var hasCrossed = false
        /// How long the path had kept them from arriving, as far as is known, in nanoseconds; nil where it did not.
        public var lostFor: Int64?
        /// How long nothing had crossed before it, in nanoseconds, if that was a second or more.
        public var idle: Int64?
        /// The server has said nothing but its SYN-ACK, and the RST answers what came after that.
        public var refusesStep3 = false
        /// It may not be from that end at all: `reset-suspicious` stands beside this.
        public var isSuspicious = false
    }

    /// Requests without an answer.
    public struct UnansweredEvidence: Sendable {
        /// The first of them, the last, and how many there are.
        public var exchange = 0
        public var last = 0
        public var count = 1
        /// From the end of the first one to the end of the connection, in nanoseconds.
        public var waited: Int64 = 0
        public var ender: Ender?
        /// The client closed first, and then the server, without an answer.
        public var follower: Ender?
        /// The exchange before it whose response announced the close.
        public var closing: Int?
        /// What the server sent is no response of HTTP.
        public var answerIsUnreadable = false
        public var fate = RequestFate.acknowledged
    }

    /// A window that was closed.
    public struct ZeroWindowEvidence: Sendable {
        /// The end whose window it is.
        public var reader = Role.client
        /// In nanoseconds.
        public var duration: Int64 = 0
        /// It lasted to the end.
        public var isLasting = false
        public var probes = 0
        /// How often what was sent reached the end of the window, and over what time, in nanoseconds.
        public var filled = 0
        public var filledOver: Int64 = 0
        /// Nothing came after the first probe.
        public var probesAreUnanswered = false
        /// No data had come that could have filled it.
        public var isEmpty = false
        /// Nothing shows that the other end had anything to send.
        public var isIdle = false
        /// The message that could not be sent to its end because of it, and the request that got no answer.
        public var cut: IncompleteEvidence?
        public var unanswered: Int?
    }

    /// How a connection attempt went on after step 3.
    public struct Step3Evidence: Sendable {
        /// SYN-ACKs that came after step 3.
        public var synACKs = 0
        /// How long after the first SYN-ACK the last one came, in nanoseconds.
        public var over: Int64 = 0
        /// How often the client sent its first data, how many bytes those are, and over what time.
        public var dataTries = 0
        public var dataBytes = 0
        public var dataOver: Int64 = 0
        /// The server acknowledged data of the client in the end.
        public var wasAcceptedLater = false
        /// Only the capture ended, so that the server may have taken it soon after.
        public var isLeftOpen = false
        /// The client sent no data at all: a server that waits for some (TCP_DEFER_ACCEPT) looks alike.
        public var clientIsSilent = false
        /// The server did not send its SYN-ACK again for longer than it would have waited for step 3.
        public var mayBeLost = false
        /// The payload of that data, if it is as large as only full packets hold.
        public var fullSize: Int?
        /// The client's segments lack the timestamps that were agreed.
        public var lacksTimestamps = false
    }

    /// An end of which nothing was heard.
    public struct VanishedEvidence: Sendable {
        /// The end that waits.
        public var waiting = Role.client
        /// What it sent: payload, and whether a FIN was with it.
        public var bytes = 0
        public var hasFIN = false
        /// It only asked: keep-alive or zero-window probes.
        public var isProbe = false
        public var tries = 0
        /// From the first to the last copy, in nanoseconds.
        public var over: Int64 = 0
        /// The frame after which nothing was heard of the other end; nil if it was never heard.
        public var lastHeard: Int?
        /// How long nothing had crossed before the first copy, in nanoseconds.
        public var quiet: Int64?
        /// The frame of the RST with which the end that waits gave up.
        public var resetFrame: Int?
        /// The payload of what it sent, if that is as large as only full packets hold, and no segment of that size was ever acknowledged.
        public var fullSize: Int?
        /// So many of them were damaged on their way: who receives such a copy drops it, and does not answer.
        public var damaged = 0
        /// What a router said meanwhile of packets of the connection: it does not pass them on.
        public var reported: ICMPEvidence?
    }

    /// A FIN without an acknowledgment.
    public struct FINEvidence: Sendable {
        /// Who sent it.
        public var sender = Role.client
        public var frame = 0
        public var tries = 1
        /// From the first to the last copy, in nanoseconds.
        public var over: Int64 = 0
        /// The number that would acknowledge it, and its name: `ack = u+1` or `ack = w+1`.
        public var expected = SequenceNumber(0)
        public var rule = Equation.Rule.ackIsU
        /// The last ACK of the other end; nil if there was none.
        public var last: Peer.LastACK?
        /// That ACK was sent when the FIN had arrived, or had been lost: it did not just cross it.
        public var isProven = false
        /// How long the capture goes on after the FIN, or until a RST, in nanoseconds.
        public var waited: Int64 = 0
        public var resetFrame: Int?
        /// Bytes before it that the other end lacks: until they come, it cannot acknowledge the FIN.
        public var lacking = 0
    }

    /// A hole that was filled late, as its receiver saw it.
    public struct FilledHoleEvidence: Sendable {
        public var sender = Role.client
        /// The longest such wait, in nanoseconds, and how many there were.
        public var waited: Int64 = 0
        public var times = 1
        /// The receiver had asked for what was missing, by duplicate ACKs or SACK.
        public var wasAsked = false
    }

    /// Something that was sent again when its time had run out.
    public struct TimeoutEvidence: Sendable {
        public var sender = Role.client
        /// How long it took, in nanoseconds.
        public var duration: Int64 = 0
        /// How many such waits there were.
        public var times = 1
        /// The first copy seemed damaged when it came.
        public var wasDamaged = false
        /// It is a FIN.
        public var isFIN = false
        /// Nothing acknowledged it before the capture ended.
        public var isUnanswered = false
        /// Duplicate ACKs or SACK had asked for it.
        public var wasAskedFor = false
    }

    /// Segments that were lost on the way.
    public struct LossEvidence: Sendable {
        public var sender = Role.client
        /// Segments sent again that were needed, and all with payload.
        public var segments = 0
        public var of = 0
        public var bytes = 0
        /// All that was sent again, what was not needed included.
        public var resent = SentAgain()
        /// Of those that were needed the ones whose first copy is in the capture; 0 where it is not known which were needed.
        public var captured = 0
        /// Of them the ones whose first copy was damaged on its way: its receiver dropped it.
        public var damaged = 0
        /// How it was noticed.
        public var byDuplicateACKs = 0
        public var bySACK = 0
        public var byTimeout = 0
        /// How long nothing moved because of it, in nanoseconds.
        public var stalled: Int64 = 0
        /// Segments with so much payload had passed, and those sent last never did, while smaller ones behind them arrived, up to `passed`.
        public var stuckSize: Int?
        public var passed = 0
    }

    /// Segments of one size that never arrive.
    public struct PathMTUEvidence: Sendable {
        public var sender = Role.client
        /// Payload of a segment that does not pass, in bytes; captured at the receiver: all bytes that are missing.
        public var size = 0
        /// How often it was sent; 0 where the capture does not have it.
        public var tries = 0
        /// From its first copy to its last, or from the hole to the last ACK that stayed at it, in nanoseconds.
        public var over: Int64 = 0
        /// The payload of a segment that did pass.
        public var passed = 0
        /// What routers said the largest packet may be.
        public var mtu: Int?
    }

    /// An ICMP error, once however often it came.
    public struct ICMPEvidence: Sendable {
        public var error: ICMPError
        public var from: IPAddress
        public var count = 1
        /// The connection never opened.
        public var endedAttempt = false
        /// The TTLs of the client's segments, where the least cannot reach far.
        public var smallTimeToLive: ClosedRange<Int>?
        /// What the router could not pass was sent again in smaller segments, or arrived.
        public var isSolved = false
    }

    /// Status codes of one class, and how often each came.
    public struct Statuses: Sendable {
        public var counts: [(status: Int, count: Int)] = []
        /// The first answer on the connection is a 400, and what it answers stands behind the header of the PROXY protocol in this frame.
        public var proxyHeader: Int?

        /// The server does not support what was asked for, and that is no failure: 501 and 505 (RFC 9110 §15.6).
        public var areRefusals: Bool { !counts.isEmpty && counts.allSatisfy { $0.status == 501 || $0.status == 505 } }
    }

    /// A message that ended before its content did.
    public struct IncompleteEvidence: Sendable {
        public var exchange = 0
        public var isRequest = false
        /// Bytes that came, and those that were announced; nil for chunked content.
        public var bytes = 0
        public var total: UInt64?
        /// It ended within its start line or header section.
        public var isWithinHead = false
        public var ender: Ender?
        /// From its last byte to its end, in nanoseconds.
        public var waited: Int64 = 0
        /// Bytes of it came when its receiver had sent its FIN already: that may have been the end of what the receiver had to say, and no more.
        public var wentOn = false
        /// The end that sent it closed then.
        public var follower: Ender?
        /// All of it was sent, as later numbers show, and the rest did not reach its receiver.
        public var wasSentWhole = false
    }
}
