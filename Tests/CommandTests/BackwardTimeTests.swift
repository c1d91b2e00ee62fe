import Foundation
import Testing

/// A clock that is set back while a connection lasts: how long it lasted is not known, and is not told as less than nothing, or as nothing.
@Suite struct BackwardTimeTests {
    @Test func noDurationIsTold() throws {
        let folder = try EditedFolder()
        var capture = try EditedCapture("Fixtures/keep-alive-ten/capture.pcap")
        capture.add(seconds: 0 &- 3600, from: 5)
        let path = try capture.write("back.pcap", in: folder)
        let table = try Command.run(["--summary", "--width", "300", path]).text
        let row = try #require(table.split(separator: "\n").first { $0.hasPrefix("1 ") })
        #expect(row.split(separator: " ").prefix(3) == ["1", "0.000", "-"], "\(row)")
        let records = try Command.run(["--format", "ndjson", path]).text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        let figures = try #require(records.first { $0["type"] as? String == "connection" }?["figures"] as? [String: Any])
        #expect(figures["client"] != nil && figures["duration"] == nil, "\(figures)")
    }
}
