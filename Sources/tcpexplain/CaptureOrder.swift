import Capture
import Wire

/// In which order several captures are read: in that of their first packets, since a shell sorts `cap1 cap10 cap2`.
enum CaptureOrder {
    /// The positions of the captures, by the time of their first packets. One without times stays behind the one that was given before it, and captures
    /// that begin at the same time stay as they were given.
    static func byFirstPackets(_ begins: [Timestamp?]) -> [Int] {
        var last: Timestamp?
        var keyed: [(position: Int, begins: Timestamp?)] = []
        for (position, begins) in begins.enumerated() {
            if let begins { last = begins }
            keyed.append((position, last))
        }
        keyed.sort { a, b in
            // Those before which no time is known come first.
            guard let first = a.begins, let second = b.begins else {
                return (a.begins == nil ? 0 : 1, a.position) < (b.begins == nil ? 0 : 1, b.position)
            }
            return (first.nanoseconds, a.position) < (second.nanoseconds, b.position)
        }
        return keyed.map(\.position)
    }
}
