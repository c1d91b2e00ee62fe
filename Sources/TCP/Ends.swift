/// A value for each end of a connection, in memory of its own, where each is read and changed in place.
///
/// A getter that chooses between two members copies the whole of one, and so does a getter of another module.
@safe public struct Ends<Value>: ~Copyable {
    @usableFromInline let values: UnsafeMutablePointer<Value>

    init(_ client: consuming Value, _ server: consuming Value) {
        unsafe values = .allocate(capacity: 2)
        unsafe values.initialize(to: client)
        unsafe (values + 1).initialize(to: server)
    }

    deinit {
        // One by one: what destroys an array does not know its elements.
        unsafe values.deinitialize(count: 1)
        unsafe (values + 1).deinitialize(count: 1)
        unsafe values.deallocate()
    }

    @inlinable
    public subscript(role: Role) -> Value {
        @inline(__always)
        unsafeAddress { unsafe UnsafePointer(values + Int(role.rawValue)) }
        @inline(__always)
        nonmutating unsafeMutableAddress { unsafe values + Int(role.rawValue) }
    }
}
