import Analysis
import CPlatform
import Capture
import Reports
import Wire

/// Reads captures for one report, and tells on standard error what is wrong with them.
struct CaptureReading {
    private let captures: OrderedCaptures
    private let limits: Limits

    init(_ captures: OrderedCaptures, limits: Limits) {
        self.captures = captures
        self.limits = limits
    }

    /// Whether something was damaged.
    func run(_ report: any Report) -> Bool {
        let inputs = captures.inputs
        for input in inputs.all { inputs.keyLogs.add(blocks: CaptureFile.allSecrets(input)) }
        inputs.keyLogs.load(mayGrow: false) { Terminal.say($0) }
        let analyzer = Analyzer(sink: report, limits: limits)
        analyzer.decryptor = inputs.keyLogs.decryptor
        var wasDamaged = false
        func damage(_ error: CaptureError) {
            wasDamaged = true
            Terminal.say(.capture(error))
        }
        var next = 1
        for (i, input) in inputs.all.enumerated() {
            do throws(CaptureError) {
                let file = try i == 0 ? captures.openFirst() : CaptureFile(input)
                next += file.forEachBatch(from: next, file: captures.sourceIndices[i].lowerBound, filter: nil) { frames, block in
                    if file.decryptionSecrets.count > inputs.keyLogs.count(of: i) {
                        inputs.keyLogs.add(blocks: file.decryptionSecrets, of: i)
                    }
                    analyzer.process(frames, in: block)
                    return true
                }
                if let end = file.partEnd { analyzer.captureWentOn(until: end.last, clock: end.clock) }
                if let error = file.damage { damage(error) }
                for type in file.unsupportedLinkTypes {
                    damage(.unsupportedLinkType(file: file.name, type, name: type.pcapName))
                }
            } catch {
                damage(error)
            }
        }
        analyzer.finish()
        report.finish(analyzer.summary, files: captures.sources)
        return wasDamaged
    }
}
