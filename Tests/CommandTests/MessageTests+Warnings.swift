import Analysis
import Language

/// What is said of bounds that were hit.
extension MessageTests {
    static func warnings(_ book: English) -> [(Text, String)] {
        let warnings: [(Warning, String)] = [
            (
                .fragmentsDropped(2),
                "2 fragmented IP datagrams were let go before they were whole, because too many were unfinished at once"
            ),
            (
                .fragmentsOverlapped(1),
                "1 IP datagram came in fragments that overlap: the bytes that came first were kept, and a receiver may have done otherwise"
            ),
            (.connectionLimit(1), "1 quiet connection was let go to make room for others"),
            (
                .fragmentsOverlapped(2),
                "2 IP datagrams came in fragments that overlap: the bytes that came first were kept, and a receiver may have done otherwise"
            ),
            (
                .closedConnectionLimit(2),
                "2 closed connections not held for 4 minutes, since too many were closed: what came for them later counts as a new "
                    + "connection"
            ),
            (.connectionLimit(2), "2 quiet connections were let go to make room for others"),
            (.bound(connection: 1, .searchedBytes), "connection 1: \(book.sentence(for: ConnectionBound.searchedBytes).string)"),
            (
                .boundTotal(.interimResponses, connections: 30),
                "30 connections, of which the first ones are named: more interim responses came to a request than are kept, so the last "
                    + "ones are not shown"
            ),
            (
                .memoryLimit(connection: 3, bytes: 2048),
                "connection 3: the memory budget was reached, so 2048 bytes held of it were given up: requests that waited, what came early "
                    + "behind a hole, content being decoded"
            ),
            (
                .memoryLimitTotal(connections: 2, budget: 65_536),
                "the memory budget (64 KiB (65536 bytes), --max-memory) was reached: what was held of a connection was given up 2 times, oldest "
                    + "first"
            ),
            (.waitingExchangeLimit(2), "2 exchanges were left out, because too many waited for the end of their connection"),
            (.decodingLimit(2), "2 messages were not decoded, because too many were being decoded at the same time"),
            (
                .leftOpen(1),
                "1 connection that was still open is not shown, since Ctrl-C ends a run within 100 ms; SIGTERM waits for them"
            ),
            (
                .leftOpen(2),
                "2 connections that were still open are not shown, since Ctrl-C ends a run within 100 ms; SIGTERM waits for them"
            ),
        ]
        return warnings.map { (book.sentence(for: $0.0), $0.1) }
    }
}
