import Analysis
import PacketScript
import TCP
import Testing
import Wire

/// What is held stays within the budget, whoever holds it, and every limit can be lowered and is then reached.
@Suite struct MemoryTests {
    /// Warnings and exchanges of a run over scripted packets.
    private final class Run: EventSink {
        var warnings: [Warning] = []
        var exchanges = 0
        let budget: MemoryBudget

        var wantsDecodedSizes: Bool { true }

        init(_ script: String, _ limits: Limits) throws {
            budget = MemoryBudget(limit: limits.memory)
            let analyzer = Analyzer(sink: self, limits: limits, budget: budget, seed: 1)
            for packet in try PacketScript(script).packets { analyzer.process(packet.bytes.span, packet.info) }
            analyzer.finish()
        }

        func warning(_ warning: Warning) { warnings.append(warning) }
        func exchange(_ exchange: Exchange, connection: borrowing Connection) { exchanges += 1 }
    }

    private static let open = "0.0 C S seq 100\n0.1 S SA seq 300 ack 101\n0.2 C A seq 101 ack 301\n"

    /// Requests that nobody answers, one after another.
    private func requests(_ count: Int) -> String {
        var script = Self.open
        let request =
            "GET /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
        let length = request.utf8.count - 3 * 2
        for i in 0..<count { script += "0.3 C PA seq \(101 + i * length) ack 301 data \"\(request)\"\n" }
        return script
    }

    @Test func whatIsHeldIsWithinTheBudget() throws {
        var limits = Limits()
        limits.memory = 64 << 10
        let run = try Run(requests(500), limits)
        #expect(run.budget.peak < limits.memory + (16 << 10))
        #expect(run.budget.used == 0)
        let named = run.warnings.contains { if case .memoryLimit(connection: 1, let bytes) = $0 { bytes > 0 } else { false } }
        #expect(named)
        let isTold = run.warnings.contains { if case .memoryLimitTotal(let count, 65_536) = $0 { count > 0 } else { false } }
        #expect(isTold)
        #expect(run.exchanges == 500)
    }

    @Test func waitingRequests() throws {
        var limits = Limits()
        limits.waitingRequests = 3
        let run = try Run(requests(5), limits)
        #expect(run.warnings.contains { if case .bound(connection: 1, .waitingRequests) = $0 { true } else { false } })
        limits = Limits()
        limits.waitingBytes = 300
        let other = try Run(requests(5), limits)
        #expect(other.warnings.contains { if case .bound(connection: 1, .waitingRequests) = $0 { true } else { false } })
    }

    @Test func earlyBytesAndPieces() throws {
        let script = Self.open + (0..<8).map { "0.3 C A seq \(200 + 20 * $0) ack 301 len 10\n" }.joined()
        for change in [\Limits.earlyBytes, \Limits.earlyPieces] {
            var limits = Limits()
            limits[keyPath: change] = 5
            let run = try Run(script, limits)
            #expect(run.warnings.contains { if case .bound(connection: 1, .earlyBytes) = $0 { true } else { false } })
        }
    }

    @Test func headLimits() throws {
        let script = Self.open + "0.3 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\nX: y\\r\\nX: z\\r\\n\\r\\n\"\n"
        for (change, value) in [(\Limits.headBytes, 30), (\Limits.headLines, 2)] {
            var limits = Limits()
            limits[keyPath: change] = value
            let recorder = try Recorder(PacketScript(script).packets, limits: limits)
            #expect(recorder.exchanges.first?.request?.violations.contains(.headTooLarge) == true)
        }
    }
}
