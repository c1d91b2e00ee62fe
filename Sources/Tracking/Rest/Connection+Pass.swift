import Wire

extension Connection {
    /// Whether all of it can be written down in little space: it holds no bytes, and nobody keeps anything by it.
    var canRest: Bool { !isAttended && clientFlow.contents.isLight && serverFlow.contents.isLight }

    /// Goes through all members but those of `Standing`.
    @inline(__always)
    mutating func pass(_ pass: inout some MemberPass) {
        pass.frame(&lastFrame, by: .server)
        pass.origin.frames = [lastFrame, lastFrame]
        pass.frame(&firstFrame, by: .client)
        pass.time(&start, by: .client)
        pass.flag(&clientIsLow)
        pass.flag(&rolesAreObserved)
        handshake.pass(&pass)
        client.pass(&pass, as: .client)
        server.pass(&pass, as: .server)
        clientFlow.contents.pass(&pass, sentBy: .client)
        serverFlow.contents.pass(&pass, sentBy: .server)
        teardown.pass(&pass)
        stepFrames.pass(&pass, closer: teardown.activeCloser ?? .client)
        pass.number(&checksPassed)
        pass.number(&checksFailed)
        pass.flag(&openingChecksFailed)
        pass.optional(&tallies, Tallies()) { $1.pass(&$0) }
        pass.optional(&resetBy)
        pass.flag(&serverReset)
        pass.optional(&closing, .close) {
            var isReset = $1 == .reset
            $0.flag(&isReset)
            $1 = isReset ? .reset : .close
        }
        pass.flag(&sawPayload)
        pass.flag(&sawPayloadBeforeReset)
        pass.flag(&sawSYN)
        pass.number(&oversizedSegments)
        pace.pass(&pass)
        incidents.pass(&pass)
    }
}

extension Flow.Contents {
    /// Whether it holds no bytes, and little else.
    fileprivate var isLight: Bool { stream.isLight && figures.isLight && recent.isLight }

    @inline(__always)
    fileprivate mutating func pass(_ pass: inout some MemberPass, sentBy role: Role) {
        stream.pass(&pass, sentBy: role)
        figures.pass(&pass, sentBy: role)
        recent.pass(&pass, sentBy: role)
    }
}
