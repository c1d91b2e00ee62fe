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
    private let lines: DiffLines

    public init(_ output: OutputBuffer, style: Style) {
        self.style = style
        lines = DiffLines(output: output, style: style)
    }

    public func write(_ comparison: EndsComparison, files: (first: String, second: String)) {
        let book = style.phrasebook
        for (letter, file, isFirst) in [("A", files.first, true), ("B", files.second, false)] {
            lines.file(letter, file, book.place(isFirst: isFirst, comparison.summary))
        }
        if let clock = comparison.summary.clock { lines.sentence(book.clock(clock.ahead, oneWay: clock.oneWay), indent: 0) }
        for text in book.motion(comparison.summary.motion) { lines.sentence(text, indent: 0) }
        lines.line("")
        let clientIsFirst = comparison.summary.clientIsFirst ?? true
        for pair in comparison.pairs { write(pair, clientIsFirst, comparison.course) }
        for (letter, connections) in [("A", comparison.onlyInFirst), ("B", comparison.onlyInSecond)] {
            for connection in connections {
                lines.heads(["\(letter) [\(connection.number)] \(ends(connection))"])
                let isFirst = letter == "A"
                let outside = isFirst ? comparison.outside.first : comparison.outside.second
                lines.sentence(
                    outside.contains(connection.number)
                        ? book.beyondOther(isInFirst: isFirst)
                        : book.sentence(for: RunDifference(.connection(isInFirst: isFirst), first: nil, second: nil)), indent: 4)
                lines.line("")
            }
        }
        lines.sentence(book.summary(comparison.summary), indent: 0)
        lines.output.flush()
    }

    private func ends(_ connection: EndConnection) -> String {
        "\(name(connection.client)) \(style.right) \(name(connection.server))"
    }

    private func write(_ pair: EndsComparison.Pair, _ clientIsFirst: Bool, _ course: ClockCourse?) {
        let book = style.phrasebook
        lines.heads(["A [\(pair.first.number)] \(ends(pair.first))", "B [\(pair.second.number)] \(ends(pair.second))"])
        for (role, a, b) in [
            (Role.client, pair.first.client, pair.second.client), (.server, pair.first.server, pair.second.server),
        ]
        where a != b {
            lines.sentence(book.translated(role, first: Text(code: name(a)), second: Text(code: name(b))), indent: 4)
        }
        for (role, shift) in [(Role.client, pair.maps.client.shift), (.server, pair.maps.server.shift)] where shift != 0 {
            lines.sentence(book.shifted(role, by: shift), indent: 4)
        }
        lines.sentence(book.totals(pair.toServer, to: .server), indent: 4)
        lines.sentence(book.totals(pair.toClient, to: .client), indent: 4)
        var pair = pair
        for sender in [Role.client, .server] {
            // The totals say it.
            if (sender == .client ? pair.toServer : pair.toClient).timeToLive != nil {
                pair.remove(from: sender) { if case .timeToLive = $0 { true } else { false } }
            }
            for change in changesOfAll(pair, from: sender) {
                lines.sentence(book.inAllPackets(change, to: sender.peer), indent: 4)
                pair.remove(from: sender) { $0 == change || $0.ofEach == change }
            }
        }
        writeLadder(pair, clientIsFirst, PathClock(pair, course))
        lines.line("")
    }

    /// What the path does to each packet of a direction is said once.
    private func changesOfAll(_ pair: EndsComparison.Pair, from sender: Role) -> [PathEvent.Change] {
        let rows = pair.rows.filter { $0.sender == sender && $0.first != nil && $0.second != nil }
        guard rows.count >= Self.leastRows, let first = rows.first else { return [] }
        var counts: [PathEvent.Change: Int] = [:]
        for row in rows {
            for change in Set(row.kinds.compactMap(\.change)) { counts[change, default: 0] += 1 }
        }
        var changes = first.kinds.compactMap(\.change).filter { counts[$0] == rows.count }
        for each in [PathEvent.Change.windows, .payloads] where !changes.contains(where: { $0.ofEach == each }) {
            if rows.allSatisfy({ $0.kinds.contains { $0.change?.ofEach == each } }) { changes.append(each) }
        }
        return changes
    }

    private func writeLadder(_ pair: EndsComparison.Pair, _ clientIsFirst: Bool, _ clock: PathClock?) {
        let lanes = PathLanes(style, clock)
        lines.line(style.paint(lanes.header(clientIsFirst: clientIsFirst), .dim))
        var run = PathRun()
        var shown = 0
        var alone = 0
        var copies = 0
        func endRun() {
            guard !run.isEmpty else { return }
            for part in lanes.lines(of: run) { lines.line(part) }
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
            for part in lanes.lines(of: row, clientIsFirst: clientIsFirst) { lines.line(part) }
        }
        endRun()
    }
}

extension EndsComparison.Row {
    /// Worth a row of its own: something happened to it, or it opens or closes the connection.
    fileprivate var isNotable: Bool {
        kinds.count > 1 || !kinds.isEmpty && !isResegmented || !packet.flags.isDisjoint(with: [.syn, .fin, .rst])
    }
}

extension EndsComparison.Pair {
    /// Takes away changes that were told.
    fileprivate mutating func remove(from sender: Role, where isTold: (PathEvent.Change) -> Bool) {
        for i in rows.indices where rows[i].sender == sender {
            rows[i].kinds.removeAll { $0.change.map(isTold) ?? false }
        }
    }
}

extension PathEvent.Kind {
    fileprivate var change: PathEvent.Change? { if case .changed(let change) = self { change } else { nil } }
}

extension PathEvent.Change {
    /// The same without its values, where those are others in each packet.
    fileprivate var ofEach: Self? {
        switch self {
        case .window: .windows
        case .payload, .payloadLength: .payloads
        default: nil
        }
    }
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
