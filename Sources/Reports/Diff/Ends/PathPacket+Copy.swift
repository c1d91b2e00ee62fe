extension PathPacket {
    /// What a packet that came twice is known by.
    struct CopyKey: Hashable {
        var sequence: UInt32
        var acknowledgment: UInt32
        var flags: UInt16
        var hash: UInt64
        var timestamp: UInt32?
        var identification: UInt16
        var length: Int
    }

    var copyKey: CopyKey {
        CopyKey(
            sequence: sequence, acknowledgment: acknowledgment, flags: flags.rawValue, hash: hash, timestamp: timestamp,
            identification: identification, length: length)
    }
}
