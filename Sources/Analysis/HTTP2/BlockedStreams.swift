import TCP

/// The streams of one direction whose windows let nothing more be sent: a heap, on top of which is the one that a larger initial window opens
/// first. A change of the initial window (RFC 9113 §6.9.2) touches those alone that it opens, however many are open.
struct BlockedStreams {
    private let sender: Role
    private var heap: [HTTP2Stream] = []

    init(of sender: Role) { self.sender = sender }

    /// The one whose window is the largest.
    var first: HTTP2Stream? { heap.first }

    mutating func insert(_ stream: HTTP2Stream) {
        guard stream[sender].blockedPlace == nil else { return }
        heap.append(stream)
        stream[sender].blockedPlace = heap.count - 1
        rise(from: heap.count - 1)
    }

    mutating func remove(_ stream: HTTP2Stream) {
        guard let place = stream[sender].blockedPlace, heap.indices.contains(place) else { return }
        swap(place, heap.count - 1)
        heap.removeLast()
        stream[sender].blockedPlace = nil
        if place < heap.count { settle(place) }
    }

    /// The window of a stream has changed.
    mutating func update(_ stream: HTTP2Stream) {
        if let place = stream[sender].blockedPlace, heap.indices.contains(place) { settle(place) }
    }

    private mutating func settle(_ place: Int) {
        rise(from: place)
        sink(from: place)
    }

    private mutating func rise(from start: Int) {
        var place = start
        while place > 0, isBefore(place, (place - 1) / 2) {
            swap(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func sink(from start: Int) {
        var place = start
        while true {
            var next = place
            for child in [2 * place + 1, 2 * place + 2] where child < heap.count && isBefore(child, next) { next = child }
            if next == place { return }
            swap(place, next)
            place = next
        }
    }

    private func isBefore(_ a: Int, _ b: Int) -> Bool { heap[a][sender].credit > heap[b][sender].credit }

    private mutating func swap(_ a: Int, _ b: Int) {
        heap.swapAt(a, b)
        heap[a][sender].blockedPlace = a
        heap[b][sender].blockedPlace = b
    }
}
