import Wire

/// Goes through the members of a value in one order, either to write them down or to read them back: so that one list of members serves
/// both, and none can be written and not read.
///
/// What is written is small because most numbers of a connection are near one another: each is told from the last one of its kind and of
/// the same end.
protocol MemberPass {
    /// What numbers are told from.
    var origin: PassOrigin { get set }

    mutating func flag(_ value: inout Bool)
    /// A number without sign that is not 0; the smaller, the shorter.
    mutating func positive(_ value: inout UInt64)
}

/// What the numbers of a connection are told from; the same for writing and reading. Each is one for the client and one for the server.
struct PassOrigin {
    var times: InlineArray<2, Int64>
    var frames: InlineArray<2, Int> = [0, 0]
    var sequences: InlineArray<2, UInt32> = [0, 0]
    var windows: InlineArray<2, UInt16> = [0, 0]
    var stamps: InlineArray<2, UInt32> = [0, 0]

    /// - Parameter end: the time of the last segment.
    init(end: Timestamp) { times = [end.nanoseconds, end.nanoseconds] }
}

extension Role {
    @inline(__always)
    fileprivate var side: Int { Int(rawValue) }
}

extension MemberPass {
    /// A number without sign: mostly 0.
    @inline(__always)
    mutating func unsigned(_ value: inout UInt64) {
        var isThere = value != 0
        flag(&isThere)
        if isThere { positive(&value) } else { value = 0 }
    }

    /// A number that is small, on either side of 0.
    @inline(__always)
    mutating func number(_ value: inout Int) {
        var folded = UInt64(bitPattern: Int64(value << 1 ^ value >> 63))
        unsigned(&folded)
        value = Int(Int64(bitPattern: folded >> 1)) ^ -Int(folded & 1)
    }

    @inline(__always)
    mutating func number(_ value: inout Int64) {
        var wide = Int(value)
        number(&wide)
        value = Int64(wide)
    }

    /// A number that is near another one.
    @inline(__always)
    mutating func number(_ value: inout Int, near other: Int) {
        var step = value &- other
        number(&step)
        value = other &+ step
    }

    @inline(__always)
    mutating func unsigned<T: FixedWidthInteger & UnsignedInteger>(_ value: inout T) {
        var wide = UInt64(value)
        unsigned(&wide)
        value = T(truncatingIfNeeded: wide)
    }

    /// The number of a frame that `role` sent.
    @inline(__always)
    mutating func frame(_ value: inout Int, by role: Role) {
        var step = value &- origin.frames[role.side]
        number(&step)
        value = origin.frames[role.side] &+ step
        origin.frames[role.side] = value
    }

    /// The number of a frame, or 0 where there is none.
    @inline(__always)
    mutating func frameOrZero(_ value: inout Int, by role: Role) {
        var isThere = value != 0
        flag(&isThere)
        if isThere { frame(&value, by: role) } else { value = 0 }
    }

    /// The time at which `role` sent something.
    @inline(__always)
    mutating func time(_ value: inout Timestamp, by role: Role) {
        var step = Int(value.nanoseconds &- origin.times[role.side])
        number(&step)
        value.nanoseconds = origin.times[role.side] &+ Int64(step)
        origin.times[role.side] = value.nanoseconds
    }

    /// A time that is 0 where there is none.
    @inline(__always)
    mutating func timeOrZero(_ value: inout Timestamp, by role: Role) {
        var isThere = value.nanoseconds != 0
        flag(&isThere)
        if isThere { time(&value, by: role) } else { value.nanoseconds = 0 }
    }

    /// A number of the stream that `role` sends.
    @inline(__always)
    mutating func sequence(_ value: inout SequenceNumber, of role: Role) {
        let last = origin.sequences[role.side]
        var step = Int(Int32(bitPattern: value.rawValue &- last))
        number(&step)
        value = SequenceNumber(last &+ UInt32(truncatingIfNeeded: step))
        origin.sequences[role.side] = value.rawValue
    }

    /// A window that `role` advertised: mostly the same again.
    @inline(__always)
    mutating func window(_ value: inout UInt16, by role: Role) {
        var change = value ^ origin.windows[role.side]
        unsigned(&change)
        value = change ^ origin.windows[role.side]
        origin.windows[role.side] = value
    }

    /// A time on the clock of `role` (RFC 7323 §3).
    @inline(__always)
    mutating func stamp(_ value: inout UInt32, by role: Role) {
        var step = Int(Int32(bitPattern: value &- origin.stamps[role.side]))
        number(&step)
        value = origin.stamps[role.side] &+ UInt32(truncatingIfNeeded: step)
        origin.stamps[role.side] = value
    }

    /// A value that may be missing; `blank` is what is read into.
    @inline(__always)
    mutating func optional<T>(_ value: inout T?, _ blank: @autoclosure () -> T, _ body: (inout Self, inout T) -> Void) {
        var isThere = value != nil
        flag(&isThere)
        guard isThere else {
            value = nil
            return
        }
        var present = value ?? blank()
        body(&self, &present)
        value = present
    }

    @inline(__always)
    mutating func optional(_ value: inout SequenceNumber?, of role: Role) {
        optional(&value, SequenceNumber(0)) { $0.sequence(&$1, of: role) }
    }

    @inline(__always)
    mutating func optional(_ value: inout Timestamp?, by role: Role) {
        optional(&value, Timestamp(nanoseconds: 0)) { $0.time(&$1, by: role) }
    }

    @inline(__always)
    mutating func optional<T: FixedWidthInteger & UnsignedInteger>(_ value: inout T?) {
        optional(&value, 0) { $0.unsigned(&$1) }
    }

    @inline(__always)
    mutating func optional(_ value: inout Int?) {
        optional(&value, 0) { $0.number(&$1) }
    }

    @inline(__always)
    mutating func optional(_ value: inout Int64?) {
        optional(&value, 0) { $0.number(&$1) }
    }

    @inline(__always)
    mutating func optionalFrame(_ value: inout Int?, by role: Role) {
        optional(&value, 0) { $0.frame(&$1, by: role) }
    }

    /// The frame and time of something that `role` sent.
    @inline(__always)
    mutating func moment(_ value: inout (frame: Int, time: Timestamp)?, by role: Role) {
        optional(&value, (0, Timestamp(nanoseconds: 0))) {
            $0.frame(&$1.frame, by: role)
            $0.time(&$1.time, by: role)
        }
    }

    @inline(__always)
    mutating func role(_ value: inout Role) {
        var isServer = value == .server
        flag(&isServer)
        value = isServer ? .server : .client
    }

    @inline(__always)
    mutating func optional(_ value: inout Role?) {
        optional(&value, .client) { $0.role(&$1) }
    }

    /// Few numbers.
    mutating func numbers(_ values: inout [Int]) {
        var count = values.count
        number(&count)
        if values.count != count { values = .init(repeating: 0, count: count) }
        for i in values.indices { number(&values[i]) }
    }
}
