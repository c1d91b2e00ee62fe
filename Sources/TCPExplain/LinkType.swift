/// What a frame begins with: a LINKTYPE_ value of the registry at <https://www.tcpdump.org/linktypes.html>.
public struct LinkType: RawRepresentable, Hashable, Sendable {
    /// The number in the registry.
    public let rawValue: UInt32

    /// A link type by its number in the registry, such as 276 for what Linux captures on `any`. Frames of one that cannot be read count as other packets.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// An Ethernet header.
    public static let ethernet = LinkType(rawValue: 1)
    /// An IPv4 or IPv6 header at once.
    public static let rawIP = LinkType(rawValue: 101)
}
