public import Wire

/// The options of a SYN: all but selective acknowledgments, which it has none of.
public struct SYNOptions: Sendable {
    /// See the members of these names of `TCPOptions`.
    public internal(set) var maximumSegmentSize: UInt16?
    public internal(set) var windowScale: UInt8?
    public internal(set) var sackPermitted = false
    public internal(set) var fastOpen = false
    public internal(set) var multipath = false
    public internal(set) var timestamps: TCPOptions.Timestamps?

    init() {}

    init(_ options: borrowing TCPOptions) {
        maximumSegmentSize = options.maximumSegmentSize
        windowScale = options.windowScale
        sackPermitted = options.sackPermitted
        fastOpen = options.fastOpen
        multipath = options.multipath
        timestamps = options.timestamps
    }
}
