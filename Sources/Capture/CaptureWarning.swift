/// Something of a capture file that was left out, beside damage: the rest is read.
public enum CaptureWarning: Equatable, Sendable {
    /// More names and comments of a section's interfaces than are kept.
    case interfaceTexts
    /// More name resolution and decryption secrets than are kept.
    case namesAndSecrets
    /// More interfaces and processes than are told apart.
    case origins
    /// A packet, by its number in the file, is of an interface that its section does not describe: what it begins with is not known.
    case undescribedInterface(Int, packet: Int)
    /// Packets whose time is before 1677 or after 2262: they are taken as packets without a time.
    case timesOutOfRange(packets: Int)

    /// Whether packets were left out.
    public var leavesOutPackets: Bool {
        if case .undescribedInterface = self { true } else { false }
    }
}
