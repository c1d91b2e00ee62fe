import TCP

/// Bytes of each end over time in a fixed number of intervals: when there is no room for a later one, each two become one.
struct Spark {
    static let intervals = 32

    /// Nanoseconds that one interval lasts.
    private(set) var width: Int64 = 1_000_000
    private(set) var client = [Int](repeating: 0, count: intervals)
    private(set) var server = [Int](repeating: 0, count: intervals)
    /// Whether a segment of the interval was sent again, or a RST.
    private(set) var marks = [Bool](repeating: false, count: intervals)

    /// Adds a segment `elapsed` nanoseconds after the connection began; an empty one counts as one byte, so that it is seen.
    mutating func add(_ bytes: Int, from sender: Role, at elapsed: Int64, isMarked: Bool) {
        let elapsed = max(0, elapsed)
        while elapsed / width >= Int64(Self.intervals), width < .max / 2 { fold() }
        let index = min(Self.intervals - 1, Int(elapsed / width))
        if sender == .client { client[index] += max(1, bytes) } else { server[index] += max(1, bytes) }
        if isMarked { marks[index] = true }
    }

    private mutating func fold() {
        width *= 2
        for i in 0..<Self.intervals {
            let isOld = 2 * i + 1 < Self.intervals
            client[i] = isOld ? client[2 * i] + client[2 * i + 1] : 0
            server[i] = isOld ? server[2 * i] + server[2 * i + 1] : 0
            marks[i] = isOld && (marks[2 * i] || marks[2 * i + 1])
        }
    }

    func append(to json: JSONWriter) {
        json.beginObject("spark")
        json.seconds("width", width)
        json.member("client", client)
        json.member("server", server)
        json.member("marks", marks.indices.filter { marks[$0] })
        json.endObject()
    }
}
