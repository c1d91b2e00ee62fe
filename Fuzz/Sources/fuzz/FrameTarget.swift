import Wire

enum FrameTarget {
    private static let types = LinkType.supported

    /// The first byte chooses the link type; the frame comes twice.
    static func run(_ input: [UInt8]) {
        guard let first = input.first else { return }
        let frame = Array(input.dropFirst())
        _ = Analysis { Analysis.feed([frame, frame], types[Int(first) % types.count], to: $0) }
    }
}
