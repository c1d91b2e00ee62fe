/// What a frame begins with: a LINKTYPE_ value of the registry at <https://www.tcpdump.org/linktypes.html>.
public struct LinkType: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// BSD loopback: a protocol family in the byte order of the capturing machine.
    public static let null = LinkType(rawValue: 0)
    public static let ethernet = LinkType(rawValue: 1)
    public static let fddi = LinkType(rawValue: 10)
    public static let ppp = LinkType(rawValue: 9)
    public static let pppHDLC = LinkType(rawValue: 50)
    public static let pppoe = LinkType(rawValue: 51)
    public static let rawIP = LinkType(rawValue: 101)
    public static let ciscoHDLC = LinkType(rawValue: 104)
    public static let frameRelay = LinkType(rawValue: 107)
    public static let ieee80211 = LinkType(rawValue: 105)
    /// OpenBSD loopback: as `null`, in network byte order.
    public static let loop = LinkType(rawValue: 108)
    /// Linux cooked capture, version 1.
    public static let linuxCooked = LinkType(rawValue: 113)
    public static let ieee80211Radiotap = LinkType(rawValue: 127)
    public static let arcnetLinux = LinkType(rawValue: 129)
    public static let juniperEthernet = LinkType(rawValue: 178)
    /// PPI: per-packet information before a frame of another link type.
    public static let perPacketInformation = LinkType(rawValue: 192)
    public static let ipv4 = LinkType(rawValue: 228)
    public static let ipv6 = LinkType(rawValue: 229)
    /// Linux netfilter log messages.
    public static let nflog = LinkType(rawValue: 239)
    public static let ipOverInfiniband = LinkType(rawValue: 242)
    /// Frame Relay behind a byte that tells the direction.
    public static let frameRelayWithDirection = LinkType(rawValue: 206)
    /// Apple's header with the interface and the process, before a frame of another link type.
    public static let pktap = LinkType(rawValue: 258)
    /// Linux cooked capture, version 2.
    public static let linuxCooked2 = LinkType(rawValue: 276)
}
