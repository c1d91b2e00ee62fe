/// An object that somebody else keeps, lent without counting the reference: for what is asked of it with each segment.
///
/// Whoever makes one sees to it that the object lives as long as this is used.
@safe @usableFromInline struct Unretained<Object: AnyObject> {
    @usableFromInline let reference: Unmanaged<Object>

    init(_ object: Object) { unsafe reference = .passUnretained(object) }

    /// The object of a member, which stays what it is while this is used; nil if there is none.
    @inline(__always)
    init?(in member: inout Object?) {
        let reference = unsafe withUnsafePointer(to: &member) { unsafe UnsafeRawPointer($0).load(as: Unmanaged<Object>?.self) }
        guard let reference = unsafe reference else { return nil }
        unsafe self.reference = reference
    }

    @inlinable @inline(__always)
    func lend<Result>(_ body: (Object) -> Result) -> Result { unsafe reference._withUnsafeGuaranteedRef(body) }

    /// Has its first bytes fetched into the cache.
    @inline(__always)
    func prefetch(bytes: Int) { unsafe Prefetch.memory(reference.toOpaque(), bytes) }
}
