/// Values by slot, in chunks that never move and that are used in place: neither growing nor reading copies a value.
///
/// An array hands out copies of its elements wherever a read is not simple enough for the optimiser, and a connection is more
/// than a kilobyte.
@safe @usableFromInline final class Slab<Element> {
    /// Slots of one chunk: a power of two.
    @usableFromInline static var chunkSize: Int { 512 }
    /// Slots at most.
    static var capacity: Int { chunkSize * chunkCount }
    private static var chunkCount: Int { 8192 }

    // Constant, so that reading it takes no check for exclusive access.
    @usableFromInline let chunks: UnsafeMutablePointer<UnsafeMutablePointer<Element>?>
    /// Slots made so far; all of them hold a value.
    private(set) var count = 0

    init() {
        unsafe chunks = .allocate(capacity: Self.chunkCount)
        unsafe chunks.initialize(repeating: nil, count: Self.chunkCount)
    }

    deinit {
        for i in 0..<count { unsafe pointer(i).deinitialize(count: 1) }
        for i in 0..<Self.chunkCount { unsafe chunks[i]?.deallocate() }
        unsafe chunks.deallocate()
    }

    /// Where the value of a slot lies, which was made by `append`. Slots come from our own index, never from a capture: one without a chunk
    /// is a fault in this program, and to stop is better than to write where nothing lies.
    @inlinable @inline(__always)
    func pointer(_ slot: Int) -> UnsafeMutablePointer<Element> {
        guard let chunk = unsafe chunks[slot / Self.chunkSize] else { preconditionFailure("no such slot") }
        return unsafe chunk + slot % Self.chunkSize
    }

    /// The value of a slot, in place.
    @inlinable
    subscript(slot: Int) -> Element {
        @inline(__always)
        unsafeAddress { unsafe UnsafePointer(pointer(slot)) }
        @inline(__always)
        unsafeMutableAddress { unsafe pointer(slot) }
    }

    /// A chunk that begins with a line of the cache, so that values of 64 bytes lie in one line each.
    private static func newChunk() -> UnsafeMutablePointer<Element> {
        let size = chunkSize * MemoryLayout<Element>.stride
        return unsafe UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64).bindMemory(
            to: Element.self, capacity: chunkSize)
    }

    /// Makes another slot.
    func append(_ value: consuming Element) {
        precondition(count < Self.capacity)
        if count % Self.chunkSize == 0 { unsafe chunks[count / Self.chunkSize] = Self.newChunk() }
        count += 1
        unsafe pointer(count - 1).initialize(to: value)
    }
}
