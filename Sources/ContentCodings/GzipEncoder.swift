import CZlib

/// Bytes → gzip (RFC 1952), in pieces as they come.
@safe public final class GzipEncoder {
    private let stream: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutableRawBufferPointer

    /// nil where there is no memory for it.
    public init?() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        unsafe output = .allocate(byteCount: 1 << 16, alignment: 16)
        // Every member is set, so a failure from here on runs deinit.
        // 15 bits of window; 16 asks for the gzip wrapper.
        guard
            unsafe deflateInit2_(
                stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
    }

    deinit {
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
        unsafe output.deallocate()
    }

    /// Compresses `bytes`, and calls `body` with what comes of them, if anything does yet.
    public func encode(_ bytes: Span<UInt8>, _ body: (Span<UInt8>) -> Void) {
        unsafe bytes.withUnsafeBufferPointer { unsafe deflate($0, Z_NO_FLUSH, body) }
    }

    /// Ends the stream: calls `body` with what is left.
    public func finish(_ body: (Span<UInt8>) -> Void) {
        unsafe deflate(UnsafeBufferPointer(start: nil, count: 0), Z_FINISH, body)
    }

    private func deflate(_ input: UnsafeBufferPointer<UInt8>, _ flush: Int32, _ body: (Span<UInt8>) -> Void) {
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(clamping: input.count)
        while true {
            unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe stream.pointee.avail_out = UInt32(output.count)
            let result = unsafe CZlib.deflate(stream, flush)
            let made = unsafe output.count - Int(stream.pointee.avail_out)
            if made > 0 { body(unsafe UnsafeRawBufferPointer(rebasing: output[..<made]).bindMemory(to: UInt8.self).span) }
            // The output was not filled: all that could be done is done.
            if unsafe result != Z_OK || made < output.count { return }
        }
    }
}
