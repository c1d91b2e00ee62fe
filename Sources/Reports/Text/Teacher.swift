import Language
import TCP
import Teaching
import Wire

/// Decides which packets of a ladder teach something. Each thing is told once in a run.
struct Teacher {
    private var told: Set<TeachingPoint.Kind> = []
    private var sawResponse = false
    private var sawFIN = false

    /// Begins with the next connection.
    mutating func beginConnection() {
        sawResponse = false
        sawFIN = false
    }

    /// What is new at a packet, in the order in which it is best understood.
    mutating func points(_ row: PacketRow, failedChecks: Int, _ connection: borrowing Connection) -> [TeachingPoint] {
        var points: [TeachingPoint] = []
        if row.frame == connection.firstFrame, !connection.sawSYN, !connection.mayContinue {
            points.append(point(.handshakeNotCaptured, row))
        }
        if !row.notes.contains(.duplicateFrame) {
            // What an equation proves is said only where it holds.
            if failedChecks == 0 {
                points += opening(row, connection)
                points += closing(row, connection)
            }
            points += transfer(row, connection)
        }
        if failedChecks > 0 { points.append(point(.failedCheck, row)) }
        points += notes(row, connection).filter {
            // A number that was never used proves nothing of what the capture lacks.
            failedChecks == 0 || $0.kind != .note(Notes.ackedUnseenSegment.rawValue.trailingZeroBitCount)
        }
        return points.filter { told.insert($0.kind).inserted }
    }

    private func point(_ kind: TeachingPoint.Kind, _ row: PacketRow, number: UInt32 = 0, bytes: Int32 = 0) -> TeachingPoint {
        TeachingPoint(kind, row.sender, number: number, bytes: Int(bytes))
    }

    private func opening(_ row: PacketRow, _ connection: borrowing Connection) -> [TeachingPoint] {
        var points: [TeachingPoint] = []
        if row.steps.contains(.handshake1) {
            if row.sender == .client {
                points.append(point(.handshake1, row, number: row.sequence.rawValue))
            } else if connection.handshakeOutcome != .split {
                points.append(point(.simultaneousOpen, row, number: row.sequence.rawValue))
            }
        }
        // Where both SYNs crossed, the SYN-ACK repeats one of them, which was said of that.
        if row.steps.contains(.handshake2), !Self.openedByTwoSYNs(connection) {
            points.append(point(.handshake2, row, number: row.sequence.rawValue))
        }
        let receiver = row.sender == .client ? row.serverState : row.clientState
        if connection.handshakeOutcome == .split, row.steps.isEmpty, row.acknowledgesSYN, row.length == 0,
            receiver == .synReceived
        {
            points.append(point(.splitAnswer, row))
        }
        if row.steps.contains(.handshake3) {
            points.append(point(.handshake3, row))
            if connection.windowScalingIsOn == true { points.append(point(.windowAndScale, row)) }
        }
        return points
    }

    private static func openedByTwoSYNs(_ connection: borrowing Connection) -> Bool {
        [.simultaneous, .split].contains(connection.handshakeOutcome)
    }

    private func closing(_ row: PacketRow, _ connection: borrowing Connection) -> [TeachingPoint] {
        if row.flags.contains(.rst) {
            if !row.notes.isDisjoint(with: [.resetNotAcceptable, .resetChallenged]) { return [point(.resetWithoutEffect, row)] }
            if connection.handshakeOutcome == .refused, row.sender == .server { return [point(.refusal, row)] }
            return connection.resetBy == row.sender ? [point(.reset, row)] : []
        }
        let fin = row.relativeSequence &+ UInt32(clamping: row.length) &+ (row.flags.contains(.syn) ? 1 : 0)
        if row.steps.contains(.wave1) { return [point(.wave1, row, number: fin)] }
        if row.steps.isSuperset(of: [.wave2, .wave3]) { return [point(.waves2And3, row, number: fin)] }
        if row.steps.contains(.wave3) {
            return [point(connection.closeOutcome == .simultaneous ? .simultaneousClose : .wave3, row, number: fin)]
        }
        // In a simultaneous close the ACKs of the FINs lead to other states, as was said.
        if connection.closeOutcome == .simultaneous { return [] }
        if row.steps.contains(.wave2) { return [point(.wave2, row)] }
        return row.steps.contains(.wave4) ? [point(.wave4, row)] : []
    }

    private mutating func transfer(_ row: PacketRow, _ connection: borrowing Connection) -> [TeachingPoint] {
        var points: [TeachingPoint] = []
        if row.flags.contains(.fin) { sawFIN = true }
        if row.stages.contains(.request), sawResponse, !sawFIN { points.append(point(.requestKeepsConnection, row)) }
        if row.stages.contains(.statusLine) { sawResponse = true }
        if row.length > 0, !row.flags.contains(.syn) {
            points.append(point(.firstData, row, bytes: row.length))
            if let size = connection[row.sender.peer].synOptions?.maximumSegmentSize,
                Int(row.length) == Int(size) - (Self.timestampsAreAgreed(connection) ? 12 : 0)
            {
                points.append(point(.fullSegment, row, bytes: row.length))
            }
            if row.flags.isDisjoint(with: [.fin, .rst]), (row.sender == .client ? row.clientState : row.serverState) == .closeWait
            {
                points.append(point(.dataInCloseWait, row, bytes: row.length))
            }
            if row.flags.contains(.psh) { points.append(point(.pushFlag, row)) }
        } else if row.acknowledgedBytes > 0, row.steps.isEmpty {
            points.append(point(.firstACK, row, number: row.relativeAcknowledgment, bytes: row.acknowledgedBytes))
        }
        return points
    }

    private static func timestampsAreAgreed(_ connection: borrowing Connection) -> Bool {
        connection.client.synOptions?.timestamps != nil && connection.server.synOptions?.timestamps != nil
    }

    private func notes(_ row: PacketRow, _ connection: borrowing Connection) -> [TeachingPoint] {
        var notes = row.notes
        if row.steps.contains(.handshake2), Self.openedByTwoSYNs(connection) { notes.remove(.retransmission) }
        // The narrower note says it all.
        if !notes.isDisjoint(with: [.fastRetransmission, .spuriousRetransmission]) { notes.remove(.retransmission) }
        if notes.contains(.retransmission) { notes.remove(.outOfOrder) }
        // These have a sentence of their own.
        notes.subtract([.resetNotAcceptable, .resetChallenged, .simultaneousOpen])
        var points: [TeachingPoint] = []
        for bit in 0..<Notes.names.count where notes.rawValue >> UInt32(bit) & 1 == 1 { points.append(point(.note(bit), row)) }
        if notes.contains(.duplicateACK), connection.client.synOptions?.sackPermitted == true,
            connection.server.synOptions?.sackPermitted == true
        {
            points.append(point(.sack, row))
        }
        if !row.notes.isDisjoint(with: [.retransmission, .fastRetransmission, .spuriousRetransmission]), row.length > 0,
            Self.timestampsAreAgreed(connection)
        {
            points.append(point(.timestamps, row))
        }
        return points
    }
}
