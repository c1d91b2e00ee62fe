/// The bytes of a capture, read in large blocks into one buffer, so that what is read can be used where it lies.
@safe final class BlockBuffer {
    private let source: DecompressedSource
    private(set) var bytes: UnsafeMutableRawBufferPointer
    /// What of the buffer is still to be taken.
    private(set) var available: Range<Int>

    /// - Parameters:
    ///   - prefix: bytes at the file's beginning that were taken from the source already.
    ///   - largest: how many bytes must lie together without the buffer having to grow.
    init(_ source: DecompressedSource, prefix: [UInt8], largest: Int) {
        self.source = source
        unsafe bytes = .allocate(byteCount: ByteSource.blockSize + max(largest, prefix.count), alignment: 64)
        unsafe bytes.copyBytes(from: prefix)
        available = 0..<prefix.count
    }

    deinit { unsafe bytes.deallocate() }

    /// All that was read, where it lies.
    var block: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[0..<available.upperBound])
    }

    /// Takes everything up to `offset`.
    @inline(__always)
    func take(upTo offset: Int) { available = min(offset, available.upperBound)..<available.upperBound }

    /// Reads until `count` bytes are there; false at the end. What is left moves to the front of the buffer.
    func ensure(_ count: Int) -> Bool {
        if available.count >= count { return true }
        moveToFront(count)
        while available.count < count {
            let space = unsafe UnsafeMutableRawBufferPointer(
                rebasing: bytes[available.upperBound..<min(bytes.count, available.upperBound + ByteSource.blockSize)])
            let got = unsafe source.read(into: space)
            if got == 0 { return false }
            available = 0..<available.upperBound + got
        }
        return true
    }

    private func moveToFront(_ count: Int) {
        let left = available.count
        if unsafe count + ByteSource.blockSize > bytes.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: count + ByteSource.blockSize, alignment: 64)
            unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[available]))
            unsafe bytes.deallocate()
            unsafe bytes = larger
        } else if left > 0, available.lowerBound > 0 {
            unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[available]))
        }
        available = 0..<left
    }
}
