import TCP

/// What is needed when bytes come, fetched into the cache before.
extension HTTP1Connection {
    /// Nearly all of it is read or changed with a message.
    static var fetchedBytes: Int { 512 }
    private static var fetchedOfDirection: Int { 448 }

    func prefetch(_ role: Role) { Prefetch.object(role == .client ? client : server, bytes: Self.fetchedOfDirection) }
}
