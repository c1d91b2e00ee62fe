/// What a frame begins with, by its link type.
extension Dissector {
    static func link(_ type: LinkType, _ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        switch type {
        case .ethernet: .ethernet
        case .linuxCooked: linuxCooked(bytes, &cursor)
        case .linuxCooked2: linuxCooked2(bytes, &cursor)
        case .null, .loop: loopback(bytes, &cursor)
        case .rawIP, .ipv4, .ipv6: .internet
        case .ppp, .pppHDLC: .ppp
        case .pppoe: .etherType(EtherType.pppoeSession)
        case .ciscoHDLC: ciscoHDLC(bytes, &cursor)
        case .frameRelay: .frameRelay
        case .frameRelayWithDirection: frameRelayWithDirection(bytes, &cursor)
        case .ieee80211: .ieee80211
        case .ieee80211Radiotap: radiotap(bytes, &cursor)
        case .fddi: fddi(bytes, &cursor)
        case .arcnetLinux: arcnet(bytes, &cursor)
        case .perPacketInformation: perPacketInformation(bytes, &cursor)
        case .nflog: nflog(bytes, &cursor)
        case .ipOverInfiniband: ipOverInfiniband(bytes, &cursor)
        case .juniperEthernet: juniperEthernet(bytes, &cursor)
        case .pktap: pktap(bytes, &cursor)
        default: .done(.other)
        }
    }

    /// The link type that a DLT_ value inside a frame stands for: the same number but for raw IP, which differs between systems.
    static func linkType(dlt: UInt32) -> LinkType { dlt == 12 || dlt == 14 ? .rawIP : LinkType(rawValue: dlt) }

    /// Apple's PKTAP (xnu bsd/net/pktap.h), little-endian: its length, what follows (1: a packet), and the packet's DLT_ value, before
    /// names and numbers of the interface and the process.
    static func pktap(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(12, .pktap) { return .stop(stop) }
        let length = Int(bytes.uint32(at: cursor.offset).byteSwapped)
        let next = bytes.uint32(at: cursor.offset + 4).byteSwapped
        let type = linkType(dlt: bytes.uint32(at: cursor.offset + 8).byteSwapped)
        guard length >= 12 else {
            return .stop(DecodeStop(.pktap, .impossibleLength(length), at: cursor.offset, field: .length))
        }
        if let stop = cursor.lacks(length, .pktap) { return .stop(stop) }
        cursor.offset += length
        return next == 1 ? .link(type) : .done(.other)
    }
}

extension LinkType {
    public static let rawIP = LinkType(rawValue: 101)
    public static let ipv4 = LinkType(rawValue: 228)
    public static let ipv6 = LinkType(rawValue: 229)
    /// Apple's header with the interface and the process, before a frame of another link type.
    public static let pktap = LinkType(rawValue: 258)
}

extension LinkType {
    /// The link types whose frames `Dissector` can read; the registry's numbers end below 512.
    public static var supported: [LinkType] { (0..<512).map { LinkType(rawValue: $0) }.filter(\.isSupported) }

    /// Whether `Dissector` can read frames of this link type: an empty frame is cut in its header, or leads to the next one.
    public var isSupported: Bool {
        let frame: [UInt8] = []
        var cursor = Cursor(offset: 0, end: 0, wireEnd: 0)
        if case .done(.other) = Dissector.link(self, frame.span, &cursor) { return false }
        return true
    }
}
