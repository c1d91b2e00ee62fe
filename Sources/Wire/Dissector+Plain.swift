/// The short way for the frames that nearly all are.
extension Dissector {
    /// Reads a frame of Ethernet (with up to two VLAN tags), a loopback, a Linux cooked capture or raw IP that holds IPv4 without
    /// options and fragments, or IPv6 without extension headers, and in it TCP whose header is all there.
    ///
    /// What it reads is exactly what the walk through the headers would find; whatever is not plain is left to that walk. It needs no
    /// `Dissector`, so frames can be read this way in any order.
    ///
    /// - Parameter wireLength: how long the frame was on the wire.
    /// - Returns: whether the frame was plain, with a TCP segment; if not, `dissection` is of no use.
    @inlinable @inline(__always)
    public static func readPlain(
        _ frame: Span<UInt8>, _ linkType: LinkType, wireLength: Int, into dissection: inout Dissection
    ) -> Bool {
        guard let start = internetStart(frame, linkType) else { return false }
        // Each length is checked once, before the first of the bytes that it is about; the offsets behind it are constant.
        let packet = frame.extracting(droppingFirst: start)
        guard packet.count >= 40 else { return false }
        let wireCount = max(wireLength, frame.count) &- start
        let headerLength: Int
        let claimed: Int
        var checksum = InternetChecksum()
        switch packet[0] {
        case 0x45:
            guard packet[9] == IPProtocol.tcp, packet.uint16(at: 6) & 0x3fff == 0 else { return false }
            let totalLength = Int(packet.uint16(at: 2))
            claimed = totalLength == 0 ? wireCount : totalLength
            headerLength = 20
            dissection.source = IPAddress(ipv4: packet.uint32(at: 12))
            dissection.destination = IPAddress(ipv4: packet.uint32(at: 16))
            checksum.addWords(packet.uint32(at: 12), packet.uint32(at: 16))
            dissection.identification = packet.uint16(at: 4)
            dissection.timeToLive = packet[8]
            dissection.trafficClass = packet[1]
        case 0x60...0x6f:
            guard packet[6] == IPProtocol.tcp else { return false }
            let payloadLength = Int(packet.uint16(at: 4))
            claimed = payloadLength == 0 ? wireCount : 40 &+ payloadLength
            headerLength = 40
            dissection.source = IPAddress(high: packet.uint64(at: 8), low: packet.uint64(at: 16))
            dissection.destination = IPAddress(high: packet.uint64(at: 24), low: packet.uint64(at: 32))
            checksum.addAddress(dissection.source)
            checksum.addAddress(dissection.destination)
            dissection.identification = 0
            dissection.timeToLive = packet[7]
            dissection.trafficClass = packet[0] << 4 | packet[1] >> 4
        default:
            return false
        }
        let end = min(packet.count, claimed)
        guard end >= headerLength &+ TCPHeader.fixedLength else { return false }
        dissection.isCutBySnapLength = frame.count < wireLength
        let segment = packet.extracting(headerLength..<end)
        let segmentLength = min(wireCount, claimed) &- headerLength
        guard readPlainTCP(segment, at: start &+ headerLength, wireCount: segmentLength, &dissection) else { return false }
        dissection.checksumIsRight = nil
        dissection.checksumIsPartial = false
        if segment.count == segmentLength {
            checksum.addProtocol(IPProtocol.tcp, length: segmentLength)
            let partial = checksum
            checksum.add(segment)
            let isRight = checksum.folded == 0xffff
            dissection.checksumIsRight = isRight
            if !isRight { dissection.checksumIsPartial = partial.folded == dissection.tcp.checksum }
        }
        return true
    }

    /// Where the IP header begins; nil where that takes a walk.
    @inlinable @inline(__always)
    static func internetStart(_ frame: Span<UInt8>, _ linkType: LinkType) -> Int? {
        if linkType == .ethernet {
            guard frame.count >= 22 else { return nil }
            if isInternet(frame.uint16(at: 12)) { return 14 }
            guard isTag(frame.uint16(at: 12)) else { return nil }
            if isInternet(frame.uint16(at: 16)) { return 18 }
            return isTag(frame.uint16(at: 16)) && isInternet(frame.uint16(at: 20)) ? 22 : nil
        }
        guard frame.count >= 20 else { return nil }
        switch linkType {
        case .rawIP, .ipv4, .ipv6: return 0
        case .linuxCooked: return isInternet(frame.uint16(at: 14)) ? 16 : nil
        case .linuxCooked2: return isInternet(frame.uint16(at: 0)) ? 20 : nil
        case .null, .loop: return isInternetFamily(frame.uint32(at: 0)) ? 4 : nil
        default: return nil
        }
    }

    @inlinable @inline(__always)
    static func isInternet(_ type: UInt16) -> Bool { type == EtherType.ipv4 || type == EtherType.ipv6 }

    @inlinable @inline(__always)
    static func isTag(_ type: UInt16) -> Bool { type == EtherType.vlan || type == EtherType.providerBridging }

    /// A segment, but for its checksum, if its header is all there with its options.
    ///
    /// - Parameters:
    ///   - start: where the segment begins in its frame.
    ///   - wireCount: how many bytes of it were on the wire.
    @inlinable @inline(__always)
    static func readPlainTCP(
        _ segment: Span<UInt8>, at start: Int, wireCount: Int, _ dissection: inout Dissection
    ) -> Bool {
        guard segment.count >= TCPHeader.fixedLength else { return false }
        let header = TCPHeader(segment, at: 0, end: segment.count)
        guard header.headerLength >= TCPHeader.fixedLength, header.headerLength <= segment.count else { return false }
        dissection.outcome = .tcp
        dissection.tcp = header
        dissection.network = 0
        dissection.isReassembled = false
        dissection.remainderEnd = 0
        dissection.place(
            options: start &+ TCPHeader.fixedLength, payload: start &+ header.headerLength, end: start &+ segment.count,
            payloadLength: wireCount &- header.headerLength)
        return true
    }
}
