/// Plain values in a slab, whose slots are used again.
final class SlotPool<Element> {
    let values = Slab<Element>()
    private var free: [UInt32] = []

    /// Puts a value into a free slot, or a new one.
    func insert(_ value: Element) -> UInt32 {
        guard let slot = free.popLast() else {
            values.append(value)
            return UInt32(truncatingIfNeeded: values.count - 1)
        }
        values[Int(slot)] = value
        return slot
    }

    /// The value of a slot is no longer needed.
    func remove(_ slot: UInt32) { free.append(slot) }
}
