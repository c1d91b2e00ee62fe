import Analysis
import TCP

/// A ladder as an SVG that stands alone: it follows light and dark, and loads nothing.
struct SVGWriter {
    private let output: OutputBuffer
    private let picture: LadderPicture
    private let style: Style
    /// In lines: nothing of it is cut.
    private let headline: [String]
    private let headHeight: Int

    private static let width = 1136
    private static let timeX = 104
    private static let bandX = 108
    private static let clientX = 216
    private static let serverX = 576
    private static let laneWidth = 10
    private static let detailX = 692
    /// Cells of a line of details.
    private static let detailCells = 62
    private static let lineHeight = 16
    /// How far an arrow falls where no round trip was measured, and the least and the most where one was.
    private static let drop = 9
    private static let drops = 3...24
    /// Cells of a line of the headline, and of a text between the lanes.
    private static let headlineCells = 130
    private static let textCells = 120
    private static let bandHeight = 15

    init(_ picture: LadderPicture, _ style: Style, to output: OutputBuffer) {
        self.picture = picture
        self.style = style
        self.output = output
        headline = style.wrapped(picture.headline, to: Self.headlineCells)
        headHeight = 78 + 18 * max(1, headline.count)
    }

    /// A row with the place that it takes.
    private struct Place {
        var row: LadderPicture.Row
        var y: Int
        var height: Int
        var lines: [LadderPicture.Line]
        /// How far the arrow falls, and where it ends, from the top of the row.
        var drop = SVGWriter.drop
        var end = 18 + SVGWriter.drop
    }

    func write() {
        let places = layOut()
        let height = (places.last.map { $0.y + $0.height } ?? headHeight) + 24
        output.append(
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(Self.width)" height="\(height)" viewBox="0 0 \(Self.width) \(height)" role="img">
            <title>
            """)
        append(escaped: "\(picture.title): \(picture.client) → \(picture.server). \(picture.headline)")
        output.append("</title>\n<style>\(Self.css)</style>\n<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n")
        text(16, 24, "title", picture.title)
        let severity = picture.severity.map { " \($0.rawValue)" } ?? ""
        for (i, line) in headline.enumerated() { text(16, 44 + 18 * i, "headline\(severity)", line) }
        text(16, headHeight - 34, "dim", picture.extent)
        text(Self.clientX + Self.laneWidth / 2, headHeight - 10, "end middle", picture.client)
        text(Self.serverX + Self.laneWidth / 2, headHeight - 10, "end middle", picture.server)
        lanes(places, height)
        for place in places { write(place) }
        output.append("</svg>\n")
        output.flush()
    }

    private func layOut() -> [Place] {
        var y = headHeight
        var places = picture.rows.map { row in
            if case .packet(let packet) = row, Self.isPause(packet) { y += 26 }
            var place = Place(row: row, y: y, height: 26, lines: [])
            if case .packet(let packet) = row {
                place.lines = packet.lines.flatMap { line in
                    style.wrapped(line.text, to: Self.detailCells).map { LadderPicture.Line(kind: line.kind, text: $0) }
                }
                place.height = max(34, 8 + place.lines.count * Self.lineHeight, packet.bands.count * Self.bandHeight)
                place.drop = drop(of: packet, in: place.height)
                place.end = 18 + place.drop
            }
            if case .text(_, let words) = row {
                place.lines = style.wrapped(words, to: Self.textCells).map { LadderPicture.Line(kind: .plain, text: $0) }
                place.height = 10 + max(1, place.lines.count) * Self.lineHeight
            }
            y += place.height
            return place
        }
        // An arrow that another one crosses ends below where that one begins.
        for i in places.indices {
            guard case .packet(let packet) = places[i].row, let crossed = packet.crossed else { continue }
            places[i].end = places[crossed].y - places[i].y + 18 + 2 * Self.drop
        }
        return places
    }

    /// As on a page: half a round trip on the scale of its row, which lasts until the next one.
    private func drop(of packet: LadderPicture.Packet, in height: Int) -> Int {
        guard let trip = picture.halfTrip, trip >= 0, let lasts = packet.lasts else { return Self.drop }
        let most = min(Self.drops.upperBound, height - 18)
        if lasts <= trip { return most }
        return max(Self.drops.lowerBound, min(most, Int((Double(height) * Double(trip) / Double(lasts)).rounded())))
    }

    /// Nothing for 200 ms or longer.
    private static func isPause(_ packet: LadderPicture.Packet) -> Bool { packet.pause >= 200_000_000 }

    // MARK: - Lanes

    /// The lifelines: a colour for each state, and its name where it changes.
    private func lanes(_ places: [Place], _ height: Int) {
        for role in [Role.client, .server] {
            let x = role == .client ? Self.clientX : Self.serverX
            var state: PeerState?
            var start = headHeight - 4
            func end(at y: Int) {
                let name = state?.name ?? "unknown"
                output.append(
                    "<rect class=\"lane \(name)\" x=\"\(x)\" y=\"\(start)\" width=\"\(Self.laneWidth)\" height=\"\(max(0, y - start))\"/>\n"
                )
                start = y
            }
            for place in places {
                guard case .packet(let packet) = place.row else { continue }
                let next = role == .client ? packet.clientState : packet.serverState
                guard let next, next != state else { continue }
                let y = place.y + 18 + (packet.sender == role ? 0 : place.drop)
                end(at: y)
                state = next
                text(
                    role == .client ? x - 6 : x + Self.laneWidth + 6, y + 4, role == .client ? "state right" : "state", next.name)
            }
            end(at: height - 12)
        }
    }

    // MARK: - Rows

    private func write(_ place: Place) {
        switch place.row {
        case .text(let frame, _):
            if let frame { text(40, place.y + 17, "frame right", "\(frame)") }
            for (i, line) in place.lines.enumerated() {
                text(Self.clientX + Self.laneWidth + 12, place.y + 17 + i * Self.lineHeight, "dim", line.text)
            }
        case .packet(let packet):
            text(40, place.y + 22, "frame right", "\(packet.frame)")
            if let elapsed = packet.elapsed { text(Self.timeX, place.y + 22, "dim right", Self.seconds(elapsed)) }
            if Self.isPause(packet) {
                let pause = style.plain(style.phrasebook.duration(packet.pause))
                text((Self.clientX + Self.serverX) / 2, place.y - 8, "dim middle", "⋮ \(pause)")
            }
            bands(packet, place)
            arrow(packet, place.y + 18, end: place.y + place.end)
            for (i, line) in place.lines.enumerated() {
                text(Self.detailX, place.y + 22 + i * Self.lineHeight, "\(line.kind)", line.text)
            }
        }
    }

    /// Stages of HTTP, and messages of TLS, as bands beside the time.
    private func bands(_ packet: LadderPicture.Packet, _ place: Place) {
        guard !packet.bands.isEmpty else { return }
        let height = place.height / packet.bands.count
        for (i, band) in packet.bands.enumerated() {
            let y = place.y + i * height
            output.append("<g class=\"band\"><title>")
            append(escaped: band.name)
            output.append(
                "</title><rect class=\"\(band.style)\" x=\"\(Self.bandX)\" y=\"\(y)\" width=\"16\" height=\"\(height - 1)\"/>")
            text(Self.bandX + 8, y + height / 2 + 4, "tag middle", band.tag)
            output.append("</g>\n")
        }
    }

    private func arrow(_ packet: LadderPicture.Packet, _ y: Int, end: Int) {
        let isFromClient = packet.sender == .client
        let left = Self.clientX + Self.laneWidth + 1
        let right = Self.serverX - 1
        let (from, to) = isFromClient ? (left, right) : (right, left)
        let tail = isFromClient ? to - 10 : to + 10
        let kind = packet.color == .bad ? "reset" : packet.color == .warning ? "repeated" : isFromClient ? "client" : "server"
        output.append("<g class=\"packet \(kind)\" data-frame=\"\(packet.frame)\">")
        output.append("<path class=\"line\" d=\"M\(from) \(y)L\(to) \(end)\"/>")
        output.append("<path class=\"head\" d=\"M\(to) \(end)L\(tail) \(end - 4)L\(tail) \(end + 4)Z\"/></g>\n")
        // The text stays clear of an arrow that crosses.
        let middle = packet.crossed == nil ? (from + to) / 2 : (3 * from + to) / 4
        let clear = 4 + (end - y) * packet.label.utf8.count * 7 / (2 * (right - left))
        text(middle, packet.crossed == nil ? y + (end - y) / 2 - clear : y + (end - y) / 4 - 12, "flags middle", packet.label)
        for (i, badge) in packet.badges.enumerated() {
            let x = isFromClient ? left + 16 + 34 * i : right - 16 - 34 * i
            let kind = badge.isHandshake ? "handshake" : "wave"
            output.append("<rect class=\"badge \(kind)\" x=\"\(x - 15)\" y=\"\(y - 9)\" width=\"30\" height=\"17\" rx=\"8\"/>")
            text(x, y + 4, "step middle", badge.text)
        }
    }

    /// Seconds with six digits behind the point.
    private static func seconds(_ nanoseconds: Int64) -> String {
        let microseconds = nanoseconds.magnitude / 1000
        let fraction = String(microseconds % 1_000_000)
        let zeros = String(repeating: "0", count: 6 - fraction.count)
        return "\(nanoseconds < 0 ? "-" : "")\(microseconds / 1_000_000).\(zeros)\(fraction)"
    }

    private func text(_ x: Int, _ y: Int, _ kind: String, _ words: String) {
        output.append("<text class=\"\(kind)\" x=\"\(x)\" y=\"\(y)\">")
        append(escaped: words)
        output.append("</text>\n")
        output.flushIfLarge()
    }

    /// As character data of XML 1.0 (§2.4).
    private func append(escaped words: String) {
        for scalar in words.unicodeScalars {
            switch scalar {
            case "&": output.append("&amp;")
            case "<": output.append("&lt;")
            case ">": output.append("&gt;")
            case "\"": output.append("&quot;")
            case _ where scalar.value < 0x20: output.append(" ")
            default: output.append(String(Character(scalar)))
            }
        }
    }

    private static let css = """
        :root{--g:#fff;--t:#1b1f24;--d:#57606a;--c:#0b5cad;--s:#7a2ea0;--ok:#176b32;--w:#7d4e00;--b:#b3261e}
        @media(prefers-color-scheme:dark){:root{--g:#161b22;--t:#e6edf3;--d:#9ea9b5;--c:#79b8ff;--s:#d2a8ff;--ok:#63d07e;--w:#e8b84b;--b:#ff938a}}
        text{font:12px system-ui,sans-serif;fill:var(--t)}.ground{fill:var(--g)}.title{font-size:16px;font-weight:700}
        .headline,.step,.end,.frame,.message,.finding{font-weight:600}.headline.error,.bad,.finding{fill:var(--b)}
        .headline.warning,.warning{fill:var(--w)}.dim,.plain,.state{fill:var(--d)}.state{font-size:10.5px}.good{fill:var(--ok)}
        .middle{text-anchor:middle}.right{text-anchor:end}.flags{paint-order:stroke;stroke:var(--g);stroke-width:3px}
        .line{stroke:var(--c);stroke-width:1.6}.head{fill:var(--c)}.server .line{stroke:var(--s)}.server .head{fill:var(--s)}
        .reset .line{stroke:var(--b);stroke-width:2.2}.reset .head{fill:var(--b)}
        .repeated .line{stroke:var(--w);stroke-dasharray:7 3}.repeated .head{fill:var(--w)}
        .badge{fill:var(--g);stroke:#4aa564;stroke-width:1.5}.badge.wave{stroke:#d9822b}
        .band rect{fill:#c9d7e8}.band .s1,.band .s7{fill:#d8dde3}.band .s2,.band .s3{fill:#b9d8f7}.band .s4,.band .s5,.band .s6{fill:#c9e8cf}
        .band .tls{fill:#e3d0f5}.tag{font-size:11px;fill:#16202b}
        .lane{fill:#8c959f}.lane.unknown,.lane.LISTEN{fill:none;stroke:#8c959f;stroke-dasharray:2 3}
        .lane.SYN_SENT,.lane.SYN_RCVD{fill:#e0a100}.lane.ESTABLISHED{fill:#4aa564}
        .lane.FIN_WAIT_1,.lane.FIN_WAIT_2,.lane.CLOSE_WAIT,.lane.CLOSING,.lane.LAST_ACK,.lane.TIME_WAIT{fill:#d9822b}
        """
}
