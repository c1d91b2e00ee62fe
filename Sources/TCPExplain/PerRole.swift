/// A value for each end of a connection.
public struct PerRole<Value: Sendable & Hashable>: Sendable, Hashable {
    /// That of the client.
    public var client: Value
    /// That of the server.
    public var server: Value

    /// That of one end.
    public subscript(role: Role) -> Value { role == .client ? client : server }
}
