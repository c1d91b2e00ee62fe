import CZlib
import CZstd

/// Decompresses a file of gzip or zstd, as its first bytes say.
@safe final class Decompressor {
    @safe private enum Coding {
        case gzip(UnsafeMutablePointer<z_stream>)
        case zstd(OpaquePointer)
    }

    let file: ByteSource
    private let coding: Coding
    private let input: UnsafeMutableRawBufferPointer
    /// What of `input` is still to be decompressed.
    private var pending = 0..<0
    /// Between two compressed members or frames: the input may end here.
    private var isAtBoundary = true
    private var isOver = false
    /// The error that ended the reading, if one did.
    private(set) var failure: CaptureError?
    /// Bits of the largest window that zstd may take: 128 MiB, its own default for untrusted input.
    private static let maximumWindow: Int32 = 27

    /// Nil if the file is not compressed.
    init?(_ file: ByteSource) throws(CaptureError) {
        self.file = file
        let magic = file.peek(4)
        if magic.starts(with: [0x1f, 0x8b]) {
            let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
            unsafe stream.initialize(to: z_stream())
            // 15 bits of window; 16 says that the gzip wrapper is to be read.
            guard unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
                unsafe stream.deallocate()
                throw .compression(file: file.name, reason: .libraryUnavailable("zlib"))
            }
            unsafe coding = .gzip(stream)
        } else if magic == [0x28, 0xb5, 0x2f, 0xfd] {
            guard let context = unsafe ZSTD_createDCtx() else {
                throw .compression(file: file.name, reason: .libraryUnavailable("libzstd"))
            }
            _ = unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.maximumWindow)
            unsafe coding = .zstd(context)
        } else {
            return nil
        }
        unsafe input = .allocate(byteCount: 1 << 18, alignment: 16)
    }

    deinit {
        switch coding {
        case .gzip(let stream):
            unsafe inflateEnd(stream)
            unsafe stream.deallocate()
        case .zstd(let context): _ = unsafe ZSTD_freeDCtx(context)
        }
        unsafe input.deallocate()
    }

    /// Takes up to `destination.count` bytes; 0 at the end, or where the data is damaged (see `failure`).
    func read(into destination: UnsafeMutableRawBufferPointer) -> Int {
        if isOver { return 0 }
        let got: Int
        switch coding {
        case .gzip(let stream): got = unsafe inflateSome(stream, into: destination)
        case .zstd(let context): got = unsafe decompressSome(context, into: destination)
        }
        if got == 0 {
            isOver = true
            if let reason = file.failure { failure = .system(file: file.name, reason: reason) }
        }
        return got
    }

    private func refill() -> Bool {
        guard pending.isEmpty else { return true }
        let got = unsafe file.read(into: input)
        pending = 0..<got
        return got > 0
    }

    private func fail(_ reason: CaptureFault) -> Int {
        failure = .compression(file: file.name, reason: reason)
        isOver = true
        return 0
    }

    private func inflateSome(_ stream: UnsafeMutablePointer<z_stream>, into destination: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            guard refill() else {
                return isAtBoundary ? 0 : fail(.compressedDataCutShort(.gzip))
            }
            if isAtBoundary, unsafe bytesRemain(stream) {
                // Zeros behind a member are padding, as gzip takes it.
                skipZeros()
                if pending.isEmpty { continue }
                unsafe inflateReset(stream)
            }
            unsafe stream.pointee.next_in = input.baseAddress?.advanced(by: pending.lowerBound)
                .assumingMemoryBound(to: Bytef.self)
            unsafe stream.pointee.avail_in = UInt32(pending.count)
            unsafe stream.pointee.next_out = destination.baseAddress?.assumingMemoryBound(to: Bytef.self)
            unsafe stream.pointee.avail_out = UInt32(min(destination.count, 1 << 30))
            let room = unsafe Int(stream.pointee.avail_out)
            let status = unsafe inflate(stream, Z_NO_FLUSH)
            pending = unsafe pending.upperBound - Int(stream.pointee.avail_in)..<pending.upperBound
            isAtBoundary = status == Z_STREAM_END
            let got = unsafe room - Int(stream.pointee.avail_out)
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                if got > 0 { return got }
                return fail(.compressedDataDamaged(.gzip, words: nil))
            }
            if got > 0 { return got }
        }
    }

    private func skipZeros() {
        while let first = pending.first, unsafe input[first] == 0 { pending = first + 1..<pending.upperBound }
    }

    private func bytesRemain(_ stream: UnsafeMutablePointer<z_stream>) -> Bool { unsafe stream.pointee.total_in > 0 }

    private func decompressSome(_ context: OpaquePointer, into destination: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            guard refill() else {
                return isAtBoundary ? 0 : fail(.compressedDataCutShort(.zstd))
            }
            var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: pending.upperBound, pos: pending.lowerBound)
            var output = unsafe ZSTD_outBuffer(dst: destination.baseAddress, size: destination.count, pos: 0)
            let status = unsafe ZSTD_decompressStream(context, &output, &source)
            pending = unsafe source.pos..<pending.upperBound
            guard ZSTD_isError(status) == 0 else {
                if unsafe output.pos > 0 { return unsafe output.pos }
                // ZSTD_error_frameParameter_windowTooLarge, a number that libzstd keeps for good; its enumeration is in a header that not all have.
                if status == -16 { return fail(.windowTooLarge(most: 1 << Int(Self.maximumWindow))) }
                return fail(.compressedDataDamaged(.zstd, words: unsafe String(cString: ZSTD_getErrorName(status))))
            }
            isAtBoundary = status == 0
            if unsafe output.pos > 0 { return unsafe output.pos }
        }
    }
}
