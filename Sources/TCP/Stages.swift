/// The seven stages of an HTTP request.
public struct Stages: OptionSet, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let connect = Stages(rawValue: 1)
    public static let request = Stages(rawValue: 2)
    public static let requestHeaders = Stages(rawValue: 4)
    public static let statusLine = Stages(rawValue: 8)
    public static let responseHeaders = Stages(rawValue: 16)
    public static let responseContent = Stages(rawValue: 32)
    public static let close = Stages(rawValue: 64)

    /// The numbers of the stages, 1 to 7.
    public var numbers: [Int] { (1...7).filter { rawValue >> UInt8($0 - 1) & 1 == 1 } }
}
