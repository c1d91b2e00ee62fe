import CBrotli
import Platform

/// Brotli (RFC 7932).
@safe final class BrotliDecoder: Decoder {
    private let state: OpaquePointer
    private(set) var isComplete = false
    /// What the library has allocated: each block has its size before it.
    private let allocated: UnsafeMutablePointer<Int>
    private static let header = 16

    var memory: Int { unsafe allocated.pointee }

    init?() {
        unsafe allocated = .allocate(capacity: 1)
        unsafe allocated.initialize(to: 0)
        let state = unsafe BrotliDecoderCreateInstance(
            { counter, size in
                let (all, overflows) = size.addingReportingOverflow(BrotliDecoder.header)
                guard !overflows, let block = unsafe malloc(all) else { return nil }
                unsafe block.storeBytes(of: size, as: Int.self)
                unsafe counter?.assumingMemoryBound(to: Int.self).pointee += size
                return unsafe block + BrotliDecoder.header
            },
            { counter, address in
                guard let address = unsafe address else { return }
                let block = unsafe address - BrotliDecoder.header
                unsafe counter?.assumingMemoryBound(to: Int.self).pointee -= block.load(as: Int.self)
                unsafe free(block)
            }, allocated)
        guard let state = unsafe state else {
            unsafe allocated.deallocate()
            return nil
        }
        unsafe self.state = state
    }

    deinit {
        unsafe BrotliDecoderDestroyInstance(state)
        unsafe allocated.deallocate()
    }

    func decode(_ bytes: Span<UInt8>, _ body: (Span<UInt8>) -> Bool) -> DecodeStep {
        if isComplete { return .ended }
        return unsafe bytes.withUnsafeBufferPointer { unsafe decode($0, body) }
    }

    private func decode(_ input: UnsafeBufferPointer<UInt8>, _ body: (Span<UInt8>) -> Bool) -> DecodeStep {
        var available = input.count
        var next = input.baseAddress
        while true {
            // Without a buffer of ours, the decoder hands out its own.
            var room = 0
            let result = unsafe BrotliDecoderDecompressStream(state, &available, &next, &room, nil, nil)
            while unsafe BrotliDecoderHasMoreOutput(state) != 0 {
                var count = 1 << 15
                guard let output = unsafe BrotliDecoderTakeOutput(state, &count), count > 0 else { break }
                if unsafe !body(Span(_unsafeElements: UnsafeBufferPointer(start: output, count: count))) { return .stopped }
            }
            switch result {
            case BROTLI_DECODER_RESULT_SUCCESS:
                isComplete = true
                return .ended
            case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return .needsMore
            case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: continue
            default: return .broken
            }
        }
    }
}
