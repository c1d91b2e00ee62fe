import Foundation
import Testing

/// The shapes of `AdversarialTests` through the reports that hold more than `--summary`: the same bound on memory, and what is said.
@Suite struct AdversarialReportTests {
    @Test(arguments: AdversarialTests.shapes + AdversarialTests.protocolShapes)
    func everyReportStaysInBounds(shape: AdversarialTests.Shape) throws {
        // Where a bound is to be hit, as much as hits it. Under AddressSanitizer everything takes a multiple of time and memory.
        let less = Command.isSanitized ? 10 : 2
        let input = shape.make(shape.says == nil ? shape.size / less : 2 * shape.size)
        for format in [[], ["--format", "ndjson"]] {
            let arguments = shape.arguments.filter { $0 != "--summary" && $0 != "--packets" } + format
            // Bombs are read as text there.
            if arguments == shape.arguments { continue }
            let run = try AdversarialTests.measure(input, arguments)
            #expect(run.status == 0)
            #expect(run.memory <= shape.memory || Command.isSanitized, "\(shape.name) \(arguments): \(run.memory) MB")
            AdversarialTests.expectSaid(shape, run.output, run.warnings, arguments)
        }
    }
}
