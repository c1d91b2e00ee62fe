import Applications

/// Records that are not encrypted, and have a MAC all the same (RFC 5246 §6.2.3.1 with the suites of its §A.5 whose names have `NULL`).
final class NullRecordCipher: TLSRecordCipher {
    private let mac: MAC
    let contentOffset = TLSRecordHead.size
    var overhead: Int { TLSRecordHead.size + mac.length }
    let keepsLength = true

    init(_ mac: MAC) { self.mac = mac }

    func open(_ record: Span<UInt8>, sequence: UInt64, into content: inout [UInt8]) -> Bool {
        let length = record.count - overhead
        guard length >= 0 else { return false }
        let bytes = array(record)
        let clear = bytes[contentOffset..<contentOffset + length]
        let authenticated = sequence.bytes + bytes.prefix(3) + UInt16(truncatingIfNeeded: length).bytes + clear
        guard mac.code(authenticated).elementsEqual(bytes.suffix(mac.length)) else { return false }
        content += clear
        return true
    }
}
