/// Requests that came when too many waited for their response already. Responses come in the order of the requests (RFC 9112 §9.3.2), so that it is
/// enough to count them: those that waited before get theirs, and when these have had theirs, too, pairing goes on.
struct UnpairedRequests {
    /// Those whose response has not come.
    var count = 0
    /// The bound that was hit.
    var bound = ConnectionBound.waitingRequests
    /// One of them had a method whose response may have no content in spite of its head.
    var mayHaveNoContent = false
    /// The one that is being read, and the response to one of them.
    var request: Exchange?
    var response: Exchange?
}
