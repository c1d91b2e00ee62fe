/// What a `Tracker` asks and reports.
public protocol TrackerDelegate: AnyObject {
    /// What reads the bytes of a connection, whose first payload has come or of which something else is to be noted.
    func makeApplication(for connection: borrowing Connection) -> any ApplicationLayer
    /// A connection is to be reported: it has ended, or stood still for long enough after its close.
    func report(_ connection: inout Connection, _ ending: ConnectionTable.Ending)
    /// Too much came early behind a hole of a connection.
    func reassemblyLimit(_ connection: borrowing Connection)
}
