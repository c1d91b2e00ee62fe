/// The steps of opening and closing that one segment carries.
public struct Steps: OptionSet, Hashable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let handshake1 = Steps(rawValue: 1)
    public static let handshake2 = Steps(rawValue: 2)
    public static let handshake3 = Steps(rawValue: 4)
    public static let wave1 = Steps(rawValue: 8)
    public static let wave2 = Steps(rawValue: 16)
    public static let wave3 = Steps(rawValue: 32)
    public static let wave4 = Steps(rawValue: 64)

    public static let handshake: Steps = [.handshake1, .handshake2, .handshake3]
    public static let wave: Steps = [.wave1, .wave2, .wave3, .wave4]

    /// The names of all steps, by bit number.
    public static let names = [
        "handshake-1", "handshake-2", "handshake-3", "wave-1", "wave-2", "wave-3", "wave-4",
    ]
}
