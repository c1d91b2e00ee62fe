// Lists the connections of a capture that did not open or did not close as they should.
//
//     swift run list-failures capture.pcap

import Analysis
import Capture
import TCP

/// Takes the one event that matters here; all others have a default that does nothing.
final class FailureList: EventSink {
    var wantsPackets: Bool { false }

    func connection(_ event: ConnectionEvent) {
        let connection = event.connection
        guard connection.checksFailed > 0 || !connection.isCompleteInCapture else { return }
        print(connection.endpoint(of: .client).address, connection.handshakeOutcome, connection.closeOutcome)
    }
}

@main
enum ListFailures {
    static func main() throws {
        guard let path = CommandLine.arguments.dropFirst().first else { return print("usage: list-failures CAPTURE") }
        let capture = try CaptureFile(path: path)
        let analyzer = Analyzer(sink: FailureList())
        _ = capture.forEachFrame(from: 1, file: 0, filter: nil) { info, frame, _ in
            analyzer.process(frame, info)
            return true
        }
        analyzer.finish()
    }
}
