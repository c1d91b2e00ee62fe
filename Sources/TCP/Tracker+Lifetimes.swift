public import Wire

/// When connections are reported and let go.
extension Tracker {
    /// Where as many are held as may be, the one that has been quiet for longest ends.
    func makeRoom() {
        guard table.count >= limits.connections, let oldest = expiry.oldest(in: table) else { return }
        endedByLimit += 1
        letOpenOnesGo = true
        end(oldest, .limit)
    }

    /// A packet came at `time`, of whatever connection: those that are due are reported and released.
    public func advance(to time: Timestamp, previous: Timestamp? = nil) {
        if needsRelief { relieve() }
        expiry.advance(to: time, previous: previous)
        endDue()
    }

    /// Time passed without a packet. For live captures, whose times are those of the clock.
    public func tick(at time: Timestamp) {
        expiry.tick(at: time)
        endDue()
    }

    /// The end of the run: what is still held is reported, as long as `goesOn` says so.
    ///
    /// - Returns: how many that were not reported yet were left out.
    public func finish(while goesOn: () -> Bool) -> Int {
        isFinishing = true
        var leftOut = 0
        for id in table.ids {
            if leftOut > 0 || !goesOn() {
                if table.lifetime(of: id)?.isReported == false { leftOut += 1 }
                continue
            }
            if tellsReleases { tellRelease(of: id, atEnd: true) }
            end(id, .end)
        }
        return leftOut
    }

    private func endDue() {
        guard expiry.mayBeDue else { return }
        while let due = expiry.next(in: table) {
            switch due {
            case .report(let id): report(id, .close)
            case .release(let id): end(id, .idle)
            }
        }
        while let id = expiry.oldestClosed(beyond: limits.closedConnections, in: table) {
            releasedEarly += 1
            release(id)
        }
    }

    func end(_ id: ConnectionID, _ ending: ConnectionTable.Ending) {
        report(id, ending)
        release(id)
    }

    /// Reports a connection, once.
    func report(_ id: ConnectionID, _ ending: ConnectionTable.Ending) {
        guard table.lifetime(of: id)?.isReported == false else { return }
        let opening = takesEndedOpenings ? table.endedOpening(id, ending) : nil
        if let opening, let known = delegate.report(opening) {
            table.noteChecks(like: known)
            return table.noteReported(id)
        }
        if let connection = table.openingAsConnection(id) {
            report(connection, ending)
            if let opening { delegate.remember(opening) }
            return table.noteReported(id)
        }
        report(table[id], ending)
        table.noteReported(id)
    }

    private func report(_ connection: Connection, _ given: ConnectionTable.Ending) {
        let ending = connection.ending(given)
        if ending == .limit { connection.wasLetGo = true }
        if ending == .idle, connection.sawPayload { letOpenOnesGo = true }
        for role in [Role.client, .server] {
            releaseUndecided(of: role, connection)
            if let reached = connection[role.peer].acknowledged {
                connection[flow: role].stream.noteUnacknowledgedMissing(behind: reached)
            }
            while connection[flow: role].stream.hasHole { skipHole(role, connection) }
            endStreamIfFinished(of: role, connection)
        }
        tellPassed(connection)
        connection.application?.finish()
        delegate.report(connection, ending)
        dropApplication(of: connection)
    }

    private func release(_ id: ConnectionID) {
        if let connection = table.known(id) {
            // What began after its record was written.
            tellPassed(connection)
            connection.application?.finish()
            dropApplication(of: connection)
            hold(-(connection.clientFlow.stream.heldBytes + connection.serverFlow.stream.heldBytes), connection)
        }
        if tellsReleases, !isFinishing { tellRelease(of: id, atEnd: false) }
        table.release(id)
    }

    private func tellRelease(of id: ConnectionID, atEnd: Bool) {
        guard let lifetime = table.lifetime(of: id) else { return }
        delegate.letGo(table.key(of: id), lifetime, atEnd: atEnd)
    }

    private func dropApplication(of connection: Connection) {
        connection.application = nil
        settleHeld(connection)
    }
}
