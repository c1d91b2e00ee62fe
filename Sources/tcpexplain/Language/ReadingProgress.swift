/// How far a long reading has come.
struct ReadingProgress {
    var bytes: Int
    /// Bytes a second.
    var rate: Int
    /// Where it is known how much there is.
    var whole: Whole?

    struct Whole {
        var bar: String
        var percent: Int
        var bytes: Int
        /// Nanoseconds.
        var left: Int64?
    }
}
