import Foundation
import Testing

/// Two ends of a path whose clocks move against each other: no packet is delayed by that.
@Suite struct EndsClockTests {
    private static let capture = "Fixtures/keep-alive-ten/capture.pcap"

    private func delays(_ records: [[String: Any]]) -> [Double] {
        records.filter { $0["kind"] as? String == "delayed" }.compactMap { $0["delay"] as? Double }
    }

    /// The quartz of one is warmer: over ten minutes more than a round trip.
    @Test(arguments: [200.0, -200, 900]) func aClockThatDrifts(partsPerMillion: Double) throws {
        let folder = try EditedFolder()
        let captures = try PathTimes(Self.capture) { 5 + $0 * (1 + partsPerMillion / 1_000_000) }.write(in: folder)
        let found = try Command.differences(["--ends"] + captures)
        #expect(!found.contains { $0["type"] as? String == "path_event" }, "\(found)")
        let summary = try #require(found.last)
        #expect(abs(try #require(summary["clock_drift"] as? Double) - partsPerMillion) < 10)
        #expect(abs(try #require(summary["one_way"] as? Double) - 0.01) < 0.001)
        #expect(summary["clock_steps"] == nil)
        let text = try Command.run(["diff", "--ends"] + captures).text
        #expect(
            text.contains("clock drift: B's runs") && text.contains(partsPerMillion < 0 ? "ppm slower" : "ppm faster"), "\(text)")
        #expect(try Command.run(["diff", "--ends", "--lang", "zh"] + captures).text.contains("时钟漂移：B 的时钟比 A 的"))
        let other = try #require(try Command.differences(["--ends"] + captures.reversed()).last)
        #expect(abs(try #require(other["clock_drift"] as? Double) + partsPerMillion) < 10)
    }

    /// By more than any clock of use: no drift up to a bound, and no steps that make up for the rest.
    @Test(arguments: [0.02, -0.03, 0.2]) func aClockThatCannotBeCompared(drift: Double) throws {
        let folder = try EditedFolder()
        let captures = try PathTimes(Self.capture) { 5 + $0 * (1 + drift) }.write(in: folder)
        for captures in [captures, captures.reversed()] {
            let found = try Command.differences(["--ends"] + captures)
            let summary = try #require(found.last)
            #expect(
                summary["clock_drift"] == nil && summary["clock_steps"] == nil && summary["one_way"] as? Double == nil,
                "\(summary)")
            #expect(!found.contains { $0["kind"] as? String == "lost" })
            let text = try Command.run(["diff", "--ends"] + captures).text
            #expect(text.contains("clocks: they run too differently to be compared"), "\(text)")
            #expect(try Command.run(["diff", "--ends", "--lang", "zh"] + captures).text.contains("两者快慢相差太大"))
        }
    }

    /// One was set while it captured: from that frame on.
    @Test(arguments: [-3.0, 0.08, 3600]) func aClockThatIsSet(by step: Double) throws {
        let folder = try EditedFolder()
        for isOfServer in [true, false] {
            let still: (Double) -> Double = { 5 + $0 }
            let set: (Double) -> Double = { 5 + $0 + ($0 > 300 ? step : 0) }
            let times = try PathTimes(Self.capture, client: isOfServer ? still : set, server: isOfServer ? set : still)
            let captures = try times.write(in: folder)
            let found = try Command.differences(["--ends"] + captures)
            #expect(!found.contains { $0["type"] as? String == "path_event" }, "\(found)")
            let steps = try #require(found.last?["clock_steps"] as? [[String: Any]])
            #expect(steps.count == 1 && found.last?["clock_drift"] == nil, "\(found)")
            let by = try #require(steps.first?["by"] as? Double)
            #expect(abs(by - (steps.first?["of"] as? String == (isOfServer ? "b" : "a") ? step : -step)) < 0.001, "\(steps)")
            // The fifth request is the first packet behind 300 s.
            let requests = times.client
            let fifth = requests.frames.indices.filter {
                !requests.isFromServer($0) && requests.frames[$0].count > requests.headerLength(of: $0)
            }[4]
            #expect(steps.first?["frame"] as? Int == fifth + 1)
            let text = try Command.run(["diff", "--ends"] + captures).text
            #expect(text.contains("clock step: ") && text.contains("before frame \(fifth + 1) of"), "\(text)")
            #expect(try Command.run(["diff", "--ends", "--lang", "zh"] + captures).text.contains("时钟跳变："))
        }
    }

    /// A path that slows down in one direction is no clock: the packets are delayed.
    @Test func aSlowPathIsNoClock() throws {
        let folder = try EditedFolder()
        let captures = try PathTimes(Self.capture, took: { i, isToServer in isToServer && (12..<20).contains(i) ? 0.21 : 0.01 }) {
            5 + $0
        }
        .write(in: folder)
        let found = try Command.differences(["--ends"] + captures)
        let late = delays(found)
        #expect(!late.isEmpty && late.allSatisfy { abs($0 - 0.2) < 0.001 }, "\(found)")
        #expect(found.last?["clock_drift"] == nil && found.last?["clock_steps"] == nil)
        // So it is beside a clock that drifts.
        let drifting = try PathTimes(Self.capture, took: { i, isToServer in isToServer && i == 11 ? 0.21 : 0.01 }) {
            5 + $0 * 1.0002
        }
        .write(in: folder)
        let both = try Command.differences(["--ends"] + drifting)
        #expect(delays(both).count == 1 && abs((delays(both).first ?? 0) - 0.2) < 0.002, "\(both)")
        #expect(both.last?["clock_drift"] as? Int == 200)
    }

    /// A path of which every packet takes another time, by far: the clocks are still.
    @Test func jitterIsNoClock() throws {
        let folder = try EditedFolder()
        var state: UInt64 = 1
        for _ in 0..<8 {
            let captures = try PathTimes(
                Self.capture,
                took: { _, _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return 0.005 + Double(state >> 40) / Double(1 << 24) * 0.04
                }, server: { 5 + $0 }
            ).write(in: folder)
            let found = try Command.differences(["--ends"] + captures)
            #expect(found.last?["clock_drift"] == nil && found.last?["clock_steps"] == nil, "\(found)")
            #expect(delays(found).isEmpty)
        }
    }

    /// Of one direction only, clocks cannot be told from the path: a packet is held against those around it.
    @Test func oneDirectionOnly() throws {
        let folder = try EditedFolder()
        var times = try PathTimes(Self.capture, took: { i, _ in i == 12 ? 0.21 : 0.01 }) { 5 + $0 * 1.0001 }
        let late = times.client.frames[12]
        for i in times.client.frames.indices.reversed() where times.client.isFromServer(i) != times.client.isFromServer(12) {
            times.client.remove(at: i)
            times.server.remove(at: i)
        }
        let captures = try times.write(in: folder)
        let found = try Command.differences(["--ends"] + captures)
        let frame = try #require(times.client.frames.firstIndex(of: late)) + 1
        let delayed = found.filter { $0["kind"] as? String == "delayed" }
        #expect(delayed.map { ($0["a"] as? [String: Any])?["frame"] as? Int } == [frame], "\(found)")
        #expect((delayed.first?["message"] as? String)?.hasSuffix("more than the fastest around it") == true)
        #expect(try Command.run(["diff", "--ends", "--lang", "zh"] + captures).text.contains("比前后最快的多"))
        #expect(found.last?["one_way"] == nil)
    }

    /// From 1000 s on, times have a column more: they do not touch what stands before them.
    @Test func timesOfLongCaptures() throws {
        let folder = try EditedFolder()
        let captures = try PathTimes(Self.capture, took: { i, _ in i == 12 ? 2000 : 0.01 }) { 5 + $0 }.write(in: folder)
        for width in [80, 100, 140] {
            let text = try Command.run(["diff", "--ends", "--width", "\(width)"] + captures).text
            let rows = text.split(separator: "\n").filter { $0.contains("│") }
            #expect(rows.allSatisfy { $0.count <= width }, "\(text)")
            #expect(text.contains(/(?m)^ +\d+ 2\d\d\d\.\d{6} │.*│ 2\d\d\d\.\d{6} \d+$/), "\(text)")
        }
    }
}
