import TCP
import Wire

/// What the screen of a live capture says of a connection that is open.
struct OpenRow {
    var number: Int
    var client: Endpoint
    var server: Endpoint
    var states: (client: PeerState?, server: PeerState?)
    var clientBytes = 0
    var serverBytes = 0
    /// Bytes when the screen was drawn last.
    var drawnBytes = 0
    var packets = 0
    var last: Timestamp
    /// Bytes a second since then.
    var rate = 0
}
