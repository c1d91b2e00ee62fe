import Analysis

/// What the findings of a connection point to on its ladder: each name stands at the frames that show it. Notes are not marked.
struct FindingPins {
    struct Pin {
        let frame: Int
        let finding: String
        let severity: Finding.Severity
    }

    /// In the order of their frames.
    private var pins: [Pin] = []
    private var next = 0

    init(_ findings: [Finding]) {
        for finding in findings where finding.severity > .note {
            for frame in finding.frames { pins.append(Pin(frame: frame, finding: finding.name, severity: finding.severity)) }
        }
        if pins.count > 1 { pins.sort { $0.frame < $1.frame } }
    }

    /// Calls `body` with those of the frames up to `frame` that were not asked for before.
    mutating func take(upTo frame: Int, _ body: (Pin) -> Void) {
        while next < pins.count, pins[next].frame <= frame {
            body(pins[next])
            next += 1
        }
    }
}
