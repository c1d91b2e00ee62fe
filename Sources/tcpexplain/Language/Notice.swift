import Capture

/// What a run tells beside its output.
enum Notice {
    /// Damage of the input.
    case capture(CaptureError)
    case leftOut(CaptureWarning, file: String)
    case readInOtherOrder([String])
    case listening(interface: String, linkType: String, snapLength: Int)
    /// `reason`: the system's words; nil if it merely went down.
    case interfaceGone(String, reason: String?)
    case droppedByKernel(Int, bufferSize: Int)
    case droppedByInterface(Int)
    case keyLogUnreadable(String)
    case keyLogEmpty(String)
    /// There are more secrets than are held.
    case keyLogsFull
    /// Means of confinement that the kernel has not got.
    case unconfined([String])
    /// Packets of so many captures went into so many parts in a folder.
    case split(packets: Int, captures: Int, parts: Int, folder: String)
}
