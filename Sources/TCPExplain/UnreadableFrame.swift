internal import Analysis
internal import Language
internal import Wire

/// Where reading a frame stopped before its TCP header was whole, and why.
public struct UnreadableFrame: Sendable, Hashable {
    /// Why nothing further could be read.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The snap length cut the frame inside the header.
        case cutBySnapLength = "cut-by-snap-length"
        /// The frame, or the length field of the header around it, ends inside the header.
        case endsInside = "ends-inside"
        /// A version field says something else than its place does.
        case wrongVersion = "wrong-version"
        /// A length field that cannot be: less than the smallest header, or past the end.
        case impossibleLength = "impossible-length"
        /// More than 24 headers inside one another.
        case tooDeep = "too-deep"
    }

    /// Its number in the run, counted from 1.
    public let frame: Int
    /// When it was captured; nil where the capture does not say.
    public let time: Timestamp?
    /// The header that could not be read: `ipv4`, `tcp` and so on, as in the records of `docs/records.md`.
    public let layer: String
    /// The field that contradicts its place or the lengths around it; nil where the header is not all there.
    public let field: String?
    /// The byte of the frame, counted from 0, where reading stopped: that field, or the first byte of the header.
    public let offset: Int
    /// `offset` counts in the datagram that was put together from fragments, or decompressed, and not in the frame.
    public let isReassembled: Bool
    /// Why nothing further could be read.
    public let reason: Reason
    /// What the field says; nil without a field.
    public let value: Int?
    /// The sentences.
    private let texts: [ExplanationLanguage: String]

    init(_ frame: Analysis.UnreadableFrame) {
        self.frame = frame.info.number
        time = frame.info.hasTime ? Timestamp(frame.info.time) : nil
        layer = frame.stop.layer.rawValue
        field = frame.stop.field?.rawValue
        offset = frame.stop.offset
        isReassembled = frame.isReassembled
        value = frame.stop.reason.value
        reason =
            switch frame.stop.reason {
            case .cutBySnapLength: .cutBySnapLength
            case .endsInside: .endsInside
            case .wrongVersion: .wrongVersion
            case .impossibleLength: .impossibleLength
            case .tooDeep: .tooDeep
            }
        texts = Dictionary(
            uniqueKeysWithValues: ExplanationLanguage.allCases.map { ($0, $0.phrasebook.unreadable(frame).string) })
    }

    /// A sentence that says where reading stopped, and why.
    public func explanation(in language: ExplanationLanguage = .english) -> String { texts[language] ?? "" }
}
