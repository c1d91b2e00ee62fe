/// Which connections are shown.
public struct Selection: Sendable {
    /// Only those with these numbers; all if empty.
    public var connections: Set<Int> = []

    public init(connections: Set<Int> = []) { self.connections = connections }

    func includes(_ connection: Int) -> Bool { connections.isEmpty || connections.contains(connection) }
}
