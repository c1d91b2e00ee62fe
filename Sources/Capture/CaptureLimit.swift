/// A bound on what is kept of a capture file that was reached: more of it is read and not kept.
public enum CaptureLimit: Equatable, Sendable {
    /// Names and comments of a section's interfaces.
    case interfaceTexts
    /// Blocks that map addresses to names, or hold decryption secrets.
    case namesAndSecrets
}

extension CaptureLimit: CustomStringConvertible {
    public var description: String {
        switch self {
        case .interfaceTexts: "further names and comments of interfaces are left out: one section has more than 1 MiB of them"
        case .namesAndSecrets:
            "further name resolution and decryption secrets are left out: the file has more than 16 MiB of them"
        }
    }
}
