internal import Capture
internal import Language

/// Why a capture, or a part of it, could not be read.
public struct CaptureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of thing went wrong.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// There is no such file.
        case missing
        /// The system did not let the file be opened or read.
        case system
        /// The file is empty, a directory, or neither pcap nor pcapng.
        case notACapture = "not-a-capture"
        /// Frames of a link type that cannot be read; others of the file may be.
        case unsupportedLinkType = "unsupported-link-type"
        /// The filter does not compile.
        case filter
        /// The file ends in the middle of something.
        case cutShort = "cut-short"
        /// What stands in the file is not what its format says.
        case damaged
        /// A part was left out because the file has more of it than is held.
        case leftOut = "left-out"
    }

    /// What kind of thing went wrong.
    public let reason: Reason
    /// One line in English that says what, in which file, and at which packet, where that is known.
    public let description: String

    init(_ error: Capture.CaptureError) {
        description = ExplanationLanguage.english.phrasebook.sentence(for: error).string
        reason =
            switch error {
            case .missing: .missing
            case .system, .noDevice, .permission, .device, .devices: .system
            case .isDirectory, .empty, .notACapture: .notACapture
            case .unsupportedLinkType: .unsupportedLinkType
            case .filter: .filter
            case .headerCutShort, .cutShort: .cutShort
            case .headerDamaged, .damaged, .compression: .damaged
            }
    }

    init(_ warning: CaptureWarning, file: String) {
        let english = ExplanationLanguage.english.phrasebook
        description = "\(english.captureName(file)): \(english.sentence(for: warning))"
        reason = warning.leavesOutPackets ? .damaged : .leftOut
    }
}
