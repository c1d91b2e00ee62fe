/// One end of a connection.
public enum Role: UInt8, Sendable {
    case client, server

    public var peer: Role { self == .client ? .server : .client }
}
