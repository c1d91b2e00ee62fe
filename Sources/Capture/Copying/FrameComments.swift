/// What is to be said of the frames of a run, in their order.
public protocol FrameComments: AnyObject {
    /// What stands in the header of the first section; empty for nothing.
    var sectionComment: [UInt8] { get }
    /// The next frame that something is said of; nil if nothing is said of any other.
    var nextFrame: Int? { get }
    /// What is said of it, in UTF-8; goes on to the next one.
    func takeNext() -> [UInt8]
}
