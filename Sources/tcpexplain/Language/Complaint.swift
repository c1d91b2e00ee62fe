import Capture
import Reports

/// Why the command line, or what it names, cannot be followed: facts, which the phrasebooks turn into one line each.
indirect enum Complaint: Sendable {
    // MARK: Options

    case excludeOneAnother(String)
    case goesWith(String, String)
    /// It is about a live capture.
    case isLive(String)
    case onlyProblemsShowsText
    case followWritesText
    case requestsAreTable
    case requestsHaveStatus
    case explainIsDepth
    case recordingIsAlone
    case followNamesConnection
    case rawFollowsCapture
    case twoFilters(String)
    case standardOutputIsTaken(String)
    case noCapture
    case decidedLate
    case annotationReadsTwice
    case connectionNumber(Int)
    case value(String, String, Expected)
    case unknownFinding(option: String, name: String, near: [String])
    case standardInputOnce
    /// What is no UTF-8, escaped, and which argument it is.
    case notUTF8(argument: Int, String)

    // MARK: Files and privileges

    case isCapture(String)
    /// An output is a file of secrets or expectations that is read.
    case isInput(String)
    case sameFile(String, other: String)
    case isInExtraction(String)
    /// It has a name that `-w` with `-C` comes to.
    case isInSeries(String, of: String)
    case isFolder(String)
    case isLink(String)
    case isForeign(String)
    case cannotWrite(String, Reason)
    /// Not everything could be written to it; nil is standard output.
    case failed(String?, Reason)
    /// The same, and what became of the rest.
    case withRest(Complaint, Rest)
    case extraction(String, Reason, mayBeMade: Bool)
    case filesLeftOut(Int, maximum: Int)
    case commentsLeftOut(Int)
    /// Results of `--sarif`.
    case resultsLeftOut(Int)
    /// Comments on simple packet blocks, which have no place for them.
    case commentsWithoutPlace(Int)
    case onlyRoot(user: String)
    case noSuchUser(option: String, name: String)
    case outputs(reason: String)
    case privileges(reason: String)
    /// `--user` names root.
    case userIsRoot(String)
    /// Landlock or seccomp are there, and failed.
    case confinement(reason: String)

    // MARK: Captures

    case capture(CaptureError)
    /// A word that is no file may have been a filter.
    case missing(CaptureError, words: String, mayBeFilter: Bool)
    case noConnection([Int], of: Int)
    /// What lets this program capture.
    case permission(device: String, binary: String, filter: String?)

    case keyLog(String, Reason)

    // MARK: Parts

    /// A part that is there already.
    case partExists(String)
    case namesOfCaptures(names: Int, captures: Int)
    case blocksLeftOut
    /// diff was given another number of captures.
    case twoCaptures(Int)

    // MARK: Expectations

    case noExpectations(String, Reason)
    case expectationsTooLarge(String)
    /// Where it is, and what is wrong there.
    case expectations(String, DocumentFault)

    // MARK: Subcommands

    /// No folder of captures with expectations.
    case noSuite(String, Reason)
    case noTests(String, hasCaptures: Bool)
    /// A file of expectations that is no YAML is not written anew.
    case recordedAsYAML(String)
    /// A file of expectations tests nothing.
    case noCaptureBeside
    /// A capture has more than one file of expectations.
    case severalExpectations([String])

    case noSubcommand(String)
    case noTopic(String, near: [String])
    case noLesson(String, near: [String])
    case lessonUnreadable(String)
    /// What a tool that speaks to programs says; the same in all languages.
    case words(String)
    /// What the argument parser refuses.
    case usage(UsageFault, help: String)

    enum Reason: Sendable {
        case readerWentAway
        case folderRemoved
        case removed
        case endedEarly
        case linkOrNoFolder
        /// The system's words.
        case system(String)
    }

    enum Rest: Sendable {
        case isIn(String)
        case listed(in: String)
        case holdsCaptured
        case nothingMoreSaved
    }

    /// What an option takes.
    enum Expected: Sendable {
        case number(from: Int, to: Int, Unit)
        case packets
        case size
        case seconds
        case severityOrFindings
        case severity
        case connectionAndEnd
        case regularExpression
        case status
        case port
        case moment
        case laterThanAfter
        case method
        case bits(Int)
        case host
        case keys
    }

    enum Unit: Sendable { case none, bytes, mebibytes, megabytes, files, columns }
}
