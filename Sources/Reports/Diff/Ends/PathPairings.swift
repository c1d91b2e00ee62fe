import TCP

/// The packets of all connections at both ends, where one of the captures is taken for that of the client's end.
struct PathPairings {
    let clientIsFirst: Bool
    private(set) var all: [(client: PacketPairing, server: PacketPairing)]
    /// How far B's clock is ahead; nil where that cannot be known.
    private(set) var course: ClockCourse?
    private(set) var clocksAreBeyondUse = false
    private let samples: [ClockCourse.Sample]

    private init(_ pairs: [EndsComparison.Pair], clientIsFirst: Bool) {
        self.clientIsFirst = clientIsFirst
        all = pairs.map { pair in
            (client: Self.pairing(pair, .client, clientIsFirst), server: Self.pairing(pair, .server, clientIsFirst))
        }
        var samples: [ClockCourse.Sample] = []
        for (client, server) in all {
            Self.add(client, to: &samples, isForth: clientIsFirst)
            Self.add(server, to: &samples, isForth: !clientIsFirst)
        }
        samples.sort { $0.frames.second < $1.frames.second }
        self.samples = samples
    }

    private static func add(_ pairing: PacketPairing, to samples: inout [ClockCourse.Sample], isForth: Bool) {
        for (i, j) in pairing.arrival.enumerated() {
            guard let j, let left = pairing.sent[i].time, let came = pairing.arrived[j].time else { continue }
            let frames = (pairing.sent[i].frame, pairing.arrived[j].frame)
            samples.append(
                ClockCourse.Sample(
                    frames: isForth ? frames : (frames.1, frames.0), times: isForth ? (left, came) : (came, left),
                    isForth: isForth))
        }
    }

    /// What both ways take together, as a rule: from packets of either direction that follow each other, so that it does not matter how far apart the clocks are,
    /// nor whether they move.
    private var usualRoundTrip: Int64? {
        func difference(_ sample: ClockCourse.Sample) -> Int64 {
            sample.times.second.subtractingReportingOverflow(sample.times.first).partialValue
        }
        let trips = zip(samples, samples.dropFirst()).compactMap { a, b -> Int64? in
            guard a.isForth != b.isForth else { return nil }
            let (forth, back) = a.isForth ? (a, b) : (b, a)
            return difference(forth).subtractingReportingOverflow(difference(back)).partialValue
        }.sorted()
        return trips.isEmpty ? nil : trips[trips.count / 2]
    }

    /// Decides which capture is at the client's end: by TTL and by who waits longer, unless packets would arrive before they left.
    ///
    /// - Returns: the pairings, and whether it is known that they are right.
    static func decided(_ pairs: [EndsComparison.Pair]) -> (pairings: PathPairings, isKnown: Bool) {
        let vote = clientIsFirst(pairs)
        let pairings = PathPairings(pairs, clientIsFirst: vote ?? true)
        guard let time = pairings.usualRoundTrip, time != 0 else { return (pairings.finished(), vote != nil) }
        if time > 0 { return (pairings.finished(), true) }
        let swapped = PathPairings(pairs, clientIsFirst: !pairings.clientIsFirst)
        guard let other = swapped.usualRoundTrip, other > 0 else { return (pairings.finished(), vote != nil) }
        return (swapped.finished(), true)
    }

    /// What the clocks say, and by it what was unclear without them.
    private func finished() -> PathPairings {
        var result = self
        let course = ClockCourse(samples)
        result.clocksAreBeyondUse = course?.isBeyondUse ?? false
        result.course = result.clocksAreBeyondUse ? nil : course
        for i in result.all.indices {
            result.all[i].client.finish(PathTiming(result.course, sentIsFirst: clientIsFirst))
            result.all[i].server.finish(PathTiming(result.course, sentIsFirst: !clientIsFirst))
        }
        return result
    }

    /// The TTL of what the client sends is larger at its own end; where no router is between, its SYN waits longer for the answer there.
    private static func clientIsFirst(_ pairs: [EndsComparison.Pair]) -> Bool? {
        var votes = 0
        for pair in pairs {
            if let a = pair.first.syn(of: .client) ?? pair.first.fromClient.first,
                let b = pair.second.syn(of: .client) ?? pair.second.fromClient.first, a.timeToLive != b.timeToLive
            {
                votes += a.timeToLive > b.timeToLive ? 2 : -2
                continue
            }
            func wait(_ connection: EndConnection) -> Int64? {
                guard let x = connection.syn(of: .client)?.time, let y = connection.syn(of: .server)?.time else { return nil }
                return y.subtractingReportingOverflow(x).partialValue
            }
            if let a = wait(pair.first), let b = wait(pair.second), a != b { votes += a > b ? 1 : -1 }
        }
        return votes == 0 ? nil : votes > 0
    }

    private static func pairing(_ pair: EndsComparison.Pair, _ sender: Role, _ clientIsFirst: Bool) -> PacketPairing {
        let sentIsFirst = (sender == .client) == clientIsFirst
        let own = sender == .client ? pair.maps.client : pair.maps.server
        let other = sender == .client ? pair.maps.server : pair.maps.client
        let (left, right) = sentIsFirst ? (pair.first, pair.second) : (pair.second, pair.first)
        return PacketPairing(
            sent: left[sender], arrived: right[sender], payloads: (left.payloads, right.payloads),
            maps: sentIsFirst ? (own, other) : (own.reversed, other.reversed), PathTiming(nil, sentIsFirst: sentIsFirst))
    }

    /// How far B's clock is ahead at first, and how long each way takes, if both ways take the same time; nil where that is not known.
    var clock: (ahead: Int64, oneWay: Int64)? {
        guard let course, let there = all.compactMap(\.client.timing.fastest).min(),
            let back = all.compactMap(\.server.timing.fastest).min()
        else { return nil }
        let (sum, overflow) = there.addingReportingOverflow(back)
        return overflow || sum < 0 ? nil : (course.start, sum / 2)
    }
}
