import Applications
import TCP

/// The TLS of one connection: records and handshake, as far as they are in the clear.
final class TLSConnection: ApplicationConnection {
    private let setting: ConnectionSetting
    private let reader = TLSReader()
    private(set) var outputs: [ApplicationOutput] = []

    init(_ setting: ConnectionSetting) { self.setting = setting }

    var heldBytes: Int { 0 }
    var exchangeCount: Int { 0 }
    var identity: OtherProtocol { OtherProtocol(name: "tls", tls: reader.facts) }
    var inside: ProtocolHistory? { nil }

    func clearOutputs() { outputs.removeAll(keepingCapacity: true) }

    func receive(_ bytes: Span<UInt8>, in range: Range<Int>, from role: Role, at position: StreamPosition) -> ApplicationEffects {
        reader.receive(bytes.extracting(range), from: StreamEnd(role), frame: position.frame)
        return ApplicationEffects()
    }

    func skip(_ count: Int, before end: Int, from role: Role) -> ApplicationEffects {
        reader.skip(count, from: StreamEnd(role))
        return ApplicationEffects()
    }

    func end(of role: Role) -> ApplicationEffects { ApplicationEffects() }
    func finish() -> ApplicationEffects { ApplicationEffects() }
    func giveUpWaiting() -> ApplicationEffects { ApplicationEffects() }
    func isOver(_ role: Role) -> Bool { reader.isOver(StreamEnd(role)) }
}
