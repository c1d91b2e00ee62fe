/// Memory for the ends of connections, in chunks of many that are used again: among other sizes, pieces as large as these would leave the heap
/// full of holes.
@safe final class EndsPool {
    private static let chunkCount = 64
    private var chunks: [UnsafeMutableRawPointer]
    private var free: [UnsafeMutableRawPointer]

    init() {
        unsafe chunks = []
        unsafe free = []
    }

    deinit { unsafe chunks.forEach { unsafe $0.deallocate() } }

    /// Memory of `Ends.size` bytes, which begins with a line of the cache.
    func take() -> UnsafeMutableRawPointer {
        if let piece = unsafe free.popLast() { return unsafe piece }
        let chunk = UnsafeMutableRawPointer.allocate(byteCount: Self.chunkCount * Ends.size, alignment: Ends.line)
        unsafe chunks.append(chunk)
        for i in (1..<Self.chunkCount).reversed() { unsafe free.append(chunk + i * Ends.size) }
        return unsafe chunk
    }

    /// A piece is no longer needed.
    func giveBack(_ piece: UnsafeMutableRawPointer) { unsafe free.append(piece) }
}
