import CShims

/// The Internet checksum of RFC 1071: the ones' complement of the ones' complement sum of 16-bit words.
public struct InternetChecksum: Sendable {
    @usableFromInline var sum: UInt64 = 0

    @inlinable
    public init() {}

    /// Adds bytes; all calls but the last must add an even number of them.
    @usableFromInline
    mutating func add(_ bytes: Span<UInt8>) {
        let native = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe bytes.baseAddress.map { unsafe tcpexplain_checksum($0, bytes.count) } ?? 0
        }
        // Folded to 16 bits, the bytes of the sum are swapped as those of its terms were (RFC 1071 §2).
        sum &+= UInt64(Self.fold(native).bigEndian)
    }

    /// Likewise, a part of them.
    public mutating func add(_ bytes: Span<UInt8>, in range: Range<Int>) { add(bytes.extracting(range)) }

    /// Adds the pseudo header of RFC 9293 §3.1 (IPv4) or RFC 8200 §8.1 (IPv6).
    @inlinable
    public mutating func addPseudoHeader(from source: IPAddress, to destination: IPAddress, protocol number: UInt8, length: Int) {
        addAddress(source)
        addAddress(destination)
        addProtocol(number, length: length)
    }

    @inlinable @inline(__always)
    mutating func addProtocol(_ number: UInt8, length: Int) { sum &+= UInt64(number) &+ UInt64(truncatingIfNeeded: length) }

    @inlinable @inline(__always)
    mutating func addWords(_ a: UInt32, _ b: UInt32) { sum &+= UInt64(a) &+ UInt64(b) }

    @inlinable @inline(__always)
    mutating func addAddress(_ address: IPAddress) {
        sum &+= (address.high >> 32) &+ (address.high & 0xffff_ffff)
        sum &+= (address.low >> 32) &+ (address.low & 0xffff_ffff)
    }

    /// The folded sum; `0xffff` for data that contains its own right checksum.
    @inlinable
    public var folded: UInt16 { Self.fold(sum) }

    /// Four words of 16 bits at a time, then what they carried.
    @inlinable @inline(__always)
    static func fold(_ sum: UInt64) -> UInt16 {
        var s = (sum & 0xffff_ffff) &+ (sum >> 32)
        s = (s & 0xffff) &+ (s >> 16)
        s = (s & 0xffff) &+ (s >> 16)
        s = (s & 0xffff) &+ (s >> 16)
        return UInt16(truncatingIfNeeded: s)
    }
}
