/// What comparing two runs came to.
public struct DiffCounts: Sendable {
    /// Connections that both captures have, and how many of these do not differ.
    public var pairs = 0
    public var same = 0
    /// Connections that only one of the captures has.
    public var onlyInFirst = 0
    public var onlyInSecond = 0
    /// All that differs.
    public var differences = 0
    /// Connections and exchanges that were not compared, since so many are held at most.
    public var leftOut = 0
    /// Exchanges whose fields were not compared, since so many are held at most.
    public var fieldsLeftOut = 0

    public init() {}
}
