import Language

/// A line of what `--check` prints behind the ladders.
enum CheckResult {
    case failure(Text)
    case moreFailures(Int)
    case nothingToCheck
    case failed
    case passed([Held])

    /// What holds.
    enum Held {
        case sums(Int, connections: Int)
        case expectations(Int)
    }
}
