import CShims

/// What is kept of both ends of a connection, in one piece of memory where it is read and changed in place.
///
/// A getter that chooses between two members copies the whole of one, and so does a getter of another module. Each value begins with a line
/// of the cache, so that a segment needs no more lines than what it reads and changes takes.
@safe @usableFromInline struct Ends: ~Copyable {
    @usableFromInline let values: UnsafeMutableRawPointer
    let pool: EndsPool

    @inlinable static var line: Int { 64 }
    /// From the client's value to the server's, in bytes.
    @inlinable static var peerSize: Int { (MemoryLayout<Peer>.size + line - 1) & ~(line - 1) }
    @inlinable static var flowSize: Int { (MemoryLayout<Flow>.size + line - 1) & ~(line - 1) }
    /// Where the flows begin.
    @inlinable static var flows: Int { 2 * peerSize }
    /// What all of it takes.
    static var size: Int { 2 * (peerSize + flowSize) }

    init(_ clientFlow: consuming Flow, _ serverFlow: consuming Flow, in pool: EndsPool) {
        self.pool = pool
        unsafe values = pool.take()
        unsafe peer(.client).initialize(to: Peer())
        unsafe peer(.server).initialize(to: Peer())
        unsafe flow(.client).initialize(to: clientFlow)
        unsafe flow(.server).initialize(to: serverFlow)
    }

    deinit {
        // One by one: what destroys an array does not know its elements.
        unsafe flow(.client).deinitialize(count: 1)
        unsafe flow(.server).deinitialize(count: 1)
        unsafe peer(.client).deinitialize(count: 1)
        unsafe peer(.server).deinitialize(count: 1)
        unsafe pool.giveBack(values)
    }

    /// Has what most segments need of both ends fetched into the cache.
    @inline(__always)
    func prefetch() {
        unsafe tcpexplain_prefetch(peer(.client), 4 * Self.line)
        unsafe tcpexplain_prefetch(peer(.server), 4 * Self.line)
        unsafe tcpexplain_prefetch(flow(.client), 2 * Self.line)
        unsafe tcpexplain_prefetch(flow(.server), 2 * Self.line)
    }

    /// Has the rest fetched.
    @inline(__always)
    func prefetchRest() {
        unsafe tcpexplain_prefetch(UnsafeRawPointer(peer(.client)) + 4 * Self.line, Self.peerSize - 4 * Self.line)
        unsafe tcpexplain_prefetch(UnsafeRawPointer(peer(.server)) + 4 * Self.line, Self.peerSize - 4 * Self.line)
        unsafe tcpexplain_prefetch(UnsafeRawPointer(flow(.client)) + 2 * Self.line, Self.flowSize - 2 * Self.line)
        unsafe tcpexplain_prefetch(UnsafeRawPointer(flow(.server)) + 2 * Self.line, Self.flowSize - 2 * Self.line)
    }

    /// What one end said.
    @inlinable @inline(__always)
    func peer(_ role: Role) -> UnsafeMutablePointer<Peer> {
        let offset = Int(role.rawValue) &* Self.peerSize
        return unsafe (values + offset).assumingMemoryBound(to: Peer.self)
    }

    /// The bytes and figures of what one end sent.
    @inlinable @inline(__always)
    func flow(_ role: Role) -> UnsafeMutablePointer<Flow> {
        let offset = Int(role.rawValue) &* Self.flowSize
        return unsafe (values + Self.flows + offset).assumingMemoryBound(to: Flow.self)
    }
}
