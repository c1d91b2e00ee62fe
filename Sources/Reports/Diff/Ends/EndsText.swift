import Language
import TCP
import Wire

/// What happened on a path, for people: a ladder of three lanes for each connection, the client, the path, the server.
public struct EndsText {
    private static let arrow = 42
    private static let frameWidth = 7
    /// So many packets of a direction make "all of them".
    private static let leastRows = 3
    /// Rows of a connection that are shown.
    private static let mostRows = 300
    /// Rows of packets that only one end has, of which nothing is proven: further ones are counted.
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
        line("")
        let clientIsFirst = comparison.summary.clientIsFirst ?? true
        for pair in comparison.pairs { write(pair, clientIsFirst) }
        for (letter, connections) in [("A", comparison.onlyInFirst), ("B", comparison.onlyInSecond)] {
            for connection in connections {
                line(style.paint("\(letter) [\(connection.number)] \(ends(connection))", .strong))
                sentence(
                    book.sentence(for: RunDifference(.connection(isInFirst: letter == "A"), first: nil, second: nil)), indent: 4)
                line("")
            }
        }
        sentence(book.summary(comparison.summary), indent: 0)
        output.flush()
    }

    private func ends(_ connection: EndConnection) -> String {
        "\(name(connection.client)) \(style.right) \(name(connection.server))"
    }

    private func write(_ pair: EndsComparison.Pair, _ clientIsFirst: Bool) {
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
        for (role, shift) in [(Role.client, pair.shifts.client), (.server, pair.shifts.server)] where shift != 0 {
            sentence(book.shifted(role, by: shift), indent: 4)
        }
        sentence(book.totals(pair.toServer, to: .server), indent: 4)
        sentence(book.totals(pair.toClient, to: .client), indent: 4)
        var pair = pair
        for sender in [Role.client, .server] {
            for change in changesOfAll(pair, from: sender) {
                sentence(book.inAllPackets(change, to: sender.peer), indent: 4)
                for i in pair.rows.indices where pair.rows[i].sender == sender {
                    pair.rows[i].kinds.removeAll { Self.change($0) == change }
                }
            }
        }
        if pair.rows.contains(where: { !$0.kinds.isEmpty }) { writeLadder(pair, clientIsFirst) }
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
        return first.kinds.compactMap(Self.change).filter { counts[$0] == rows.count }
    }

    // MARK: - The ladder

    private func writeLadder(_ pair: EndsComparison.Pair, _ clientIsFirst: Bool) {
        let (left, right) = clientIsFirst ? ("A", "B") : ("B", "A")
        let words = style.cells.cells(of: style.words.client) + style.cells.cells(of: style.words.server)
        let gap = String(repeating: " ", count: max(1, Self.arrow - words))
        line(style.paint("\(pad(left)) \(style.words.client)\(gap)\(style.words.server) \(right)", .dim))
        var run = PathRun()
        var shown = 0
        var alone = 0
        func endRun() {
            guard !run.isEmpty else { return }
            let indent = Self.frameWidth + 3
            for (i, part) in style.wrapped(style.phrasebook.run(run), to: style.width - indent).enumerated() {
                line((i == 0 ? pad(style.ellipsis) + "   " : String(repeating: " ", count: indent)) + part)
            }
            run = PathRun()
        }
        for row in pair.rows {
            if case .seenOnce? = row.kinds.first { alone += 1 }
            guard shown < Self.mostRows, alone <= Self.mostAlone || !row.isAlone, row.isNotable else {
                run.add(row)
                continue
            }
            endRun()
            shown += 1
            write(row, clientIsFirst)
        }
        endRun()
    }

    private func write(_ row: EndsComparison.Row, _ clientIsFirst: Bool) {
        let client = clientIsFirst ? row.first : row.second
        let server = clientIsFirst ? row.second : row.first
        let left = client.map(String.init) ?? ""
        let right = server.map(String.init) ?? ""
        let text = pad(left) + " " + arrow(row, isAtClient: client != nil, isAtServer: server != nil) + " " + right
        let details = row.kinds.map { kind in
            style.plain(style.phrasebook.sentence(for: PathEvent(kind, from: row.sender, first: row.first, second: row.second)))
        }
        line(row.kinds.isEmpty ? text : text.trimmed)
        for detail in details {
            for (i, part) in style.wrapped(detail, to: style.width - Self.frameWidth - 5).enumerated() {
                line(String(repeating: " ", count: Self.frameWidth + (i == 0 ? 1 : 3)) + style.paint(part, .warning))
            }
        }
    }

    /// An arrow from lane to lane; one that ends in the middle did not arrive, one that begins there was not sent.
    private func arrow(_ row: EndsComparison.Row, isAtClient: Bool, isAtServer: Bool) -> String {
        var flags = TCPFlags.names.enumerated().filter { row.packet.flags.rawValue >> UInt16($0.offset) & 1 == 1 }.map(\.element)
            .joined(separator: " ")
        if row.packet.length > 0 { flags += " \(row.packet.length)" }
        let isWhole = isAtClient && isAtServer
        let label = " \(flags.prefix(isWhole ? Self.arrow - 6 : Self.arrow / 2 - 5)) "
        let length = isWhole ? Self.arrow - 1 : Self.arrow / 2 - 1
        let rest = max(0, length - 2 - label.count)
        let shaft = String(repeating: style.line, count: 2) + label + String(repeating: style.line, count: rest)
        let blank = String(repeating: " ", count: Self.arrow - Self.arrow / 2)
        // What crossed in another form was not stopped, and what one end has alone may have arrived.
        let cross: Substring = row.isResegmented ? "~" : row.isAlone ? "?" : style.incorrect.prefix(1)
        switch (row.sender, isAtClient, isAtServer) {
        case (.client, true, true): return shaft + style.rightHead
        case (.client, true, false): return shaft + cross + blank
        case (.client, _, _): return blank + shaft + style.rightHead
        case (.server, true, true): return style.leftHead + shaft
        case (.server, false, _): return blank + cross + shaft
        case (.server, _, _): return style.leftHead + shaft + blank
        }
    }

    private func pad(_ text: String) -> String { style.cells.leftPadded(text, to: Self.frameWidth) }

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
    fileprivate var isResegmented: Bool { if case .resegmented? = kinds.first { true } else { false } }
    fileprivate var isAlone: Bool { if case .seenOnce? = kinds.first { true } else { false } }

    /// Worth a row of its own: something happened to it, or it opens or closes the connection.
    fileprivate var isNotable: Bool {
        kinds.count > 1 || !kinds.isEmpty && !isResegmented || !packet.flags.isDisjoint(with: [.syn, .fin, .rst])
    }
}

extension PathRun {
    fileprivate mutating func add(_ row: EndsComparison.Row) {
        switch row.kinds.first {
        case .resegmented?: resegmented += 1
        case .seenOnce? where row.second == nil: onlyInFirst += 1
        case .seenOnce?: onlyInSecond += 1
        default: asSent += 1
        }
    }
}

extension String {
    /// Without spaces at its end.
    fileprivate var trimmed: String {
        var end = endIndex
        while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
        return String(self[..<end])
    }
}
