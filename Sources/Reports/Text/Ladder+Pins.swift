extension Ladder {
    /// The line of a finding that a packet shows, below the packet; or below a run, with the number of the packet, which has no row there.
    func write(_ pin: FindingPins.Pin, isInRun: Bool) {
        let (sign, color) = style.sign(pin.severity)
        let text = "\(sign) \(pin.finding)"
        if isInRun {
            output.append(pin.frame, rightAlignedTo: frameWidth)
            output.append("  ")
        } else {
            // A name is not broken: one that is too long for its column begins before it.
            output.append(UInt8(ascii: " "), times: min(detailIndent, max(0, style.width - style.cells.cells(of: text))))
        }
        output.append(style.paint(text, color))
        output.endLine()
    }
}
