public import Applications
public import TCP
public import Wire

/// What is known of an HTTP/2 connection besides its exchanges.
public struct HTTP2Facts: Sendable {
    /// What one end said of itself.
    public struct End: Sendable {
        /// Its settings, each as it was announced last.
        public internal(set) var settings: [HTTP2Setting] = []
        /// Frames by type.
        public internal(set) var frames: [(kind: HTTP2FrameHeader.Kind, count: Int)] = []

        /// The value that it announced last.
        public func value(_ kind: HTTP2Setting.Kind) -> Int? { settings.last { $0.kind == kind }?.value }

        /// False where so many others were kept before.
        mutating func note(_ setting: HTTP2Setting, maximum: Int) -> Bool {
            if let index = settings.firstIndex(where: { $0.identifier == setting.identifier }) {
                settings[index].value = setting.value
            } else {
                guard settings.count < maximum else { return false }
                settings.append(setting)
            }
            return true
        }

        mutating func count(_ kind: HTTP2FrameHeader.Kind) {
            if let index = frames.firstIndex(where: { $0.kind == kind }) {
                frames[index].count += 1
            } else {
                frames.append((kind, 1))
            }
        }
    }

    /// Streams that one end reset with one code.
    public struct Reset: Sendable {
        public var sender: Role
        public var code: HTTP2ErrorCode
        public var count = 1
        /// The first of them.
        public var stream: Int
        public var exchange: Int?
        public var firstFrame: Int
        public var lastFrame: Int
        /// How much of its content was through: of the response, or of the request if there was no response.
        public var isOfRequest = false
        public var bytes = 0
        public var announced: UInt64?
        /// From the request's last byte to the reset, in nanoseconds.
        public var waited: Int64 = 0
        /// The response was complete: only the rest of the request was not wanted.
        public var responseWasComplete = false
    }

    /// A GOAWAY frame; of several of one end the last one, which says what counts.
    public struct GoAway: Sendable {
        public var sender: Role
        public var lastStream: Int
        public var code: HTTP2ErrorCode
        public var debug: [UInt8]
        public var frame: Int
        public var firstFrame: Int
        /// Exchanges beyond the last stream: they were not processed.
        public var unprocessed: [Int] = []
        public var moreUnprocessed = 0
    }

    /// A time in which an end had to wait, since the other one did not let it send more.
    public struct Stall: Sendable {
        /// The end that waits.
        public var sender: Role
        /// nil for the connection's window.
        public var stream: Int?
        public var exchange: Int?
        public var from: Timestamp
        public var duration: Int64
        public var times = 1
        /// The frame that used the window up, and the one that opened it.
        public var fromFrame: Int
        public var toFrame: Int?
        public var isLasting: Bool { toFrame == nil }
    }

    /// Something against the rules, and what the other end said to it.
    public struct Fault: Sendable {
        public var fault: HTTP2Fault
        public var sender: Role
        public var frame: Int
        public var exchange: Int?
        public var count = 1
        /// The RST_STREAM or GOAWAY with which the other end answered.
        public var answer: (code: HTTP2ErrorCode, isGoAway: Bool, debug: [UInt8], frame: Int)?
    }

    /// Requests that the client held back, since the server allows only so many streams at a time.
    public struct Queue: Sendable {
        public var limit: Int
        /// Requests that were sent at once when another one had ended.
        public var requests = 0
        /// How long the limit was reached, in nanoseconds.
        public var duration: Int64 = 0
        public var firstFrame: Int
        public var lastFrame: Int
    }

    public internal(set) var client = End()
    public internal(set) var server = End()
    /// The client has let the server push at some time.
    var pushWasAllowed = false
    public internal(set) var streams = 0
    public internal(set) var resets: [Reset] = []
    public internal(set) var goAways: [GoAway] = []
    public internal(set) var stalls: [Stall] = []
    public internal(set) var faults: [Fault] = []
    public internal(set) var queue: Queue?

    public subscript(role: Role) -> End {
        get { role == .client ? client : server }
        _modify {
            if role == .client { yield &client } else { yield &server }
        }
    }
}
