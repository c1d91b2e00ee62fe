import Capture
import Wire

/// The captures of a run in the order in which they are read, each of which was looked at.
final class OrderedCaptures {
    /// In this order.
    let inputs: CaptureInputs
    /// As they were given, in this order.
    let names: [String]
    /// They are read in another order than the one given.
    let isReordered: Bool
    /// What frames are said to be from: the captures, or those that a capture is a part of.
    let sources: [String]
    /// Which of these each capture holds frames of.
    let sourceIndices: [Range<Int>]
    /// Whether one of them is a part of captures that were split.
    let haveParts: Bool
    private let first: CaptureFile?

    private struct Opened {
        var first: CaptureFile?
        /// When each begins; empty if their order is not to change.
        var begins: [Timestamp?] = []
        /// Of each the captures that it is a part of.
        var sources: [[String]] = []
    }

    /// Looks at the beginning of every capture before the first packet, so that one that is none is known at once.
    init(_ inputs: CaptureInputs, names: [String], keepsOrder: Bool) throws(CommandError) {
        let opened = try Self.openAll(inputs, keepsOrder: keepsOrder)
        let order =
            opened.begins.count == names.count ? CaptureOrder.byFirstPackets(opened.begins) : Array(names.indices)
        var inputs = inputs
        inputs.all = order.map { inputs.all[$0] }
        self.inputs = inputs
        self.names = order.map { names[$0] }
        isReordered = self.names != names
        haveParts = opened.sources.contains { !$0.isEmpty }
        var sources: [String] = []
        sourceIndices = order.map { index in
            let start = sources.count
            sources += opened.sources[index].isEmpty ? [names[index]] : opened.sources[index]
            return start..<sources.count
        }
        self.sources = sources
        // The first packets of a pipe can be read but once; of a file, some were read already.
        first = inputs.all[0].isStream ? opened.first : nil
    }

    /// The first capture, to be read from its beginning.
    func openFirst() throws(CaptureError) -> CaptureFile {
        if let first { return first }
        return try CaptureFile(inputs.all[0])
    }

    private static func openAll(_ inputs: CaptureInputs, keepsOrder: Bool) throws(CommandError) -> Opened {
        var opened = Opened()
        var mayPeek = inputs.all.count > 1 && !keepsOrder && !inputs.haveStream
        var failures: [CaptureError] = []
        for (i, input) in inputs.all.enumerated() {
            do throws(CaptureError) {
                let file = try CaptureFile(input)
                if let type = file.linkType { try inputs.filter?.prepare(for: type) }
                if i == 0 { opened.first = file }
                opened.sources.append(file.sources)
                if mayPeek { opened.begins.append(file.firstTime()) }
            } catch {
                failures.append(error)
                mayPeek = false
            }
        }
        for failure in failures.dropLast() { Terminal.printError(.capture(failure)) }
        if let last = failures.last { throw CommandError(last) }
        guard opened.first != nil else { throw CommandError(.noCapture) }
        if !mayPeek { opened.begins = [] }
        return opened
    }
}
