public import Wire

/// Packets written as a script, after packetdrill: what a kernel will not produce on demand.
///
/// One packet a line: time in seconds, who sends, flags, numbers, payload.
///
///     0.000 C S   seq 100
///     0.001 S SA  seq 300 ack 101
///     0.002 C A   seq 101 ack 301
///     0.003 C PA  seq 101 ack 301 data "GET / HTTP/1.1\r\n\r\n"
///
/// Flags are letters: F S R P A U, and E C for ECE and CWR. Further words: `len N` (payload of N bytes 'x'), `hex DIGITS` (payload), `win N`, `id N` (IPv4 identification; by
/// default a new one for each packet), `port N` (the client's port, 40000 by default), `mss N`, `wscale N`, `sack` (permitted),
/// `ts VALUE ECHO` (timestamps), `block LEFT RIGHT` (a SACK block), `bad` (a wrong TCP checksum), `torn` (the
/// first byte of the payload was changed on the way, and the checksum is that of what was sent), `cut N` (the snap length left N bytes of the
/// payload), `server N` (the server is 10.0.0.N), `fastclose` (MP_FASTCLOSE of Multipath TCP).
/// `#` begins a comment.
public struct PacketScript: Sendable {
    public struct Packet: Sendable {
        public var info: FrameInfo
        /// An Ethernet frame with IPv4 and TCP, its checksums right.
        public var bytes: [UInt8]
    }

    public private(set) var packets: [Packet] = []

    /// A line that makes no sense.
    public struct SyntaxError: Error { public var line: String }

    public init(_ text: String) throws {
        for line in text.split(separator: "\n") {
            let code = line.split(separator: "#", omittingEmptySubsequences: false)[0]
            if code.contains(where: { $0 != " " }) { try append(String(code)) }
        }
    }

    private mutating func append(_ line: String) throws {
        var words = line.split(separator: " ", maxSplits: 3).map(String.init)
        guard words.count >= 3, let seconds = Double(words[0]), words[1] == "C" || words[1] == "S" else {
            throw SyntaxError(line: line)
        }
        var segment = SegmentBytes()
        segment.isFromClient = words[1] == "C"
        segment.identification = UInt16(packets.count + 1)
        for letter in words[2] {
            guard let bit = "FSRPAUEC".firstIndex(of: letter) else { throw SyntaxError(line: line) }
            segment.flags |= 1 << UInt8("FSRPAUEC".distance(from: "FSRPAUEC".startIndex, to: bit))
        }
        if words.count > 3 {
            // The payload stands last, in quotes.
            if let quote = words[3].firstIndex(of: "\"") {
                segment.payload = Self.unescaped(words[3][quote...].dropFirst().dropLast())
                words[3] = String(words[3][..<quote].dropLast(5))
            }
            try segment.read(words[3].split(separator: " ").map(String.init), line)
        }
        var bytes = segment.frame
        let length = bytes.count
        if let captured = segment.captured { bytes.removeLast(max(0, segment.payload.count - captured)) }
        let info = FrameInfo(
            number: packets.count + 1, numberInFile: packets.count + 1, file: 0,
            time: Timestamp(nanoseconds: 1_000_000_000_000 + Int64((seconds * 1e9).rounded())), wireLength: length,
            linkType: .ethernet)
        packets.append(Packet(info: info, bytes: bytes))
    }

    private static func unescaped(_ text: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in text.utf8 {
            if isEscaped {
                bytes.append(byte == UInt8(ascii: "r") ? 13 : byte == UInt8(ascii: "n") ? 10 : byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                bytes.append(byte)
            }
        }
        if bytes.last == UInt8(ascii: "\"") { bytes.removeLast() }
        return bytes
    }
}
