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

    public private(set) var pairs: [Pair] = []
    public private(set) var counts = DiffCounts()
    private let comparesTimes: Bool
    /// Times differ where one is twice the other or more, and so much longer, in nanoseconds.
    private static let leastTime: Int64 = 100_000_000

    /// - Parameter comparesTimes: whether what took much longer differs.
    public init(_ first: RunFacts, _ second: RunFacts, comparesTimes: Bool) {
        self.comparesTimes = comparesTimes
        counts.leftOut = first.leftOut + second.leftOut
        for (i, j) in RunMatching(first.connections, second.connections).pairs {
            var pair = Pair(first: i.map { first.connections[$0] }, second: j.map { second.connections[$0] })
            compare(&pair)
            counts.differences += pair.differences.count
            if pair.first == nil {
                counts.onlyInSecond += 1
            } else if pair.second == nil {
                counts.onlyInFirst += 1
            } else {
                counts.pairs += 1
                if pair.differences.isEmpty { counts.same += 1 }
            }
            pairs.append(pair)
        }
    }

    private func compare(_ pair: inout Pair) {
        guard let first = pair.first, let second = pair.second else {
            pair.add(.connection(isInFirst: pair.first != nil))
            return
        }
        if first.handshake != second.handshake { pair.add(.handshake(first.handshake, second.handshake)) }
        if first.close != second.close { pair.add(.close(first.close, second.close)) }
        if first.failedChecks != second.failedChecks { pair.add(.failedChecks(first.failedChecks, second.failedChecks)) }
        compareFindings(first, second, &pair)
        addTime(.connect, first.connect, second.connect) { pair.add($0) }
        compareExchanges(first, second, &pair)
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
    private func compareExchanges(_ first: ComparedConnection, _ second: ComparedConnection, _ pair: inout Pair) {
        var waiting: [String: [Int]] = [:]
        for i in second.exchanges.indices.reversed() { waiting[second.exchanges[i].request, default: []].append(i) }
        var isTaken = Array(repeating: false, count: second.exchanges.count)
        for exchange in first.exchanges {
            guard let partner = waiting[exchange.request]?.popLast() else {
                pair.add(.exchange(isInFirst: true), exchange, nil)
                continue
            }
            isTaken[partner] = true
            compare(exchange, second.exchanges[partner], &pair)
        }
        for i in second.exchanges.indices where !isTaken[i] { pair.add(.exchange(isInFirst: false), nil, second.exchanges[i]) }
    }

    private func compare(_ a: ComparedExchange, _ b: ComparedExchange, _ pair: inout Pair) {
        if a.status != b.status { pair.add(.status(a.status, b.status), a, b) }
        if a.requestBytes != b.requestBytes { pair.add(.content(ofRequest: true, a.requestBytes, b.requestBytes), a, b) }
        if a.responseBytes != b.responseBytes, a.status != nil, b.status != nil {
            pair.add(.content(ofRequest: false, a.responseBytes, b.responseBytes), a, b)
        }
        if a.requestIsWhole != b.requestIsWhole {
            pair.add(.complete(ofRequest: true, a.requestIsWhole, b.requestIsWhole), a, b)
        }
        if a.responseIsWhole != b.responseIsWhole {
            pair.add(.complete(ofRequest: false, a.responseIsWhole, b.responseIsWhole), a, b)
        }
        addTime(.wait, a.wait, b.wait) { pair.add($0, a, b) }
        addTime(.response, a.response, b.response) { pair.add($0, a, b) }
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

    mutating func add(_ kind: RunDifference.Kind, _ a: ComparedExchange?, _ b: ComparedExchange?) {
        func place(_ connection: ComparedConnection?, _ exchange: ComparedExchange?) -> RunDifference.Place? {
            guard let connection, let exchange else { return nil }
            return RunDifference.Place(connection: connection.number, exchange: exchange.number, frame: exchange.firstFrame)
        }
        let request = a?.request ?? b?.request ?? ""
        differences.append((RunDifference(kind, first: place(first, a), second: place(second, b)), request))
    }
}
