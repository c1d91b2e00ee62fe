import Foundation
import Testing

/// `--explain brief|teach|expert`.
@Suite struct DepthTests {
    @Test func briefIsHeadlineAndFindings() throws {
        let run = try Command.run(["--explain", "brief", Command.capture("refused")])
        #expect(run.text.contains("[refused; frames 3, 4]"))
        #expect(!run.text.contains("handshake 1/3"))
        #expect(!run.text.contains("opened"))
    }

    @Test func teachingSaysEachThingOnce() throws {
        let run = try Command.run(["--explain", "teach", Command.capture("short-connection"), Command.capture("four-step-close")])
        for sentence in ["Why three steps", "stays in TIME_WAIT for 2 MSL", "The client asks for a connection"] {
            let words = run.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.components(separatedBy: sentence).count == 2, "\(sentence)")
        }
    }

    @Test func expertsGetNumbersAndSections() throws {
        let run = try Command.run(["--explain", "expert", Command.capture("refused")])
        #expect(run.text.contains("win 64240"))
        #expect(run.text.contains("RFC 9293"))
    }

    @Test func otherShapesHaveNoDepth() throws {
        for shape in [["--summary"], ["--packets"], ["--format", "ndjson"], ["--follow", "1"]] {
            #expect(try Command.run(["--explain", "teach"] + shape + [Command.capture("refused")]).status == 2)
        }
    }
}
