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

    /// Whether packets were left out.
    public var leavesOutPackets: Bool {
        if case .undescribedInterface = self { true } else { false }
    }
}

extension CaptureWarning: CustomStringConvertible {
    public var description: String {
        switch self {
        case .interfaceTexts: "further names and comments of interfaces are left out: one section has more than 1 MiB of them"
        case .namesAndSecrets:
            "further name resolution and decryption secrets are left out: the file has more than 16 MiB of them"
        case .origins: "further interfaces and processes are not told: the file has more than 4096 of them"
        case .undescribedInterface(let interface, let packet):
            "packet \(packet) is of interface \(interface), which its section does not describe: packets of that interface are not read"
        }
    }
}
