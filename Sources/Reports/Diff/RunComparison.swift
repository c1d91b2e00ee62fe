public import Language
import TCP

/// Two runs of the same thing, compared.
public struct RunComparison {
    /// A connection of both runs, or of one, and what differs.
    public struct Pair {
        var first: ComparedConnection?
        var second: ComparedConnection?
        var differences: [(difference: RunDifference, request: String)] = []
    }

    /// An exchange that has no partner on its own connection.
    private struct Single {
        var pair: Int
        var exchange: ComparedExchange
    }

    public private(set) var pairs: [Pair] = []
    public private(set) var counts = DiffCounts()
    private let comparesTimes: Bool
    /// Times differ where one is twice the other or more, and so much longer, in nanoseconds.
    private static let leastTime: Int64 = 100_000_000

    /// - Parameter comparesTimes: whether what took much longer differs.
    public init(_ first: RunFacts, _ second: RunFacts, comparesTimes: Bool) {
        self.comparesTimes = comparesTimes
        counts.leftOut = first.leftOut + second.leftOut
        counts.fieldsLeftOut = first.fieldsLeftOut + second.fieldsLeftOut
        var singles: (first: [Single], second: [Single]) = ([], [])
        for (i, j) in RunMatching(first.connections, second.connections).pairs {
            var pair = Pair(first: i.map { first.connections[$0] }, second: j.map { second.connections[$0] })
            let (mine, others) = compare(&pair)
            singles.first += mine.map { Single(pair: pairs.count, exchange: $0) }
            singles.second += others.map { Single(pair: pairs.count, exchange: $0) }
            pairs.append(pair)
        }
        compare(singles.first, singles.second)
        for pair in pairs {
            counts.differences += pair.differences.count
            if pair.first == nil {
                counts.onlyInSecond += 1
            } else if pair.second == nil {
                counts.onlyInFirst += 1
            } else {
                counts.pairs += 1
                if pair.differences.isEmpty { counts.same += 1 }
            }
        }
    }

    /// - Returns: exchanges of either that the other does not have on this connection.
    private func compare(_ pair: inout Pair) -> (first: [ComparedExchange], second: [ComparedExchange]) {
        guard let first = pair.first, let second = pair.second else {
            pair.add(.connection(isInFirst: pair.first != nil))
            return (pair.first?.exchanges ?? [], pair.second?.exchanges ?? [])
        }
        if first.handshake != second.handshake { pair.add(.handshake(first.handshake, second.handshake)) }
        if first.close != second.close { pair.add(.close(first.close, second.close)) }
        if first.failedChecks != second.failedChecks { pair.add(.failedChecks(first.failedChecks, second.failedChecks)) }
        compareFindings(first, second, &pair)
        addTime(.connect, first.connect, second.connect) { pair.add($0) }
        return compareExchanges(first, second, &pair)
    }

    /// What is left: a client may use another connection for it in each run. Exchanges with the same method and URL belong together in their order, else those
    /// with the same method and target, where servers have other names.
    private mutating func compare(_ first: [Single], _ second: [Single]) {
        let (first, second) = (Self.ordered(first), Self.ordered(second))
        var partners: [Int?] = Array(repeating: nil, count: first.count)
        var isTaken = Array(repeating: false, count: second.count)
        for withHost in [true, false] {
            func key(_ exchange: ComparedExchange) -> String { exchange.request + (withHost ? "\n" + exchange.host : "") }
            var waiting: [String: [Int]] = [:]
            for i in second.indices.reversed() where !isTaken[i] && !second[i].exchange.request.isEmpty {
                waiting[key(second[i].exchange), default: []].append(i)
            }
            for i in first.indices where partners[i] == nil {
                guard let partner = waiting[key(first[i].exchange)]?.popLast() else { continue }
                partners[i] = partner
                isTaken[partner] = true
            }
        }
        for (single, partner) in zip(first, partners) {
            if let partner {
                let other = second[partner]
                compare(
                    single.exchange, other.exchange, (pairs[single.pair].first, pairs[other.pair].second), &pairs[single.pair])
            } else if pairs[single.pair].second != nil {
                pairs[single.pair].add(.exchange(isInFirst: true), single.exchange, nil)
            }
        }
        for (single, isTaken) in zip(second, isTaken) where !isTaken && pairs[single.pair].first != nil {
            pairs[single.pair].add(.exchange(isInFirst: false), nil, single.exchange)
        }
    }

    private static func ordered(_ singles: [Single]) -> [Single] {
        singles.sorted { ($0.exchange.firstFrame, $0.exchange.number) < ($1.exchange.firstFrame, $1.exchange.number) }
    }

    private func compareFindings(_ first: ComparedConnection, _ second: ComparedConnection, _ pair: inout Pair) {
        var rest = second.findings
        for finding in first.findings {
            if let same = rest.firstIndex(where: { $0.name == finding.name }) {
                rest.remove(at: same)
            } else {
                pair.add(.finding(name: finding.name, finding.severity, isInFirst: true))
            }
        }
        for finding in rest { pair.add(.finding(name: finding.name, finding.severity, isInFirst: false)) }
    }

    /// Exchanges with the same method and target belong together, in their order.
    private func compareExchanges(_ first: ComparedConnection, _ second: ComparedConnection, _ pair: inout Pair)
        -> (first: [ComparedExchange], second: [ComparedExchange])
    {
        var singles: [ComparedExchange] = []
        var waiting: [String: [Int]] = [:]
        for i in second.exchanges.indices.reversed() { waiting[second.exchanges[i].request, default: []].append(i) }
        var isTaken = Array(repeating: false, count: second.exchanges.count)
        for exchange in first.exchanges {
            guard let partner = waiting[exchange.request]?.popLast() else {
                singles.append(exchange)
                continue
            }
            isTaken[partner] = true
            compare(exchange, second.exchanges[partner], (first, second), &pair)
        }
        return (singles, second.exchanges.indices.filter { !isTaken[$0] }.map { second.exchanges[$0] })
    }

    /// - Parameter connections: those that the two are on, which may be others than those of the pair.
    private func compare(
        _ a: ComparedExchange, _ b: ComparedExchange, _ connections: (ComparedConnection?, ComparedConnection?),
        _ pair: inout Pair
    ) {
        func add(_ kind: RunDifference.Kind) { pair.add(kind, a, b, connections) }
        if a.status != b.status { add(.status(a.status, b.status)) }
        if a.requestBytes != b.requestBytes { add(.content(ofRequest: true, a.requestBytes, b.requestBytes)) }
        if a.responseBytes != b.responseBytes, a.status != nil, b.status != nil {
            add(.content(ofRequest: false, a.responseBytes, b.responseBytes))
        }
        if a.requestIsWhole != b.requestIsWhole { add(.complete(ofRequest: true, a.requestIsWhole, b.requestIsWhole)) }
        if a.responseIsWhole != b.responseIsWhole { add(.complete(ofRequest: false, a.responseIsWhole, b.responseIsWhole)) }
        if a.requestBytes == b.requestBytes, a.requestIsWhole, b.requestIsWhole, a.requestDigest != b.requestDigest {
            add(.otherBytes(ofRequest: true, a.requestBytes))
        }
        if a.responseBytes == b.responseBytes, a.responseIsWhole, b.responseIsWhole, a.responseDigest != b.responseDigest {
            add(.otherBytes(ofRequest: false, a.responseBytes))
        }
        for (ofRequest, mine, other) in [(true, a.requestFields, b.requestFields), (false, a.responseFields, b.responseFields)] {
            guard let mine, let other else { continue }
            let hasOtherSize = ofRequest ? a.requestBytes != b.requestBytes : a.responseBytes != b.responseBytes
            // The size is told already.
            for name in mine.differences(to: other) where name != "content-length" || !hasOtherSize {
                add(.field(ofRequest: ofRequest, name: name, mine.values[name]?.shown, other.values[name]?.shown))
            }
        }
        addTime(.wait, a.wait, b.wait, add)
        addTime(.response, a.response, b.response, add)
    }

    private func addTime(_ phase: RunDifference.Phase, _ a: Int64?, _ b: Int64?, _ add: (RunDifference.Kind) -> Void) {
        guard comparesTimes, let a, let b else { return }
        let (less, more) = (min(a, b), max(a, b))
        if more - less >= Self.leastTime, more / 2 >= less { add(.time(phase, a, b)) }
    }
}

extension RunComparison.Pair {
    mutating func add(_ kind: RunDifference.Kind) {
        let places = [first, second].map { $0.map { RunDifference.Place(connection: $0.number, frame: $0.firstFrame) } }
        differences.append((RunDifference(kind, first: places[0], second: places[1]), ""))
    }

    mutating func add(
        _ kind: RunDifference.Kind, _ a: ComparedExchange?, _ b: ComparedExchange?,
        _ connections: (ComparedConnection?, ComparedConnection?)? = nil
    ) {
        func place(_ connection: ComparedConnection?, _ exchange: ComparedExchange?) -> RunDifference.Place? {
            guard let connection, let exchange else { return nil }
            return RunDifference.Place(connection: connection.number, exchange: exchange.number, frame: exchange.firstFrame)
        }
        let (mine, other) = connections ?? (first, second)
        let request = a?.request ?? b?.request ?? ""
        differences.append((RunDifference(kind, first: place(mine, a), second: place(other, b)), request))
    }
}
