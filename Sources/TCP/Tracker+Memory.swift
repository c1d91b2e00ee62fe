/// Bytes that connections hold: charged to the budget, and given up by those that have held some for longest.
extension Tracker {
    /// A connection holds so many bytes more, or fewer.
    func hold(_ growth: Int, _ connection: Connection) {
        heldBytes += growth
        budget.charge(growth)
        guard growth > 0 else { return }
        if !connection.isHolder { enqueue(connection) }
        if budget.used > reliefThreshold { needsRelief = true }
    }

    /// Charges what the application of a connection holds now, whatever it did.
    @inline(__always)
    func settleHeld(_ connection: Connection) {
        let now = connection.application?.heldBytes ?? 0
        guard now != connection.chargedBytes else { return }
        let growth = now - connection.chargedBytes
        connection.chargedBytes = now
        hold(growth, connection)
    }

    private func enqueue(_ connection: Connection) {
        connection.isHolder = true
        holders.append(currentID, number: connection.number)
        guard holders.count > holdersCompactedAt else { return }
        holders.compact { id, number in table.known(id).map { $0.number == number } ?? false }
        holdersCompactedAt = max(1024, 2 * holders.count)
    }

    /// Has the oldest holders give way until an eighth of the budget is free.
    func relieve() {
        needsRelief = false
        guard budget.used > reliefThreshold else { return }
        let goal = budget.limit - budget.limit / 8
        for _ in 0..<holders.count where budget.used > goal {
            guard let holder = holders.popFirst() else { break }
            guard let connection = table.known(holder.id), connection.number == holder.number else { continue }
            giveUpHeld(connection)
            // It may come to hold some again.
            currentID = holder.id
            enqueue(connection)
        }
        // What is left is not the connections' to give: no further look at all of them until much more is held.
        reliefThreshold = budget.isExceeded ? budget.used + budget.limit / 16 : budget.limit
    }

    private func giveUpHeld(_ connection: Connection) {
        let before = budget.used
        for role in [Role.client, .server] {
            while connection[flow: role].stream.hasHole { skipHole(role, connection) }
        }
        tellPassed(connection)
        connection.application?.dropWaiting()
        settleHeld(connection)
        delegate.memoryLimit(connection, freed: before - budget.used)
    }
}
