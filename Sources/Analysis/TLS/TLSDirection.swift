import Applications
import TCP
import Wire

/// What is being read of one direction of a TLS connection.
final class TLSDirection {
    /// Which keys protect its records (RFC 8446 §7.1); TLS 1.2 and before know `clear` and `application` alone.
    enum Phase: Int {
        case clear, early, handshake, application
    }

    /// What opens the records of a phase, if the secret it comes from is the right one.
    struct Candidate {
        var phase: Phase
        var suite: TLSCipherSuite
        var secret: [UInt8]
        var cipher: any TLSRecordCipher
    }

    /// A piece of the stream, and where in the record that it belongs to it begins.
    struct Piece {
        var start: Int
        var position: StreamPosition
    }

    /// Where a record ends in the stream that carries it, and in the stream that it carries.
    struct Mark {
        var outer: Int
        var inner: Int
    }

    private static let maximumMarks = 64
    /// Records that are tried with keys that none opened with yet.
    static let maximumTrials = 256
    /// Bytes that are decrypted in vain at once, and for each byte that comes. So nobody can make a run try all numbers with all records.
    private static let maximumTrialBytes = 16 << 20
    private static let trialsPerByte = 16

    let role: Role
    var reader = TLSRecordReader()
    var handshake: TLSHandshakeReader
    var phase = Phase.clear
    var isProtected = false
    var cipher: (any TLSRecordCipher)?
    var suite: TLSCipherSuite?
    var secret: [UInt8] = []
    /// The number of the next record under its keys.
    var sequence: UInt64 = 0
    /// Keys of phases that may come.
    var candidates: [Candidate] = []
    var trialsLeft = maximumTrials
    /// The keys that ChangeCipherSpec brings in (TLS 1.2).
    var pending: (any TLSRecordCipher)?
    /// A record was opened with the present keys.
    var keysAreProven = false
    /// The record at hand holds an alert.
    var carriesAlert = false
    /// Nothing more is read.
    var isOver = false
    /// Records that may be missing before the next one.
    var mayLack = 0
    /// Bytes missing since the last record that was opened, heads and tags with them.
    var missing = 0
    /// A hole goes beyond its record: bytes that are held until a record is found in them.
    var search: TLSSearch?
    /// What the record at hand holds.
    var content: [UInt8] = []
    /// Early data, until it is known whether the server took it.
    var early: [(content: [UInt8], pieces: [Piece], record: Range<Int>)] = []
    var earlyBytes = 0
    /// Early data that was not held any more: its bytes, and its records.
    var earlyDropped = (bytes: 0, records: 0)
    /// Bytes that it carried so far, with those that are missing.
    var innerEnd = 0
    /// When its last piece came.
    var time: Timestamp?
    /// How far the stream that carries it has come.
    var outerEnd = 0
    /// Everything it carried was read so far.
    var isWhole = true
    /// Application data was not read, and what carried it is not known to be a hole.
    var isUnreadable = false
    /// It was told that this direction has ended.
    var hasEnded = false
    /// Bytes that may still be decrypted in vain: to find out which number a record has, and where one begins.
    private var trialBytes = maximumTrialBytes
    /// What may be tried in vain was.
    private(set) var hasTriedTooMuch = false
    private(set) var pieces: [Piece] = []
    private var marks: [Mark] = []
    /// Places beyond this one were asked for when nobody knew what is there.
    var guessedFrom: Int?

    /// It is read from the middle on: no handshake says which keys it has.
    var isJoined = false
    /// Records that are still tried with the secrets of other connections.
    var keySearches = 2
    /// What those trials may still cost.
    var keyTrialBytes: Int

    init(_ role: Role, _ limits: Limits) {
        self.role = role
        handshake = TLSHandshakeReader(maximumMessage: limits.handshakeMessage)
        keyTrialBytes = limits.trialBytes
    }

    var heldBytes: Int {
        reader.gatheredCount + pieces.count * MemoryLayout<Piece>.stride + handshake.heldBytes + earlyBytes
            + (search?.heldBytes ?? 0)
    }

    // MARK: - Trials

    /// Whether a record of so many bytes may be tried once more.
    func mayTry(_ count: Int) -> Bool {
        trialBytes -= count + 64
        if trialBytes < 0 { hasTriedTooMuch = true }
        return trialBytes >= 0
    }

    /// A record of so many bytes is there, or they may be one: what may be tried in vain follows from the stream, not from how it is cut.
    func earnTrials(_ count: Int) {
        guard trialBytes < Self.maximumTrialBytes else { return }
        trialBytes = min(max(0, trialBytes) + count * Self.trialsPerByte, Self.maximumTrialBytes)
        hasTriedTooMuch = false
    }

    // MARK: - Pieces

    func begin(_ pieces: [Piece]) { self.pieces = pieces }

    /// A record has no more pieces than bytes.
    func add(_ piece: Piece) { pieces.append(piece) }

    func clearPieces() { pieces.removeAll(keepingCapacity: true) }

    // MARK: - Places

    /// A record ended here that carried the bytes up to `innerEnd`.
    func mark(_ outer: Int) {
        if marks.count >= Self.maximumMarks { marks.removeFirst(Self.maximumMarks / 2) }
        marks.append(Mark(outer: outer, inner: innerEnd))
    }

    /// How many of the carried bytes were there for somebody who had the carrying stream up to `outer`: a record counts when it is whole.
    func inner(upTo outer: Int) -> Int {
        // Bytes that are not in the capture, or not yet: what they carry is known when a record behind them is.
        let known = missing > 0 || search != nil ? min(outerEnd, marks.last?.outer ?? 0) : outerEnd
        if outer > known {
            guessedFrom = min(guessedFrom ?? known, known)
            return innerEnd + outer - known
        }
        guard let last = marks.last else { return 0 }
        if outer >= last.outer { return last.inner }
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].outer <= outer { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? marks[low - 1].inner : min(marks[0].inner, 0)
    }
}

/// Bytes behind a hole, in which a record is looked for that opens.
struct TLSSearch {
    var heldBytes: Int { bytes.count + pieces.count * MemoryLayout<TLSDirection.Piece>.stride }

    var bytes: [UInt8] = []
    var pieces: [TLSDirection.Piece] = []
    /// Where the next place to try is, and how far the records that were tried reach.
    var next = 0
    var reached = 0
}
