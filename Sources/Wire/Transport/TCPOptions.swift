/// The TCP options that say something about the connection or about loss.
public struct TCPOptions: Equatable, Sendable {
    /// Maximum segment size (RFC 9293 §3.7.1), in bytes.
    public var maximumSegmentSize: UInt16?
    /// Window scale as sent (RFC 7323 §2); the shift in use is at most 14.
    public var windowScale: UInt8?
    /// SACK permitted (RFC 2018 §2).
    public var sackPermitted = false
    /// Timestamps (RFC 7323 §3).
    public var timestamps: Timestamps?
    /// A Fast Open option (RFC 7413), with or without cookie.
    public var fastOpen = false
    /// A Multipath TCP option (RFC 8684).
    public var multipath = false
    /// MP_FASTCLOSE (RFC 8684 §3.5): its sender closes the whole Multipath TCP connection at once, and a RST answers it.
    public var closesMultipath = false
    /// How many of `sackBlocks` hold something: 0 to 4.
    @inlinable public var sackBlockCount: Int { Int(blocks) }
    @usableFromInline var blocks: UInt8 = 0
    /// Selective acknowledgments (RFC 2018 §3), as sent.
    public var sackBlocks = (SACKBlock(), SACKBlock(), SACKBlock(), SACKBlock())

    public struct Timestamps: Equatable, Sendable {
        public var value: UInt32
        public var echoReply: UInt32

        @inlinable
        public init(value: UInt32 = 0, echoReply: UInt32 = 0) {
            self.value = value
            self.echoReply = echoReply
        }
    }

    public struct SACKBlock: Equatable, Sendable {
        /// First number of the block.
        public var left = SequenceNumber(0)
        /// The number after the last of the block.
        public var right = SequenceNumber(0)

        @inlinable
        init() {}

        init(left: SequenceNumber, right: SequenceNumber) {
            self.left = left
            self.right = right
        }
    }

    @inlinable
    public init() {}

    public static func == (a: TCPOptions, b: TCPOptions) -> Bool {
        a.maximumSegmentSize == b.maximumSegmentSize && a.windowScale == b.windowScale && a.sackPermitted == b.sackPermitted
            && a.timestamps == b.timestamps && a.fastOpen == b.fastOpen && a.multipath == b.multipath
            && a.closesMultipath == b.closesMultipath
            && a.sackBlockCount == b.sackBlockCount && a.sackBlocks == b.sackBlocks
    }

    /// Reads the options in `range`. A broken option ends the reading; those before it stand.
    public init(_ bytes: Span<UInt8>, in range: Range<Int>) {
        self.init()
        read(bytes, in: range)
    }

    /// Reads the options in `range` into a value that has none yet, where it lies: one that is made elsewhere and copied here takes longer, since
    /// processors cannot forward several small writes to one large read.
    @inlinable @inline(__always)
    public mutating func read(_ bytes: Span<UInt8>, in range: Range<Int>) {
        // Most segments of most connections: NOP, NOP, timestamps, and nothing else.
        if range.count == 12, bytes.uint32(at: range.lowerBound) == 0x0101_080a {
            let at = range.lowerBound
            timestamps = Timestamps(value: bytes.uint32(at: at &+ 4), echoReply: bytes.uint32(at: at &+ 8))
        } else if !range.isEmpty {
            readEach(bytes, in: range)
        }
    }

    @inline(never) @usableFromInline
    mutating func readEach(_ bytes: Span<UInt8>, in range: Range<Int>) {
        var i = range.lowerBound
        let end = range.upperBound
        // Likewise, or with a SACK option behind them.
        if end - i >= 12, bytes.uint32(at: i) == 0x0101_080a {
            timestamps = Timestamps(value: bytes.uint32(at: i + 4), echoReply: bytes.uint32(at: i + 8))
            i += 12
        }
        while i < end {
            let kind = bytes[i]
            if kind == 0 { return }
            if kind == 1 {
                i += 1
                continue
            }
            guard i + 1 < end else { return }
            let length = Int(bytes[i + 1])
            guard length >= 2, i + length <= end else { return }
            read(kind, bytes, at: i, length: length)
            i += length
        }
    }

    private mutating func read(_ kind: UInt8, _ bytes: Span<UInt8>, at i: Int, length: Int) {
        switch (kind, length) {
        case (2, 4): maximumSegmentSize = bytes.uint16(at: i + 2)
        case (3, 3): windowScale = bytes[i + 2]
        case (4, 2): sackPermitted = true
        case (5, 10...):
            blocks = UInt8(truncatingIfNeeded: min((length - 2) / 8, 4))
            for block in 0..<sackBlockCount {
                let at = i + 2 + 8 * block
                let value = SACKBlock(
                    left: SequenceNumber(bytes.uint32(at: at)), right: SequenceNumber(bytes.uint32(at: at + 4)))
                switch block {
                case 0: sackBlocks.0 = value
                case 1: sackBlocks.1 = value
                case 2: sackBlocks.2 = value
                default: sackBlocks.3 = value
                }
            }
        case (8, 10):
            timestamps = Timestamps(value: bytes.uint32(at: i + 2), echoReply: bytes.uint32(at: i + 6))
        case (30, _):
            multipath = true
            // RFC 8684 §3: the subtype is in the upper half of the third byte.
            if length > 2, bytes[i + 2] >> 4 == 7 { closesMultipath = true }
        case (34, _): fastOpen = true
        // RFC 6994 experiment with the identifier of Fast Open (RFC 7413 §4.1.1).
        case (254, 4...) where bytes.uint16(at: i + 2) == 0xf989: fastOpen = true
        default: break
        }
    }
}
