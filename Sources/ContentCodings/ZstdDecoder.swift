import CZstd

/// Zstandard (RFC 8878), with the window that RFC 9659 allows as a content coding: 8 MiB.
@safe final class ZstdDecoder: Decoder {
    private let context: OpaquePointer
    private let output: UnsafeMutableRawBufferPointer
    private(set) var isComplete = false

    var memory: Int { unsafe ZSTD_sizeof_DCtx(context) + output.count }

    init?() {
        guard let context = unsafe ZSTD_createDCtx() else { return nil }
        _ = unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 23)
        unsafe self.context = context
        unsafe output = .allocate(byteCount: 1 << 17, alignment: 16)
    }

    deinit {
        _ = unsafe ZSTD_freeDCtx(context)
        unsafe output.deallocate()
    }

    func decode(_ bytes: Span<UInt8>, _ body: (Span<UInt8>) -> Bool) -> DecodeStep {
        unsafe bytes.withUnsafeBufferPointer { unsafe decode($0, body) }
    }

    private func decode(_ input: UnsafeBufferPointer<UInt8>, _ body: (Span<UInt8>) -> Bool) -> DecodeStep {
        var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        while true {
            var target = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
            let status = unsafe ZSTD_decompressStream(context, &target, &source)
            let count = unsafe target.pos
            if count > 0 {
                let piece = unsafe UnsafeRawBufferPointer(rebasing: output.prefix(count))
                if unsafe !body(Span(_unsafeBytes: piece)) { return .stopped }
            }
            guard ZSTD_isError(status) == 0 else {
                return ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge ? .windowTooLarge : .broken
            }
            // Frames may follow one another.
            isComplete = status == 0
            if unsafe source.pos == source.size, unsafe count < output.count { return .needsMore }
        }
    }
}
