/// Reads members back that `MemberWriter` wrote.
@safe struct MemberReader: MemberPass {
    var origin: PassOrigin
    private var next: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    private var flags: UInt32 = 0
    private var flagCount = 0

    /// - Parameter bytes: what `MemberWriter` wrote, which is never nothing.
    @inline(__always)
    init(from bytes: UnsafeBufferPointer<UInt8>, _ origin: PassOrigin) {
        guard let first = bytes.baseAddress else { preconditionFailure("nothing written") }
        self.origin = origin
        unsafe next = first
        unsafe end = first + bytes.count
    }

    /// The bytes are our own: an end that comes too early is a fault in this program, and to stop is better than to read on.
    @inline(__always)
    private mutating func take() -> UInt8 {
        unsafe precondition(next < end)
        defer { unsafe next += 1 }
        return unsafe next.pointee
    }

    @inline(__always)
    mutating func flag(_ value: inout Bool) {
        if flagCount == 0 {
            unsafe precondition(end - next >= 4)
            flags = unsafe UnsafeRawPointer(next).loadUnaligned(as: UInt32.self)
            unsafe next += 4
            flagCount = 32
        }
        value = flags & 1 == 1
        flags >>= 1
        flagCount -= 1
    }

    @inline(__always)
    mutating func positive(_ value: inout UInt64) {
        var byte = take()
        value = UInt64(byte & 127)
        var shift: UInt64 = 7
        while byte >= 128 {
            byte = take()
            value |= UInt64(byte & 127) << shift
            shift += 7
        }
    }
}
