import TCP
import Wire

/// Which connection of one run is which of the other: by server and first request, then by server, then where servers have other addresses, by port;
/// each time in the order of the runs.
struct RunMatching {
    /// Positions in the two runs; nil where one has no such connection.
    private(set) var pairs: [(first: Int?, second: Int?)] = []

    private struct Key: Hashable {
        var address: IPAddress?
        var port: UInt16
        var beginning: String?
    }

    init(_ first: [ComparedConnection], _ second: [ComparedConnection]) {
        var partners: [Int?] = Array(repeating: nil, count: first.count)
        var isTaken = Array(repeating: false, count: second.count)
        let keys: [(ComparedConnection) -> Key] = [
            { Key(address: $0.server.address, port: $0.server.port, beginning: $0.beginning) },
            { Key(port: $0.server.port, beginning: $0.beginning) },
            { Key(address: $0.server.address, port: $0.server.port) },
            { Key(port: $0.server.port) },
        ]
        for key in keys {
            // What is left of the second run, by key, the first at the end.
            var waiting: [Key: [Int]] = [:]
            for i in second.indices.reversed() where !isTaken[i] { waiting[key(second[i]), default: []].append(i) }
            for i in first.indices where partners[i] == nil {
                guard let partner = waiting[key(first[i])]?.popLast() else { continue }
                partners[i] = partner
                isTaken[partner] = true
            }
        }
        for (i, partner) in partners.enumerated() { pairs.append((i, partner)) }
        for i in second.indices where !isTaken[i] { pairs.append((nil, i)) }
    }
}
