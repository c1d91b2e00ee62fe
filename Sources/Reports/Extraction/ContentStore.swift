/// Where extracted content goes: a folder, in which nothing that was there before is touched.
public protocol ContentStore: AnyObject {
    /// Makes a new file named `name`, or, if that is taken, with a number before its extension. Returns the name it got; nil if it could not
    /// be made.
    func create(_ name: String) -> String?
    /// Appends to a file that `create` made; false if not all of it could be written.
    func append(_ bytes: Span<UInt8>, to name: String) -> Bool
    /// Gives a file that `create` made another name, or one with a number if that is taken, and lists it in the index by the line that
    /// `line` makes of that name. Returns the name it got; nil if it could not be listed, and went away.
    func list(_ name: String, as newName: String, line: (String) -> [UInt8]) -> String?
    /// Removes a file that `create` made and that has no other name yet.
    func remove(_ name: String)
}
