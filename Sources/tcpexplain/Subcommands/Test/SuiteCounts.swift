/// What the captures of a folder came to.
struct SuiteCounts {
    enum Outcome { case ok, changed, failed, broken }

    /// What stands before the name of a capture.
    enum Word { case ok, failed, broken, new, changed }

    var ok = 0
    var changed = 0
    var failed = 0
    var broken = 0
    /// Without expectations.
    var skipped = 0
    var isUpdate = false

    var all: Int { ok + changed + failed + broken }

    mutating func note(_ outcome: Outcome) {
        switch outcome {
        case .ok: ok += 1
        case .changed: changed += 1
        case .failed: failed += 1
        case .broken: broken += 1
        }
    }
}
