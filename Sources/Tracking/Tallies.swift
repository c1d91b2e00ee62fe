/// Counts and frames of what is rare in a connection.
final class Tallies {
    /// How many packets carried each note, by the note's bit number; empty until there is one.
    var notes: [Int] = []
    /// Frames of the handshake whose numbers are wrong.
    var wrongOpening: [Int] = []
    /// Frames of the close whose numbers are wrong.
    var wrongClosing: [Int] = []
    var unacceptableResets: [Int] = []
    var overlapConflicts: [Int] = []
}
