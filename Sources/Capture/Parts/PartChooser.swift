public import Wire

/// Says which part a frame goes to.
public protocol PartChooser: AnyObject {
    /// Whether frames that belong to no connection are wanted.
    var wantsAll: Bool { get }
    /// - Parameter info: its number and file are those of the capture that it is from.
    func place(of frame: Span<UInt8>, _ info: FrameInfo) -> PartPlace
}

/// Where a frame goes, and what goes with it.
public struct PartPlace {
    public enum Destination {
        case part(Int)
        /// The rest of this datagram decides.
        case waits(for: Fragment.Key)
        /// It is not wanted.
        case nowhere
    }

    /// Datagrams that are whole with this frame: what waited for them goes the same way.
    public var whole: [Fragment.Key] = []
    public var destination: Destination

    public init(_ destination: Destination, whole: [Fragment.Key] = []) {
        self.destination = destination
        self.whole = whole
    }
}
