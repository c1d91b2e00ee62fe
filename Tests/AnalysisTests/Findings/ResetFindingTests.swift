import Analysis
import Testing

/// Each RST that ends a connection gets one finding, the first that fits.
@Suite struct ResetFindingTests {
    private let open = FindingScript.open

    @Test func lateAndHarmless() throws {
        #expect(try found(open + FindingScript.close + "1.1 S R seq 302") == ["reset-after-close note"])
        // A second RST harms nothing either.
        #expect(
            try found(open + "1.0 S RA seq 301 ack 101\n1.1 S RA seq 301 ack 101")
                == ["closed-by-reset note", "reset-after-close note"])
    }

    @Test func forgotten() throws {
        let run = try FindingScript(
            open
                + "0.1 C PA seq 101 ack 301 len 5\n0.101 S A seq 301 ack 106\n400.0 C PA seq 106 ack 301 len 5\n400.1 S R seq 301"
        )
        #expect(run.all == ["connection-forgotten error"])
        guard case .connectionForgotten(_, let idle, let bytes, _) = run.verdict.findings[0].kind else { return }
        #expect(idle.map { $0 / 1_000_000_000 } == 399)
        #expect(bytes == 5)
        // With ACK it is the RST of an end that knows the connection.
        #expect(
            try found(open + "0.1 C PA seq 101 ack 301 len 5\n0.2 S RA seq 301 ack 101") == ["reset-with-data-outstanding error"])
        // The sender of a FIN has closed: it did not forget.
        #expect(
            try found(open + "0.1 S FA seq 301 ack 101\n0.2 C PA seq 101 ack 302 len 5\n0.3 S R seq 302") == [
                "data-after-close warning"
            ])
    }

    @Test func withDataOutstanding() throws {
        #expect(
            try found(open + "1.0 S PA seq 301 ack 101 len 500\n1.1 C RA seq 101 ack 301") == [
                "reset-with-data-outstanding error"
            ])
        // The RST's own ACK covers it.
        #expect(try found(open + "1.0 S PA seq 301 ack 101 len 500\n1.1 C RA seq 101 ack 801") == ["closed-by-reset note"])
    }

    @Test func dataAfterClose() throws {
        let closed = open + "1.0 C FA seq 101 ack 301\n1.01 S A seq 301 ack 102\n"
        let run = try FindingScript(closed + "21.0 S PA seq 301 ack 102 len 24\n21.01 C R seq 102")
        #expect(run.all == ["data-after-close warning"])
        guard case .dataAfterClose(let evidence) = run.verdict.findings[0].kind else { return }
        #expect(evidence.bytes == 24)
        #expect(evidence.after == 20_000_000_000)
        #expect(!evidence.hadCrossed)
        // What had come before the FIN is not after it.
        #expect(
            try found(open + "0.9 S PA seq 301 ack 101 len 24\n1.0 C FA seq 101 ack 301\n1.1 C R seq 102\n", until: 9)
                == ["reset-with-data-outstanding error"])
    }

    /// The side that is said to have sent the RST goes on as if nothing had happened.
    @Test func injected() throws {
        #expect(
            try found(open + "1.0 S R seq 301\n1.1 S PA seq 301 ack 101 len 5").contains("reset-suspicious error"))
        // What came within a round trip crossed it.
        #expect(
            try !found(open + "1.0 S R seq 301\n1.0005 S PA seq 301 ack 101 len 5").contains("reset-suspicious error"))
    }

    /// The capture has a RST before the data that it follows, as their times show.
    @Test func writtenBeforeWhatItFollows() throws {
        let first = open + "1.0 S PA seq 301 ack 101 len 1000\n"
        let swapped = "1.0003 S R seq 2301\n1.0002 S PA seq 1301 ack 101 len 1000\n"
        let run = try FindingScript(first + swapped + "1.0004 C A seq 101 ack 2301\n", until: 5)
        #expect(run.all.contains("reset-challenged note"))
        #expect(run.frames(of: "reset-challenged") == [5, 6])
        // Nothing of what is between the two comes.
        #expect(
            try found(first + "1.0003 S R seq 2301\n1.0004 C A seq 101 ack 1301\n", until: 5).contains("reset-challenged warning")
        )
    }

    /// What the server says in answer to a RST that it must not obey, and so on.
    @Test func loop() throws {
        let run = try FindingScript(
            open + """
                1.0 C R seq 99
                1.1 S A seq 301 ack 101
                1.2 C R seq 99
                1.3 S A seq 301 ack 101
                1.4 C R seq 99
                """)
        #expect(run.all.contains("reset-not-acceptable warning"))
        guard
            case .resetNotAcceptable(let ignored, _)? = run.verdict.findings.first(where: { $0.name == "reset-not-acceptable" })?
                .kind
        else {
            return
        }
        #expect(ignored.rounds == 2)
        #expect(ignored.seen.count == 3)
    }
}
