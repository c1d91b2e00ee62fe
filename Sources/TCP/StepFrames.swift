/// The frame in which each step was first seen.
public struct StepFrames: Sendable {
    private var frames: (Int, Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0, 0)
    /// All steps seen.
    public private(set) var steps: Steps = []

    init() {}

    /// Of steps of which is known only that they were seen.
    init(seen steps: Steps) { self.steps = steps }

    public func has(_ steps: Steps) -> Bool { self.steps.contains(steps) }

    /// The frame of the step with bit number `bit`; nil if it was not seen.
    public subscript(bit: Int) -> Int? {
        let frame =
            switch bit {
            case 0: frames.0
            case 1: frames.1
            case 2: frames.2
            case 3: frames.3
            case 4: frames.4
            case 5: frames.5
            default: frames.6
            }
        return frame == 0 ? nil : frame
    }

    /// Forgets in which frames they were, and keeps that they were seen.
    mutating func forgetFrames() { frames = (0, 0, 0, 0, 0, 0, 0) }

    mutating func record(_ steps: Steps, frame: Int) {
        let new = steps.subtracting(self.steps)
        guard !new.isEmpty else { return }
        self.steps.formUnion(new)
        if new.contains(.handshake1) { frames.0 = frame }
        if new.contains(.handshake2) { frames.1 = frame }
        if new.contains(.handshake3) { frames.2 = frame }
        if new.contains(.wave1) { frames.3 = frame }
        if new.contains(.wave2) { frames.4 = frame }
        if new.contains(.wave3) { frames.5 = frame }
        if new.contains(.wave4) { frames.6 = frame }
    }
}
