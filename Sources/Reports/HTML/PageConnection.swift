import TCP
import Wire

/// What is gathered of a connection until it ends: its records, as lines.
struct PageConnection {
    /// Of packets, exchanges and ICMP errors, in capture order.
    private(set) var lines: [UInt8] = []
    private(set) var packets = 0
    private(set) var packetsLeftOut = 0
    /// The frame of the first of them: what needs all packets, such as plots, ends before it.
    private(set) var firstLeftOut: Int?
    private(set) var exchanges = 0
    private(set) var exchangesLeftOut = 0
    var spark = Spark()

    mutating func append(packet line: [UInt8]) {
        lines += line
        packets += 1
    }

    mutating func append(exchange line: [UInt8]) {
        lines += line
        exchanges += 1
    }

    mutating func append(other line: [UInt8]) { lines += line }

    mutating func leaveOut(packet frame: Int) {
        packetsLeftOut += 1
        if firstLeftOut == nil { firstLeftOut = frame }
    }

    mutating func leaveOutExchange() { exchangesLeftOut += 1 }

    /// Drops everything gathered: only counts are left.
    mutating func dropLines() {
        packetsLeftOut += packets
        exchangesLeftOut += exchanges
        packets = 0
        exchanges = 0
        lines = []
    }
}
