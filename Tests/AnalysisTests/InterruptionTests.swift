import Analysis
import PacketScript
import Testing
import Wire

private final class Silent: EventSink {}

/// A signal ends a batch at once: frames behind it are not looked at.
@Suite struct InterruptionTests {
    @Test(arguments: [0, 1, 3, 4, nil]) func endsABatch(after count: Int?) throws {
        let packets = try PacketScript(
            """
            0.0 C S seq 100
            0.1 S SA seq 300 ack 101
            0.2 C A seq 101 ack 301
            0.3 C PA seq 101 ack 301 data "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
            """
        ).packets
        var block: [UInt8] = []
        var frames: [FrameInfo] = []
        for packet in packets {
            var info = packet.info
            info.range = block.count..<block.count + packet.bytes.count
            block += packet.bytes
            frames.append(info)
        }
        final class Counter: EventSink { var packets = 0 }
        let analyzer = Analyzer(sink: Silent(), seed: 1)
        var asked = 0
        if let count {
            analyzer.isInterrupted = {
                asked += 1
                return asked > count
            }
        }
        analyzer.process(frames.span, in: block.span)
        #expect(analyzer.summary.packets == count ?? 4)
        #expect(asked == count.map { min($0 + 1, 4) } ?? 0)
    }
}
