/// One of the two ends of a connection: the sender of a stream.
public enum StreamEnd: Sendable {
    case client, server

    public var peer: StreamEnd { self == .client ? .server : .client }
}
