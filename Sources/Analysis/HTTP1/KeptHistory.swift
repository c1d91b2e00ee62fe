/// What protocols were found on a connection besides HTTP/1, where it is changed in place.
final class KeptHistory {
    var value = ProtocolHistory()
}

extension HTTP1Connection {
    /// Which protocols were found.
    var history: ProtocolHistory {
        var all = otherHistory?.value ?? ProtocolHistory()
        all.isHTTP = isHTTP
        return all
    }

    /// The history, but for HTTP/1, to be changed.
    var keptHistory: KeptHistory {
        if let otherHistory { return otherHistory }
        let new = KeptHistory()
        otherHistory = new
        return new
    }
}
