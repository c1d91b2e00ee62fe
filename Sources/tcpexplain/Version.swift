import CVersion
import Capture
import ContentCodings

/// What `--version` says.
enum Version {
    static let number = Options.configuration.version

    static var text: String {
        let commit = unsafe String(cString: tcpexplain_commit())
        let libraries = (CaptureLibraries.versions + ContentLibraries.versions).map { "\($0.name) \($0.version)" }
        return """
            tcpexplain \(number)\(commit.isEmpty ? "" : " (commit \(commit))")
            records: schema tcpexplain/1
            libraries: \(libraries.joined(separator: ", "))
            """
    }
}
