/// Where bytes are put aside, to be read again.
public protocol SpareFile: AnyObject {
    /// Adds bytes behind those that are there; false if they could not all be written.
    func append(_ bytes: [UInt8]) -> Bool
    /// So many bytes from an offset on, or as many as there are; nil if they cannot be read.
    func read(_ count: Int, at offset: Int) -> [UInt8]?
}
