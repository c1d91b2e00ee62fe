import Language
import TCP
import Teaching

/// One packet of a lesson, or a run of plain ones: as it is shown, as it is shown in a quiz, and what is asked of it.
public struct LessonPage: Sendable {
    /// The row with its labels.
    public var lines: [String]
    /// The row without what is asked for.
    public var bareLines: [String]
    /// What it teaches.
    public var teaching: [String]
    /// Topics that have to do with it.
    public var topics: [String]
    public var questions: [Question]

    public struct Question: Sendable {
        public enum Kind: Sendable, Hashable { case step, number, state }

        public var kind: Kind
        public var text: String
        /// The answer as the output has it.
        public var answer: String
        /// A number as it was on the wire, which is right as well.
        public var raw: String?
    }
}
