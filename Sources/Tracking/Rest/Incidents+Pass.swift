import Wire

extension Incidents {
    mutating func pass(_ pass: inout some MemberPass) {
        // Most connections have none of it.
        var isThere = hasAny
        pass.flag(&isThere)
        guard isThere else { return }
        pass.optional(&reset, Reset()) { $1.pass(&$0) }
        pass.optional(&zeroWindow, Stall()) { $1.pass(&$0) }
        pass.optional(&timeout, Stall()) { $1.pass(&$0) }
        pass.number(&timeouts)
        pass.optional(&halfClosed, Stall()) { $1.pass(&$0) }
        pass.number(&halfClosedBytes)
        pass.flag(&reusedPorts)
        pass.moment(&closedWindow.client, by: .client)
        pass.moment(&closedWindow.server, by: .server)
        pass.optional(&step2, (0, Timestamp(nanoseconds: 0), 0)) {
            $0.frame(&$1.frame, by: .server)
            $0.time(&$1.time, by: .server)
            $0.number(&$1.bytes)
        }
    }

    private var hasAny: Bool {
        reset != nil || zeroWindow != nil || timeout != nil || timeouts != 0 || halfClosed != nil || halfClosedBytes != 0
            || reusedPorts || closedWindow.client != nil || closedWindow.server != nil || step2 != nil
    }
}

extension Incidents.Stall {
    fileprivate mutating func pass(_ pass: inout some MemberPass) {
        pass.role(&role)
        pass.frame(&firstFrame, by: role)
        pass.frame(&lastFrame, by: role)
        pass.number(&duration)
    }
}

extension Incidents.Reset {
    fileprivate mutating func pass(_ pass: inout some MemberPass) {
        pass.role(&sender)
        pass.frame(&frame, by: sender)
        pass.number(&unacknowledged)
        pass.optional(&reached, of: sender.peer)
        pass.optionalFrame(&finFrame, by: sender)
        pass.flag(&knowsNothing)
        pass.odd(&oddTimeToLive)
        pass.odd(&oddIdentification)
        pass.optionalFrame(&aliveAfter, by: sender)
    }
}

extension MemberPass {
    fileprivate mutating func odd(_ value: inout (reset: Int, others: Int)?) {
        optional(&value, (0, 0)) {
            $0.number(&$1.reset)
            $0.number(&$1.others)
        }
    }
}
