public import Language
public import TCP

/// Something that a learner is to be told at a packet: what happened, what it proves, which state each end enters and why.
public struct TeachingPoint: Sendable {
    /// What is told. Each kind is told once.
    public enum Kind: Hashable, Sendable {
        case handshake1, handshake2, handshake3
        case simultaneousOpen, refusal
        /// The ACK of a split handshake, which has no step 3.
        case splitAnswer
        case windowAndScale, firstData, firstACK, fullSegment, pushFlag
        case sack, timestamps
        case wave1, wave2, waves2And3, wave3, wave4
        /// Data of an end whose peer has closed its direction.
        case dataInCloseWait
        case simultaneousClose, requestKeepsConnection
        case reset, resetWithoutEffect
        case failedCheck, handshakeNotCaptured
        /// A note, by bit number: its topic says the rest.
        case note(Int)
    }

    public var kind: Kind
    /// Who sent the segment.
    public var sender: Role
    /// The number that the sentence is about: x, y, u, w, or an acknowledgment number.
    public var number: UInt32
    /// Payload bytes, or those acknowledged.
    public var bytes: Int

    public init(_ kind: Kind, _ sender: Role, number: UInt32 = 0, bytes: Int = 0) {
        self.kind = kind
        self.sender = sender
        self.number = number
        self.bytes = bytes
    }
}

extension TeachingPoint {
    public func sentence(in language: LanguageName) -> Text {
        switch language {
        case .en: EnglishTeaching(point: self).sentence
        case .zh: ChineseTeaching(point: self).sentence
        }
    }

    /// What a topic says of a note.
    struct NoteWords {
        var name: Text
        var title: Text
        var meaning: Text
        var causes: Text?
    }

    static func words(ofNote bit: Int, in language: LanguageName) -> NoteWords? {
        let names = Notes.names
        guard names.indices.contains(bit) else { return nil }
        let topic = Topics.all.first { $0.group == .notes && $0.name == names[bit] }
        guard let text = topic?.text(in: language) else { return nil }
        return NoteWords(
            name: Text(code: names[bit]), title: Text(code: text.title), meaning: Text(code: text.meaning),
            causes: text.causes.map { Text(code: $0) })
    }
}
