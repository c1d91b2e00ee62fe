import Language
import TCP
import Wire

/// The three lanes of a ladder of two ends: the client, the path, the server. What the path did to a packet stands on its lane.
struct PathLanes {
    private static let frameWidth = 7
    /// A time of less than 1000 s, with the space before it.
    private static let usualTimeWidth = 11

    private let style: Style
    /// nil where there is no place for times.
    private let clock: PathClock?
    /// Of each end's times, with the space before them; 0 without them.
    private let timeWidth: Int
    /// Columns between two lanes.
    private let half: Int

    init(_ style: Style, _ clock: PathClock?) {
        self.style = style
        // The frames and lanes take 18, and the times 22 or more; the rest is for the arrows and for what is said at the path's lane.
        let needed = clock.map { max(Self.usualTimeWidth, $0.width + 1) } ?? 0
        let hasTimes = clock != nil && style.width >= 18 + 2 * needed + 2 * 17
        self.clock = hasTimes ? clock : nil
        timeWidth = hasTimes ? needed : 0
        half = hasTimes ? min(32, max(17, (style.width - 18 - 2 * needed) * 2 / 5)) : min(32, max(20, (style.width - 18) * 2 / 5))
    }

    /// The names of the lanes, and which capture is at which end.
    func header(clientIsFirst: Bool) -> String {
        let words = style.words
        let (left, right) = clientIsFirst ? ("A", "B") : ("B", "A")
        let before = half + 1 - style.cells.cells(of: words.path) / 2
        var text = style.cells.padded(words.client, to: before) + words.path
        text += String(
            repeating: " ", count: max(1, 2 * half + 3 - style.cells.cells(of: text) - style.cells.cells(of: words.server)))
        return pad(left) + String(repeating: " ", count: timeWidth + 1) + text + words.server + " " + right
    }

    /// Packets that have no row of their own.
    func lines(of run: PathRun) -> [String] {
        style.wrapped(style.phrasebook.run(run), to: style.width - Self.frameWidth - timeWidth - 4).enumerated().map { i, part in
            "\(margin(i == 0 ? style.ellipsis : "")) \(style.lane)  \(part)"
        }
    }

    /// A packet's arrow, and below it, from the path's lane on, what happened to it there.
    func lines(of row: EndsComparison.Row, clientIsFirst: Bool) -> [String] {
        let client = clientIsFirst ? row.first : row.second
        let server = clientIsFirst ? row.second : row.first
        let isAtSender = (row.sender == .client ? client : server) != nil
        let isAtReceiver = (row.sender == .client ? server : client) != nil
        let near = isAtSender ? shaft(labelled: label(row)) : blank
        let far = isAtReceiver ? shaft(labelled: isAtSender ? nil : label(row), from: row.sender) : blank
        let halves = row.sender == .client ? (near, far) : (far, near)
        let times = clock?.times(of: row)
        let (atClient, atServer) = clientIsFirst ? (times?.first, times?.second) : (times?.second, times?.first)
        var text =
            "\(margin(client.map(String.init) ?? "", atClient)) \(style.lane)\(halves.0)\(mark(row))\(halves.1)\(style.lane)"
        if server != nil, let atServer { text += time(atServer) }
        if let server { text += " \(server)" }
        let indent = "\(margin("")) \(style.lane)\(blank)"
        // What follows the first of its lines is indented by two.
        let width = style.width - Self.frameWidth - timeWidth - 2 - half - 2
        return [text]
            + row.kinds.flatMap { kind in
                let event = PathEvent(kind, from: row.sender, first: row.first, second: row.second)
                return style.wrapped(style.phrasebook.sentence(for: event), to: width).enumerated().map { i, part in
                    indent + (i == 0 ? "" : "  ") + style.paint(part, .warning)
                }
            }
    }

    /// On the lane of the path: passed, ended there (what is not there is not proven to be lost), crossed in another form, or began or was changed there.
    private func mark(_ row: EndsComparison.Row) -> Substring {
        switch row.kinds.first {
        case nil: style.crossing[...]
        case .lost?: style.incorrect.prefix(1)
        case .seenOnce?, .seenTwice?: "?"
        case .notCaptured?, .outside?: style.crossing[...]
        case .resegmented?: "~"
        case .capturedTwice?: "="
        case .injected?, .duplicated?, .overtaken?, .delayed?, .changed?: style.diamond[...]
        }
    }

    private func label(_ row: EndsComparison.Row) -> String {
        var names = TCPFlags.names.enumerated().filter { row.packet.flags.rawValue >> UInt16($0.offset) & 1 == 1 }.map(\.element)
        let length = row.packet.length > 0 ? " \(row.packet.length)" : ""
        // Flags are left out before a number is cut.
        while names.count > 1, names.joined(separator: " ").count + length.count > half - 5 {
            names.remove(at: names.firstIndex(of: "PSH") ?? names.firstIndex(of: "ACK") ?? names.count - 1)
        }
        return names.joined(separator: " ") + length
    }

    private var blank: String { String(repeating: " ", count: half) }

    /// Half an arrow, up to the next lane: with a head if it comes from a sender to its peer.
    private func shaft(labelled label: String?, from sender: Role? = nil) -> String {
        var text = String(repeating: style.line, count: 2)
        if let label { text += " \(label.prefix(half - 4 - (sender == nil ? 0 : 1))) " }
        let length = half - (sender == nil ? 0 : 1)
        text += String(repeating: style.line, count: max(0, length - text.count))
        return sender == nil ? text : sender == .client ? text + style.rightHead : style.leftHead + text
    }

    private func margin(_ frame: String, _ at: Int64? = nil) -> String {
        pad(frame) + (at.map(time) ?? String(repeating: " ", count: timeWidth))
    }

    private func time(_ at: Int64) -> String { style.cells.leftPadded(PathClock.text(at), to: timeWidth) }

    private func pad(_ text: String) -> String { style.cells.leftPadded(text, to: Self.frameWidth) }
}

extension EndsComparison.Row {
    var isResegmented: Bool { if case .resegmented? = kinds.first { true } else { false } }
    var isCopy: Bool { if case .capturedTwice? = kinds.first { true } else { false } }
    /// Only one end has it, and the path did nothing to it, as far as is known.
    var isAlone: Bool {
        switch kinds.first {
        case .seenOnce?, .notCaptured?, .outside?: true
        default: false
        }
    }
}
