import Applications
import TCP
import Wire

/// Who is the client, decided on a connection's first packet.
enum Roles {
    /// Whether the sender of the first segment is the client, and whether a SYN told so.
    static func decide(
        _ segment: borrowing Segment, from source: UInt16, to destination: UInt16, _ payload: Span<UInt8>
    ) -> (senderIsClient: Bool, isObserved: Bool) {
        if segment.isSYN { return (!segment.hasACK, true) }
        // Who sends an HTTP request or receives a response is the client.
        if segment.payloadLength > 0 {
            if StartLine.looksLikeRequest(payload, from: 0) { return (true, false) }
            if StartLine.looksLikeResponse(payload, from: 0) { return (false, false) }
            if let isRequest = HTTP2FrameSearch.beginsRequest(payload) { return (isRequest, false) }
        }
        // The one whose peer has the well-known port or, both or neither below 1024, the lower one.
        if (source < 1024) != (destination < 1024) { return (destination < 1024, false) }
        return (destination <= source, false)
    }
}
