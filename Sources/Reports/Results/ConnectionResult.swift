import Analysis
import Language
import TCP
import Wire

/// What reports for a forge say of a connection.
struct ConnectionResult {
    var number: Int
    var client: Endpoint
    var server: Endpoint
    /// In the run, and in its file.
    var firstFrame: Int
    var frame: Int
    var file: String?
    /// In nanoseconds; 0 where it is not known.
    var duration: Int64
    var checksPassed: Int
    var checksFailed: Int
    var severity: Finding.Severity?
    var headline: Text
    var findings: [FindingResult]
    /// Its explanation as text; kept where there is something to look into.
    var explanation = ""

    /// Its first request; nil without one.
    var request: String?
    /// What it is called in each run, whatever the ports of clients and the numbers of connections.
    var stableName = ""

    var ends: String { "\(name(client)) → \(name(server))" }
}

struct FindingResult {
    var name: String
    var severity: Finding.Severity
    var sentence: Text
    /// Of the run.
    var frames: [Int]
    /// The file and the frame in it that show it first.
    var file: String?
    var frame: Int?
}
