/// Where a frame was captured, as far as the capture says: the interface, and the program that sent it or was to receive it.
public struct FrameOrigin: Hashable, Sendable {
    public var interfaceName: String?
    /// The system's own number of the interface, where no name is known.
    public var interfaceIndex: Int?
    public var processName: String?
    public var processID: Int?

    public init(
        interfaceName: String? = nil, interfaceIndex: Int? = nil, processName: String? = nil, processID: Int? = nil
    ) {
        self.interfaceName = interfaceName
        self.interfaceIndex = interfaceIndex
        self.processName = processName
        self.processID = processID
    }

    public var isEmpty: Bool { self == FrameOrigin() }
}
