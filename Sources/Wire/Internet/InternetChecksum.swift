import CShims

/// The Internet checksum of RFC 1071: the ones' complement of the ones' complement sum of 16-bit words.
public struct InternetChecksum: Sendable {
    @usableFromInline var sum: UInt64 = 0

    @inlinable
    public init() {}

    /// Adds bytes; all calls but the last must add an even number of them.
    public mutating func add(_ bytes: Span<UInt8>, in range: Range<Int>) {
        let native = unsafe bytes.extracting(range).withUnsafeBufferPointer { bytes in
            unsafe bytes.baseAddress.map { unsafe tcpexplain_checksum($0, bytes.count) } ?? 0
        }
        // Folded to 16 bits, the bytes of the sum are swapped as those of its terms were (RFC 1071 §2).
        var folded = (native & 0xffff_ffff) + (native >> 32)
        folded = (folded & 0xffff_ffff) + (folded >> 32)
        folded = (folded & 0xffff) + (folded >> 16)
        folded = (folded & 0xffff) + (folded >> 16)
        sum += UInt64(UInt16(truncatingIfNeeded: folded).bigEndian)
    }

    /// Adds the pseudo header of RFC 9293 §3.1 (IPv4) or RFC 8200 §8.1 (IPv6).
    @inlinable
    public mutating func addPseudoHeader(from source: IPAddress, to destination: IPAddress, protocol number: UInt8, length: Int) {
        for address in [source, destination] {
            sum += (address.high >> 32) + (address.high & 0xffff_ffff)
            sum += (address.low >> 32) + (address.low & 0xffff_ffff)
        }
        sum += UInt64(number) + UInt64(length)
    }

    /// The folded sum; `0xffff` for data that contains its own right checksum.
    @inlinable
    public var folded: UInt16 {
        var s = (sum & 0xffff_ffff) + (sum >> 32)
        s = (s & 0xffff) + (s >> 16)
        s = (s & 0xffff) + (s >> 16)
        s = (s & 0xffff) + (s >> 16)
        return UInt16(truncatingIfNeeded: s)
    }
}
