/// What may be decrypted in vain over a whole run, to find out which secret and which number belong to records whose handshake was not captured:
/// so nobody can make a run try all secrets with all records.
public final class TLSTrials {
    /// What a trial costs besides the bytes of its record.
    public static let overhead = 1 << 10
    private var left: Int

    public init(bytes: Int) { left = bytes }

    /// Whether one more trial of so much is allowed.
    public func take(_ cost: Int) -> Bool {
        guard left >= cost else { return false }
        left -= cost
        return true
    }
}
