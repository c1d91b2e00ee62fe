/// Which events a sink wants. ``Event/warning(_:)`` and ``Event/damage(_:)`` always come.
public struct EventKinds: OptionSet, Sendable, Hashable {
    /// The set as bits.
    public let rawValue: UInt8

    /// A set from its bits; those without a meaning are kept, and do nothing.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// ``Event/packet(_:)``, one for each TCP segment: by far the most.
    public static let packets = EventKinds(rawValue: 1)
    /// ``Event/exchange(_:)``.
    public static let exchanges = EventKinds(rawValue: 2)
    /// ``Event/finding(_:)``. A ``Connection`` has its findings, with or without these.
    public static let findings = EventKinds(rawValue: 4)
    /// ``Event/connection(_:)``.
    public static let connections = EventKinds(rawValue: 8)
    /// ``Event/unreadable(_:)``.
    public static let unreadableFrames = EventKinds(rawValue: 16)
    /// Every kind of event.
    public static let all: EventKinds = [.packets, .exchanges, .findings, .connections, .unreadableFrames]
}
