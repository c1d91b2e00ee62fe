import CZlib

/// DEFLATE (RFC 1951) in the wrappers of gzip (RFC 1952) or zlib (RFC 1950), or in none.
@safe final class InflateDecoder: Decoder {
    enum Wrapper { case gzip, zlibOrRaw, raw }

    private let stream: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutableRawBufferPointer
    private var wrapper: Wrapper
    private var hasBegun = false
    private(set) var isComplete = false

    /// zlib's state and window, and our output.
    var memory: Int { unsafe 44 << 10 + output.count }

    init?(_ wrapper: Wrapper) {
        self.wrapper = wrapper
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        unsafe output = .allocate(byteCount: 1 << 15, alignment: 16)
        // Every member is set, so a failure from here on runs deinit.
        // 15 bits of window; 16 says that the gzip wrapper is to be read, and a negative number that there is none.
        let bits: Int32 = wrapper == .gzip ? 15 + 16 : wrapper == .raw ? -15 : 15
        guard unsafe inflateInit2_(stream, bits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
        unsafe output.deallocate()
    }

    func decode(_ bytes: Span<UInt8>, _ body: (Span<UInt8>) -> Bool) -> DecodeStep {
        guard !bytes.isEmpty else { return .needsMore }
        if wrapper == .zlibOrRaw, !hasBegun, bytes[0] & 15 != 8 || bytes[0] >> 4 > 7 {
            // No zlib header: raw DEFLATE, as some servers send it.
            wrapper = .raw
            unsafe inflateReset2(stream, -15)
        }
        hasBegun = true
        return unsafe bytes.withUnsafeBufferPointer { unsafe inflate($0, body) }
    }

    private func inflate(_ input: UnsafeBufferPointer<UInt8>, _ body: (Span<UInt8>) -> Bool) -> DecodeStep {
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(clamping: input.count)
        while true {
            if isComplete {
                // Another gzip member may follow; anything else is no part of the content.
                guard wrapper == .gzip, unsafe stream.pointee.avail_in > 0, unsafe stream.pointee.next_in[0] == 0x1f else {
                    return .ended
                }
                unsafe inflateReset(stream)
                isComplete = false
            }
            unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe stream.pointee.avail_out = UInt32(output.count)
            let status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
            let count = unsafe output.count - Int(stream.pointee.avail_out)
            if count > 0 {
                let piece = unsafe UnsafeRawBufferPointer(rebasing: output.prefix(count))
                if unsafe !body(Span(_unsafeBytes: piece)) { return .stopped }
            }
            switch status {
            case Z_STREAM_END: isComplete = true
            case Z_OK: if unsafe stream.pointee.avail_in == 0, unsafe count < output.count { return .needsMore }
            case Z_BUF_ERROR: return .needsMore
            default: return .broken
            }
            if isComplete, unsafe stream.pointee.avail_in == 0 { return wrapper == .gzip ? .needsMore : .ended }
        }
    }
}
