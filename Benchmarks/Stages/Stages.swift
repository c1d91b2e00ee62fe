import Analysis
import Benchmark
import CAllocations
import CGenerator
import Capture
import Language
import Reports
import Wire

/// What of a run reaches no output.
private final class Silence: EventSink {
    var wantsPackets: Bool { false }
}

/// Where outputs go: their bytes are counted.
private final class Drain {
    private(set) var bytes = 0
    func take(_ more: Span<UInt8>) { bytes += more.count }
}

/// Reads all frames through to a report.
private func run(_ frames: Frames, _ makeReport: (OutputBuffer) -> any Report) {
    let drain = Drain()
    let output = OutputBuffer { drain.take($0) }
    let report = makeReport(output)
    let analyzer = Analyzer(sink: report, seed: 1)
    frames.forEach { frame, info in analyzer.process(frame, info) }
    analyzer.finish()
    report.finish(analyzer.summary, files: ["capture.pcap"])
    output.flush()
    blackHole(drain.bytes)
}

let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.nanosecondsPerPacket, .allocations, .allocationsPerThousand], warmupIterations: 2, maxDuration: .seconds(3),
        maxIterations: 50)
    addStages()
    addThresholds()
}

/// One benchmark a stage, over the web capture; what lies between dissection and the events is measured as one.
private func addStages() {
    Benchmark("1-read") { benchmark in
        let path = Frames.temporaryPath()
        generate_web(path, Captures.webSize)
        defer { Frames.remove(path) }
        var bytes = 0
        benchmark.measure(packets: Captures.web.count) {
            let file = try? CaptureFile(path: path)
            _ = file?.forEachFrame(from: 1, file: 0, filter: nil) { _, frame, _ in
                bytes += frame.count
                return true
            }
        }
        blackHole(bytes)
    }

    Benchmark("2-dissect") { benchmark in
        let frames = Captures.web
        var dissector = Dissector()
        var payload = 0
        benchmark.measure(packets: frames.count) {
            frames.forEach { frame, info in payload += dissector.dissect(frame, info).payloadLength }
        }
        blackHole(payload)
    }

    Benchmark("3-all") { benchmark in
        let frames = Captures.web
        benchmark.measure(packets: frames.count) {
            let analyzer = Analyzer(sink: Silence(), seed: 1)
            frames.forEach { frame, info in analyzer.process(frame, info) }
            analyzer.finish()
            blackHole(analyzer.summary.exchanges)
        }
    }

    Benchmark("4-all-and-NDJSON") { benchmark in
        let frames = Captures.web
        benchmark.measure(packets: frames.count) {
            run(frames) { NDJSONReport($0, run: NDJSONReport.Run(version: "", files: []), isSummary: false, hasAddresses: true) }
        }
    }

    Benchmark("5-all-and-text") { benchmark in
        let frames = Captures.web
        let style = Style(width: 100, isUTF8: true, hasColor: false, phrasebook: English())
        benchmark.measure(packets: frames.count) { run(frames) { TextReport($0, style: style) } }
    }
}

/// What `Thresholds/` holds bounds for: counts, which depend on no clock.
private func addThresholds() {
    for http in [true, false] {
        Benchmark(
            http ? "in-order-HTTP" : "in-order-other",
            configuration: .init(metrics: [.allocations], warmupIterations: 1, maxIterations: 3)
        ) { benchmark in
            let frames = http ? Captures.content : Captures.other
            // By then the connection is known, and what it needs was got.
            let known = min(1000, frames.count)
            let analyzer = Analyzer(sink: Silence(), seed: 1)
            frames.forEach(in: 0..<known) { frame, info in analyzer.process(frame, info) }
            benchmark.measure(packets: frames.count - known) {
                frames.forEach(in: known..<frames.count) { frame, info in analyzer.process(frame, info) }
            }
            blackHole(analyzer.summary.packets)
        }
    }
    for (name, ipv6, exchange) in [
        ("connection-IPv4", false, false), ("connection-IPv6", true, false), ("connection-with-exchange", false, true),
    ] {
        Benchmark(
            name,
            configuration: .init(
                metrics: [.bytesPerConnection, .allocationsPerConnection], warmupIterations: 0, maxIterations: 2,
                thresholds: [.bytesPerConnection: .init(relative: [.p90: 1])])
        ) { benchmark in
            let frames = Captures.connections(ipv6: ipv6, exchange: exchange)
            let analyzer = Analyzer(sink: Silence(), seed: 1)
            let taken = Measurement(benchmark) { frames.forEach { frame, info in analyzer.process(frame, info) } }
            guard analyzer.summary.connections == Captures.connectionCount else {
                return benchmark.error("\(analyzer.summary.connections) connections")
            }
            guard allocations_are_counted() else { return }
            benchmark.measurement(.bytesPerConnection, taken.bytes / Captures.connectionCount)
            benchmark.measurement(.allocationsPerConnection, taken.allocations / Captures.connectionCount)
        }
    }
}
