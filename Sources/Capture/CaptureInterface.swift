public import Wire

/// An interface that a pcapng section describes.
public struct CaptureInterface: Sendable {
    public var linkType: LinkType
    /// 0 for no limit.
    public var snapLength: Int
    /// Cut to `Limits.interfaceTextLength` bytes; nil where there is none, or too many were read before.
    public var name: String?
    /// Likewise.
    public var comment: String?
}
