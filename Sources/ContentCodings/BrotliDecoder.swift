import CBrotli

/// Brotli (RFC 7932).
@safe final class BrotliDecoder: Decoder {
    private let state: OpaquePointer
    private(set) var isComplete = false

    init?() {
        guard let state = unsafe BrotliDecoderCreateInstance(nil, nil, nil) else { return nil }
        unsafe self.state = state
    }

    deinit { unsafe BrotliDecoderDestroyInstance(state) }

    func decode(_ bytes: Span<UInt8>, _ body: (Span<UInt8>) -> Bool) -> DecodeStep {
        if isComplete { return .ended }
        return unsafe bytes.withUnsafeBufferPointer { unsafe decode($0, body) }
    }

    private func decode(_ input: UnsafeBufferPointer<UInt8>, _ body: (Span<UInt8>) -> Bool) -> DecodeStep {
        var available = input.count
        var next = input.baseAddress
        while true {
            // Without room of ours, the decoder lends its own output.
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
