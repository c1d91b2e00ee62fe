extension TextReport {
    /// Which connections are shown.
    public enum Filter {
        case all
        /// Those with a failed check or a debt, or that fail by these criteria, for `--check`.
        case failures(CheckCriteria)
        /// Those that are not as expected, or fail by these criteria, for `--expect`.
        case unexpected(CheckCriteria?)
        /// Those with a problem.
        case problems
    }
}
