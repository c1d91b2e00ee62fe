import Applications

/// The stage "HTTP": streams in order to messages, with no more pairing than their framing asks for.
struct MessageStage {
    private struct Connection {
        private var request = MessageReader(kind: .request)
        private var response = MessageReader(kind: .response)
        /// Methods of the requests, and how many of them were answered.
        private var methods: [String] = []
        private var answered = 0

        init() {
            request.begin()
            response.begin()
        }

        /// Returns how many messages came to their end.
        mutating func readRequests(_ bytes: Span<UInt8>, missing: Int) -> Int {
            Self.read(bytes, missing, &request) { head in
                methods.append(head.method)
                return nil
            }
        }

        mutating func readResponses(_ bytes: Span<UInt8>, missing: Int) -> Int {
            Self.read(bytes, missing, &response) { head in
                guard answered < methods.count else { return nil }
                defer { answered += head.status / 100 == 1 ? 0 : 1 }
                return methods[answered]
            }
        }

        /// - Parameter method: takes a head; the method of the request that it answers.
        private static func read(
            _ bytes: Span<UInt8>, _ missing: Int, _ reader: inout MessageReader, method: (MessageHead) -> String?
        ) -> Int {
            if missing > 0 { _ = reader.skip(missing) }
            if reader.passContent(bytes.count) { return 0 }
            var ended = 0
            var offset = 0
            while true {
                switch reader.next(bytes, &offset) {
                case .head(let head):
                    var violations: Violations = []
                    reader.setFraming(BodyFraming.of(head, requestMethod: method(head), &violations))
                case .end: ended += 1
                case .needsMore: return ended
                case .begin, .content, .trailers, .broken, .notHTTP: break
                }
            }
        }
    }

    private var connections: [Connection]
    /// Requests and responses that were read to their end.
    private(set) var requests = 0
    private(set) var responses = 0

    init(flows: Int) { connections = .init(repeating: Connection(), count: flows / 2) }

    mutating func run(_ traffic: Traffic) {
        let bytes = traffic.streams
        let streams = bytes.span
        for piece in traffic.pieces {
            let new = streams.extracting(piece.range)
            if piece.flow % 2 == 0 {
                requests += connections[piece.flow / 2].readRequests(new, missing: piece.missing)
            } else {
                responses += connections[piece.flow / 2].readResponses(new, missing: piece.missing)
            }
        }
    }
}
