/// Values by slot, in chunks that never move and that are used in place: neither growing nor reading copies a value.
///
/// An array hands out copies of its elements wherever a read is not simple enough for the optimiser, and a connection is more than a
/// kilobyte. Slots are checked against what was made; this file is the one place in this room that is `unsafe`.
@safe @usableFromInline final class Slab<Element> {
    /// Slots of one chunk: a power of two.
    @usableFromInline static var chunkSize: Int { 512 }

    @usableFromInline var chunks: [UnsafeMutablePointer<Element>] = unsafe []
    /// Slots made so far; all of them hold a value.
    @usableFromInline var count = 0

    init() {}

    deinit {
        for i in 0..<count { unsafe pointer(i).deinitialize(count: 1) }
        unsafe chunks.forEach { unsafe $0.deallocate() }
    }

    @inlinable @inline(__always)
    func pointer(_ slot: Int) -> UnsafeMutablePointer<Element> {
        unsafe chunks[slot / Self.chunkSize] + slot % Self.chunkSize
    }

    /// Makes another slot.
    func append(_ value: consuming Element) {
        if count % Self.chunkSize == 0 { unsafe chunks.append(.allocate(capacity: Self.chunkSize)) }
        count += 1
        unsafe pointer(count - 1).initialize(to: value)
    }

    /// Where the value of a slot lies.
    @inlinable @inline(__always)
    func address(of slot: Int) -> UnsafePointer<Element> {
        precondition(slot >= 0 && slot < count)
        return unsafe UnsafePointer(pointer(slot))
    }

    @inlinable @inline(__always)
    func mutableAddress(of slot: Int) -> UnsafeMutablePointer<Element> {
        precondition(slot >= 0 && slot < count)
        return unsafe pointer(slot)
    }
}
