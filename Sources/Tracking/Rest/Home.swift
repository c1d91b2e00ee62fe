/// Where a connection is: at work in a slot, at rest, or nowhere.
@usableFromInline struct Home {
    /// 0 for nowhere, an odd number for a slot, else the address of what is packed.
    @usableFromInline let code: UInt

    static var nowhere: Home { Home(code: 0) }

    private init(code: UInt) { self.code = code }

    static func slot(_ slot: Int) -> Home { Home(code: UInt(slot) << 1 | 1) }

    static func packed(_ packed: PackedConnection) -> Home { Home(code: packed.address) }

    /// The slot of a connection at work.
    @inlinable @inline(__always)
    var slot: Int? { code & 1 == 1 ? Int(code >> 1) : nil }

    @inline(__always)
    var packed: PackedConnection? { code & 1 == 0 && code != 0 ? PackedConnection(at: code) : nil }
}
