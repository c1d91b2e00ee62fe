/// The cursor that walks a frame from its link header to its innermost TCP segment.
///
/// It keeps the fragments of unfinished IP datagrams; everything else it reads where it lies.
public struct Dissector: Sendable {
    /// How many headers may lie inside one another; hostile frames nest without end.
    public static let maximumDepth = 24
    /// How often compression is taken off one frame: each time costs as much as the largest datagram.
    static let maximumDecompressions = 2

    /// The transport part of the last datagram put together from fragments or decompressed; see `Dissection.isReassembled`.
    public private(set) var datagram: [UInt8] = []
    /// The ICMP error that the last walk found, and who sent it; see `Dissection.Outcome`.
    public private(set) var icmpError: (error: ICMPError, from: IPAddress)?
    /// The datagrams that the last walk came through a fragment of, outermost first, and whether that was their last.
    public private(set) var datagrams: [(key: Fragment.Key, isWhole: Bool)] = []
    /// The fragments held, and the bounds on them.
    public var fragments = FragmentReassembler()
    /// Takes the compression off a datagram (IPComp, RFC 3173); nil if the bytes cannot be decompressed. This module has no
    /// compression of its own.
    private let inflate: @Sendable (Span<UInt8>, Range<Int>) -> [UInt8]?

    public init(inflate: @escaping @Sendable (Span<UInt8>, Range<Int>) -> [UInt8]? = { _, _ in nil }) {
        self.inflate = inflate
    }

    /// Reads one frame. Never fails: damage is part of the result.
    public mutating func dissect(_ frame: Span<UInt8>, _ info: FrameInfo) -> Dissection {
        var dissection = Dissection()
        if Self.readPlain(frame, info.linkType, wireLength: info.wireLength, into: &dissection) {
            if !datagrams.isEmpty { datagrams = [] }
        } else {
            dissection = dissectByWalk(frame, info)
        }
        return dissection
    }

    /// Reads one frame header by header, whatever it is.
    @inline(never)
    mutating func dissectByWalk(_ frame: Span<UInt8>, _ info: FrameInfo) -> Dissection {
        let cursor = Cursor(offset: 0, end: frame.count, wireEnd: max(info.wireLength, frame.count))
        return walk(.link(info.linkType), cursor, frame, info)
    }

    /// Reads what a dissection left over of its frame (see `Dissection.remainder`).
    public mutating func dissect(_ remainder: Range<Int>, of frame: Span<UInt8>, _ info: FrameInfo) -> Dissection {
        walk(
            .aggregate, Cursor(offset: remainder.lowerBound, end: remainder.upperBound, wireEnd: remainder.upperBound), frame,
            info)
    }

    private mutating func walk(_ first: NextHeader, _ start: Cursor, _ frame: Span<UInt8>, _ info: FrameInfo) -> Dissection {
        var walk = Walk()
        if !datagrams.isEmpty { datagrams = [] }
        var cursor = start
        var next = first
        walk.result.isCutBySnapLength = frame.count < info.wireLength
        // The link type itself is no header.
        var depth = -1
        while true {
            if case .done(let outcome) = next {
                walk.result.outcome = outcome
                // What lies in a datagram put together is not part of the frame, and cannot be gone back to.
                if walk.result.isReassembled { walk.result.remainder = nil }
                icmpError = walk.icmpError
                return walk.result
            }
            depth += 1
            if depth > Self.maximumDepth {
                walk.result.outcome = .malformed(DecodeStop(.link, .tooDeep, at: cursor.offset))
                return walk.result
            }
            if walk.fragment != nil || walk.compressed != nil {
                let carrier = datagram
                let whole =
                    walk.result.isReassembled
                    ? unwrap(&walk, carrier.span, cursor, at: info.time) : unwrap(&walk, frame, cursor, at: info.time)
                guard let whole else { return walk.result }
                datagram = whole
                walk.result.isReassembled = true
                walk.result.remainder = nil
                cursor = Cursor(offset: 0, end: whole.count, wireEnd: whole.count, claimedEnd: whole.count)
            }
            next =
                walk.result.isReassembled
                ? Self.step(next, datagram.span, &cursor, &walk)
                : Self.step(next, frame, &cursor, &walk)
        }
    }

    /// Puts the datagram together that a fragment completes, or takes the compression off it; nil if there is none yet, or it cannot be.
    private mutating func unwrap(
        _ walk: inout Walk, _ bytes: Span<UInt8>, _ cursor: Cursor, at time: Timestamp
    ) -> [UInt8]? {
        defer {
            walk.fragment = nil
            walk.compressed = nil
        }
        if let fragment = walk.fragment {
            let whole = fragments.add(fragment, bytes, at: time)
            datagrams.append((fragment.key, whole != nil))
            return whole
        }
        walk.decompressions += 1
        guard walk.decompressions <= Self.maximumDecompressions else {
            walk.result.outcome = .malformed(DecodeStop(.ipv6Extension, .tooDeep, at: cursor.offset))
            return nil
        }
        return walk.compressed.flatMap { inflate(bytes, $0) }
    }

    private static func step(
        _ next: NextHeader, _ bytes: Span<UInt8>, _ cursor: inout Cursor, _ walk: inout Walk
    ) -> NextHeader {
        switch next {
        case .link(let type): link(type, bytes, &cursor)
        case .etherType(let type): etherType(type, bytes, &cursor)
        case .internet: internet(bytes, &cursor, &walk)
        case .ipProtocol(let number): ipProtocol(number, bytes, &cursor, &walk)
        case .ethernet: ethernet(bytes, &cursor)
        case .llc: llc(bytes, &cursor)
        case .ppp: ppp(bytes, &cursor)
        case .mpls: mpls(bytes, &cursor)
        case .ieee80211: ieee80211(bytes, &cursor, isPadded: false)
        case .wirelessFrame: wirelessFrame(bytes, &cursor)
        case .frameRelay: frameRelay(bytes, &cursor)
        case .aggregate: aggregate(bytes, &cursor, &walk)
        case .done: next
        }
    }

    /// IPv4 or IPv6 by the version in the first four bits.
    private static func internet(
        _ bytes: Span<UInt8>, _ cursor: inout Cursor, _ walk: inout Walk
    ) -> NextHeader {
        if let stop = cursor.lacks(1, .ipv4) { return .stop(stop) }
        return switch bytes[cursor.offset] >> 4 {
        case 4: ipv4(bytes, &cursor, &walk)
        case 6: ipv6(bytes, &cursor, &walk)
        case let version: .stop(DecodeStop(.ipv4, .wrongVersion(Int(version)), at: cursor.offset, field: .version))
        }
    }

    private static func ipProtocol(
        _ number: UInt8, _ bytes: Span<UInt8>, _ cursor: inout Cursor, _ walk: inout Walk
    ) -> NextHeader {
        switch number {
        case IPProtocol.tcp: tcp(bytes, cursor, &walk)
        case IPProtocol.udp: udp(bytes, &cursor, &walk)
        case IPProtocol.ipv4, IPProtocol.ipv6: .internet
        case IPProtocol.gre: gre(bytes, &cursor, &walk)
        case IPProtocol.icmp: icmp(bytes, &cursor, &walk, isIPv6: false)
        case IPProtocol.icmpv6: icmp(bytes, &cursor, &walk, isIPv6: true)
        case IPProtocol.mpls: .mpls
        case IPProtocol.compression: compression(bytes, &cursor, &walk)
        case IPProtocol.authentication: authentication(bytes, &cursor)
        default: .done(.other)
        }
    }
}

/// Numbers of the registry "Protocol Numbers" of IANA.
@usableFromInline enum IPProtocol {
    @inlinable static var hopByHop: UInt8 { 0 }
    @inlinable static var icmp: UInt8 { 1 }
    @inlinable static var ipv4: UInt8 { 4 }
    @inlinable static var tcp: UInt8 { 6 }
    @inlinable static var udp: UInt8 { 17 }
    @inlinable static var ipv6: UInt8 { 41 }
    @inlinable static var routing: UInt8 { 43 }
    @inlinable static var fragment: UInt8 { 44 }
    @inlinable static var gre: UInt8 { 47 }
    @inlinable static var authentication: UInt8 { 51 }
    @inlinable static var icmpv6: UInt8 { 58 }
    @inlinable static var destinationOptions: UInt8 { 60 }
    @inlinable static var compression: UInt8 { 108 }
    @inlinable static var mobility: UInt8 { 135 }
    @inlinable static var mpls: UInt8 { 137 }
    @inlinable static var hostIdentity: UInt8 { 139 }
    @inlinable static var shim6: UInt8 { 140 }
}

/// Numbers of the registry "IEEE 802 Numbers" of IANA.
@usableFromInline enum EtherType {
    @inlinable static var ipv4: UInt16 { 0x0800 }
    @inlinable static var transparentBridging: UInt16 { 0x6558 }
    @inlinable static var vlan: UInt16 { 0x8100 }
    @inlinable static var ipv6: UInt16 { 0x86dd }
    @inlinable static var ppp: UInt16 { 0x880b }
    @inlinable static var mplsUnicast: UInt16 { 0x8847 }
    @inlinable static var mplsMulticast: UInt16 { 0x8848 }
    @inlinable static var pppoeSession: UInt16 { 0x8864 }
    @inlinable static var providerBridging: UInt16 { 0x88a8 }
    @inlinable static var backboneBridging: UInt16 { 0x88e7 }
    @inlinable static var fabricPath: UInt16 { 0x8903 }
    @inlinable static var vntag: UInt16 { 0x8926 }
    @inlinable static var wccp: UInt16 { 0x883e }
    @inlinable static var frameRelay: UInt16 { 0x6559 }
    @inlinable static var erspan: UInt16 { 0x88be }
    @inlinable static var erspan3: UInt16 { 0x22eb }
}
