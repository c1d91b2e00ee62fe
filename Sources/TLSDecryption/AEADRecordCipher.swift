import Applications

/// Records of TLS 1.3 (RFC 8446 §5.2).
final class AEADRecordCipher13: TLSRecordCipher {
    private let aead: any AEAD
    private let iv: [UInt8]
    let contentOffset = TLSRecordHead.size
    /// The type of the content is encrypted with it.
    var overhead: Int { TLSRecordHead.size + aead.tagLength + 1 }
    let keepsLength = true

    init(_ aead: any AEAD, iv: [UInt8]) {
        self.aead = aead
        self.iv = iv
    }

    func open(_ record: Span<UInt8>, sequence: UInt64, into content: inout [UInt8]) -> Bool {
        guard record.count > TLSRecordHead.size else { return false }
        return aead.open(
            record.extracting(TLSRecordHead.size..<record.count), nonce: iv.mixed(with: sequence),
            header: array(record.extracting(0..<TLSRecordHead.size)), into: &content)
    }
}

/// Records of TLS 1.2 with authenticated encryption (RFC 5246 §6.2.3.3).
final class AEADRecordCipher12: TLSRecordCipher {
    private let aead: any AEAD
    private let iv: [UInt8]
    /// Bytes of the nonce that each record has.
    private let explicit: Int
    var contentOffset: Int { TLSRecordHead.size + explicit }
    var overhead: Int { TLSRecordHead.size + explicit + aead.tagLength }
    let keepsLength = true

    init(_ aead: any AEAD, iv: [UInt8], explicit: Int) {
        self.aead = aead
        self.iv = iv
        self.explicit = explicit
    }

    func open(_ record: Span<UInt8>, sequence: UInt64, into content: inout [UInt8]) -> Bool {
        let length = record.count - overhead
        guard length >= 0 else { return false }
        let nonce =
            explicit > 0 ? iv + array(record.extracting(TLSRecordHead.size..<contentOffset)) : iv.mixed(with: sequence)
        return aead.open(
            record.extracting(contentOffset..<record.count), nonce: nonce,
            header: sequence.bytes + [record[0], record[1], record[2]] + UInt16(truncatingIfNeeded: length).bytes, into: &content)
    }
}

extension Array<UInt8> {
    /// A nonce: the number of the record is added to the vector from the keys (RFC 8446 §5.3).
    func mixed(with sequence: UInt64) -> [UInt8] {
        var nonce = self
        for (i, byte) in sequence.bytes.enumerated() where nonce.count >= 8 { nonce[nonce.count - 8 + i] ^= byte }
        return nonce
    }
}

extension FixedWidthInteger {
    /// Its bytes, the highest first.
    var bytes: [UInt8] {
        (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> Self(Self.bitWidth - 8 - 8 * $0)) }
    }
}
