import Language
import TCP
import Wire

/// What happened on a path, for people: totals and a ladder for each connection.
public struct EndsText {
    /// So many packets of a direction make "all of them".
    private static let leastRows = 3
    /// Rows of a connection that are shown.
    private static let mostRows = 300
    /// Rows of packets that only one end has, of which nothing is proven, and rows of frames captured twice: further ones are counted.
    private static let mostAlone = 6

    private let style: Style
    private let output: OutputBuffer

    public init(_ output: OutputBuffer, style: Style) {
        self.output = output
        self.style = style
    }

    public func write(_ comparison: EndsComparison, files: (first: String, second: String)) {
        let book = style.phrasebook
        for (letter, file, isFirst) in [("A", files.first, true), ("B", files.second, false)] {
            let place = book.place(isFirst: isFirst, comparison.summary)
            line("\(letter)  " + style.plain("\(book.secrets.shown(file))  \(place)"))
        }
        if let clock = comparison.summary.clock { sentence(book.clock(clock.ahead, oneWay: clock.oneWay), indent: 0) }
        for text in book.motion(comparison.summary.motion) { sentence(text, indent: 0) }
        line("")
        let clientIsFirst = comparison.summary.clientIsFirst ?? true
        for pair in comparison.pairs { write(pair, clientIsFirst, comparison.course) }
        for (letter, connections) in [("A", comparison.onlyInFirst), ("B", comparison.onlyInSecond)] {
            for connection in connections {
                line(style.paint("\(letter) [\(connection.number)] \(ends(connection))", .strong))
                let isFirst = letter == "A"
                let outside = isFirst ? comparison.outside.first : comparison.outside.second
                sentence(
                    outside.contains(connection.number)
                        ? book.beyondOther(isInFirst: isFirst)
                        : book.sentence(for: RunDifference(.connection(isInFirst: isFirst), first: nil, second: nil)), indent: 4)
                line("")
            }
        }
        sentence(book.summary(comparison.summary), indent: 0)
        output.flush()
    }

    private func ends(_ connection: EndConnection) -> String {
        "\(name(connection.client)) \(style.right) \(name(connection.server))"
    }

    private func write(_ pair: EndsComparison.Pair, _ clientIsFirst: Bool, _ course: ClockCourse?) {
        let book = style.phrasebook
        line(
            style.paint(
                "A [\(pair.first.number)] \(ends(pair.first))   B [\(pair.second.number)] \(ends(pair.second))", .strong))
        for (role, a, b) in [
            (Role.client, pair.first.client, pair.second.client), (.server, pair.first.server, pair.second.server),
        ]
        where a != b {
            sentence(book.translated(role, first: Text(code: name(a)), second: Text(code: name(b))), indent: 4)
        }
        for (role, shift) in [(Role.client, pair.maps.client.shift), (.server, pair.maps.server.shift)] where shift != 0 {
            sentence(book.shifted(role, by: shift), indent: 4)
        }
        sentence(book.totals(pair.toServer, to: .server), indent: 4)
        sentence(book.totals(pair.toClient, to: .client), indent: 4)
        var pair = pair
        for sender in [Role.client, .server] {
            for change in changesOfAll(pair, from: sender) {
                sentence(book.inAllPackets(change, to: sender.peer), indent: 4)
                for i in pair.rows.indices where pair.rows[i].sender == sender {
                    pair.rows[i].kinds.removeAll {
                        Self.change($0).map { $0 == change || change == .windows && $0.isOfWindow } ?? false
                    }
                }
            }
        }
        writeLadder(pair, clientIsFirst, PathClock(pair, course))
        line("")
    }

    private static func change(_ kind: PathEvent.Kind) -> PathEvent.Change? {
        if case .changed(let change) = kind { change } else { nil }
    }

    /// What the path does to each packet of a direction is said once.
    private func changesOfAll(_ pair: EndsComparison.Pair, from sender: Role) -> [PathEvent.Change] {
        let rows = pair.rows.filter { $0.sender == sender && $0.first != nil && $0.second != nil }
        guard rows.count >= Self.leastRows, let first = rows.first else { return [] }
        var counts: [PathEvent.Change: Int] = [:]
        for row in rows {
            for change in Set(row.kinds.compactMap(Self.change)) { counts[change, default: 0] += 1 }
        }
        var changes = first.kinds.compactMap(Self.change).filter { counts[$0] == rows.count }
        let areOfWindows = rows.allSatisfy { $0.kinds.compactMap(Self.change).contains(where: \.isOfWindow) }
        if areOfWindows, !changes.contains(where: \.isOfWindow) { changes.append(.windows) }
        return changes
    }

    private func writeLadder(_ pair: EndsComparison.Pair, _ clientIsFirst: Bool, _ clock: PathClock?) {
        let lanes = PathLanes(style, clock)
        line(style.paint(lanes.header(clientIsFirst: clientIsFirst), .dim))
        var run = PathRun()
        var shown = 0
        var alone = 0
        var copies = 0
        func endRun() {
            guard !run.isEmpty else { return }
            for part in lanes.lines(of: run) { line(part) }
            run = PathRun()
        }
        for row in pair.rows {
            if row.isAlone { alone += 1 }
            if row.isCopy { copies += 1 }
            guard shown < Self.mostRows, alone <= Self.mostAlone || !row.isAlone, copies <= Self.mostAlone || !row.isCopy,
                row.isNotable
            else {
                run.add(row, took: clock?.took(row, clientIsFirst: clientIsFirst))
                continue
            }
            endRun()
            shown += 1
            for part in lanes.lines(of: row, clientIsFirst: clientIsFirst) { line(part) }
        }
        endRun()
    }

    private func sentence(_ text: Text, indent: Int) {
        for (i, part) in style.wrapped(text, to: style.width - indent - 2).enumerated() {
            line(String(repeating: " ", count: i == 0 ? indent : indent + 2) + part)
        }
    }

    private func line(_ text: String) {
        output.append(text)
        output.endLine()
    }
}

extension EndsComparison.Row {
    /// Worth a row of its own: something happened to it, or it opens or closes the connection.
    fileprivate var isNotable: Bool {
        kinds.count > 1 || !kinds.isEmpty && !isResegmented || !packet.flags.isDisjoint(with: [.syn, .fin, .rst])
    }
}

extension PathEvent.Change {
    fileprivate var isOfWindow: Bool { if case .window = self { true } else { false } }
}

extension PathRun {
    fileprivate mutating func add(_ row: EndsComparison.Row, took: Int64?) {
        switch row.kinds.first {
        case .resegmented?: resegmented += 1
        case .seenOnce?, .notCaptured?, .outside?:
            if row.second == nil { onlyInFirst += 1 } else { onlyInSecond += 1 }
        case .capturedTwice?: capturedTwice += 1
        default:
            asSent += 1
            guard let took else { return }
            self.took = self.took.map { min($0.lowerBound, took)...max($0.upperBound, took) } ?? took...took
        }
    }
}
