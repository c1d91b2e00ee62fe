import Wire

/// A closed connection whose record was written, and which waits for stragglers: what their labels need, and no more.
///
/// Servers hold many thousands of these for four minutes each. When a straggler comes it is a `Connection` again.
struct ClosedRecord {
    private var client: ClosedEnd
    private var server: ClosedEnd
    private var start: Int64
    private var roundTrip: Int64
    private var roundTripToServer: Int64
    private var x: UInt32
    private var y: UInt32
    private var u: UInt32
    private var v: UInt32
    private var w: UInt32
    private var firstFrame: UInt32
    private var facts: Facts = []
    private var steps: Steps
    private var search: Handshake.Search
    private var closing: ConnectionTable.Ending?
    private var resetBy: Role?
    private var activeCloser: Role?

    private struct Facts: OptionSet {
        var rawValue: UInt32
        static let x = Facts(rawValue: 1 << 0)
        static let y = Facts(rawValue: 1 << 1)
        static let u = Facts(rawValue: 1 << 2)
        static let v = Facts(rawValue: 1 << 3)
        static let w = Facts(rawValue: 1 << 4)
        static let roundTrip = Facts(rawValue: 1 << 5)
        static let roundTripToServer = Facts(rawValue: 1 << 6)
        static let clientIsLow = Facts(rawValue: 1 << 7)
        static let rolesAreObserved = Facts(rawValue: 1 << 8)
        static let opensSimultaneously = Facts(rawValue: 1 << 9)
        static let closesSimultaneously = Facts(rawValue: 1 << 10)
        static let isThreeStep = Facts(rawValue: 1 << 11)
        static let openingChecksFailed = Facts(rawValue: 1 << 12)
        static let serverReset = Facts(rawValue: 1 << 13)
        static let sawPayload = Facts(rawValue: 1 << 14)
        static let sawPayloadBeforeReset = Facts(rawValue: 1 << 15)
        static let sawSYN = Facts(rawValue: 1 << 16)
        static let lacksTime = Facts(rawValue: 1 << 17)
    }

    /// nil for a connection of which more is to be kept than has room here.
    init?(_ connection: Connection) {
        let handshake = connection.handshake
        let teardown = connection.teardown
        guard connection.application == nil, connection.rareCounters?.lasting == nil, handshake.fastOpenBytes == 0,
            handshake.search == .over || handshake.lastSYNTime == nil,
            let firstFrame = UInt32(exactly: connection.firstFrame),
            let client = ClosedEnd(connection.client, connection.clientFlow),
            let server = ClosedEnd(connection.server, connection.serverFlow)
        else { return nil }
        self.client = client
        self.server = server
        self.firstFrame = firstFrame
        start = connection.start.nanoseconds
        roundTrip = handshake.roundTrip ?? 0
        roundTripToServer = handshake.roundTripToServer ?? 0
        x = handshake.x?.rawValue ?? 0
        y = handshake.y?.rawValue ?? 0
        u = teardown.u?.rawValue ?? 0
        v = teardown.v?.rawValue ?? 0
        w = teardown.w?.rawValue ?? 0
        steps = connection.stepFrames.steps
        search = handshake.search
        closing = connection.closing
        resetBy = connection.resetBy
        activeCloser = teardown.activeCloser
        note(.x, if: handshake.x != nil)
        note(.y, if: handshake.y != nil)
        note(.u, if: teardown.u != nil)
        note(.v, if: teardown.v != nil)
        note(.w, if: teardown.w != nil)
        note(.roundTrip, if: handshake.roundTrip != nil)
        note(.roundTripToServer, if: handshake.roundTripToServer != nil)
        note(.opensSimultaneously, if: handshake.isSimultaneous)
        note(.closesSimultaneously, if: teardown.isSimultaneous)
        note(.isThreeStep, if: teardown.isThreeStep)
        noteFacts(connection)
    }

    private mutating func note(_ fact: Facts, if isSo: Bool) { if isSo { facts.insert(fact) } }

    private mutating func noteFacts(_ connection: Connection) {
        note(.clientIsLow, if: connection.clientIsLow)
        note(.rolesAreObserved, if: connection.rolesAreObserved)
        note(.openingChecksFailed, if: connection.openingChecksFailed)
        note(.serverReset, if: connection.serverReset)
        note(.sawPayload, if: connection.sawPayload)
        note(.sawPayloadBeforeReset, if: connection.sawPayloadBeforeReset)
        note(.sawSYN, if: connection.sawSYN)
        note(.lacksTime, if: connection.lacksTime)
    }

    private func number(_ value: UInt32, _ fact: Facts) -> SequenceNumber? {
        facts.contains(fact) ? SequenceNumber(value) : nil
    }

    var startTime: Timestamp { Timestamp(nanoseconds: start) }

    /// Puts it back into a new connection, whose last segment came at `end`.
    func restore(_ connection: Connection, end: Timestamp) {
        connection.end = end
        connection.firstFrame = Int(firstFrame)
        connection.lastFrame = Int(firstFrame)
        connection.clientIsLow = facts.contains(.clientIsLow)
        connection.rolesAreObserved = facts.contains(.rolesAreObserved)
        connection.openingChecksFailed = facts.contains(.openingChecksFailed)
        connection.serverReset = facts.contains(.serverReset)
        connection.sawPayload = facts.contains(.sawPayload)
        connection.sawPayloadBeforeReset = facts.contains(.sawPayloadBeforeReset)
        connection.sawSYN = facts.contains(.sawSYN)
        connection.lacksTime = facts.contains(.lacksTime)
        connection.closing = closing
        connection.resetBy = resetBy
        connection.stepFrames = StepFrames(seen: steps)
        var handshake = Handshake()
        handshake.x = number(x, .x)
        handshake.y = number(y, .y)
        handshake.isSimultaneous = facts.contains(.opensSimultaneously)
        handshake.search = search
        handshake.roundTrip = facts.contains(.roundTrip) ? roundTrip : nil
        handshake.roundTripToServer = facts.contains(.roundTripToServer) ? roundTripToServer : nil
        connection.handshake = handshake
        var teardown = Teardown()
        teardown.activeCloser = activeCloser
        teardown.u = number(u, .u)
        teardown.v = number(v, .v)
        teardown.w = number(w, .w)
        teardown.isSimultaneous = facts.contains(.closesSimultaneously)
        teardown.isThreeStep = facts.contains(.isThreeStep)
        connection.teardown = teardown
        client.restore(&connection.client, &connection.clientFlow)
        server.restore(&connection.server, &connection.serverFlow)
        connection.isReported = true
    }
}
