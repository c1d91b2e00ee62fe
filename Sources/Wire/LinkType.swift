/// What a frame begins with: a LINKTYPE_ value of the registry at <https://www.tcpdump.org/linktypes.html>.
///
/// The numbers stand beside the readers of their headers, in `Link`; `Dissector.link` is the list of those that can be read.
public struct LinkType: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
}
