extension Unicode.Scalar {
    /// It steers a terminal, ends a line for some readers, or turns the direction of what stands beside it: no text that others show holds it.
    public var isSteering: Bool {
        switch value {
        case 0..<0x20, 0x7f...0x9f, 0x61c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}
