internal import TCP

/// One end of a connection.
public enum Role: String, Sendable, Hashable, CaseIterable {
    /// The end that opened the connection, or is taken for it; see ``Connection/rolesAreObserved``.
    case client
    /// The other end.
    case server

    init(_ role: TCP.Role) { self = role == .client ? .client : .server }
}
