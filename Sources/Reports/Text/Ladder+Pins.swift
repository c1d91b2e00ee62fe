extension Ladder {
    /// The line of a finding that a packet shows, below the packet; or below a run, with the number of the packet, which has no row there.
    func write(_ pin: FindingPins.Pin, isInRun: Bool) {
        let (sign, color) = style.sign(pin.severity)
        if isInRun {
            output.append(pin.frame, rightAlignedTo: frameWidth)
            output.append("  ")
        } else {
            output.append(UInt8(ascii: " "), times: detailIndent)
        }
        output.append(style.paint("\(sign) \(pin.finding)", color))
        output.endLine()
    }
}
