import Applications
import TCP

/// Records that are encrypted.
extension TLSConnection {
    func takeProtected(_ record: Span<UInt8>, _ head: TLSRecordHead, _ direction: TLSDirection) {
        guard let frame = direction.pieces.last?.position.frame else { return }
        if direction.cipher == nil, found.serverHello == nil || hello == nil, direction.phase != .early, head.type == 23 {
            // Which keys it has, no handshake says: one that opens does.
            _ = findKeys(record, direction)
        }
        let isTLS13 = found.version ?? 0 >= 0x0304 || direction.phase == .early
        if isTLS13 {
            // RFC 8446 §D.4, and §5.1: what an end sends in the clear that cannot go on.
            if head.type == 20 { return }
            if head.type == 22, direction.phase == .early, found.retryFrame != nil, found.serverHello == nil {
                restart(direction)
                return takeHandshake(
                    record.extracting(TLSRecordHead.size..<record.count), direction, isProtected: false, frame: frame)
            }
            if head.type == 21, head.length == 2 {
                return takeAlert(record.extracting(TLSRecordHead.size..<record.count), direction, frame: frame)
            }
        }
        protect(direction)
        guard let contentOffset = open(record, direction) else { return noteUnopened(record, head, direction, frame: frame) }
        found.decryption.opened += 1
        direction.keysAreProven = true
        direction.missing = 0
        direction.mayLack = 0
        var type = head.type
        if isTLS13 {
            // RFC 8446 §5.4: padding is zeros behind the type.
            while let last = direction.content.last, last == 0 { direction.content.removeLast() }
            guard let inner = direction.content.popLast() else { return }
            type = inner
        }
        switch type {
        case 20: if !isTLS13 { noteChangeCipherSpec(direction, frame: frame) }
        case 21:
            direction.carriesAlert = true
            let content = direction.content
            takeAlert(content.span, direction, frame: frame)
        case 22:
            let content = direction.content
            takeHandshake(content.span, direction, isProtected: true, frame: frame)
        case 23: deliver(direction, contentOffset: contentOffset, recordLength: record.count)
        default: break
        }
    }

    /// The client begins again in the clear.
    private func restart(_ direction: TLSDirection) {
        enter(.clear, direction)
        direction.isProtected = false
        direction.candidates = []
    }

    // MARK: - Opening

    /// Opens a record; where in it its content begins, or nil.
    private func open(_ record: Span<UInt8>, _ direction: TLSDirection) -> Int? {
        direction.content.removeAll(keepingCapacity: true)
        if let cipher = direction.cipher, let found = number(record, cipher, direction) {
            let lost = Int(found - direction.sequence)
            direction.sequence = found + 1
            // What is missing before it is known exactly now: everything but the heads and tags of so many records.
            if direction.missing > 0 { skipMissing(lost, cipher, direction) }
            return cipher.contentOffset
        }
        guard found.version ?? 0x0304 >= 0x0304 else { return nil }
        return openWithNext(record, direction)
    }

    /// The number under which a record opens: the next one, or one of the next where records may be missing.
    private func number(_ record: Span<UInt8>, _ cipher: any TLSRecordCipher, _ direction: TLSDirection) -> UInt64? {
        for lost in 0...max(0, min(direction.mayLack, setting.limits.recordsMissed)) {
            // The number that is due is free.
            guard lost == 0 || direction.mayTry(record.count) else { return nil }
            let number = direction.sequence + UInt64(lost)
            if cipher.open(record, sequence: number, into: &direction.content) { return number }
        }
        return nil
    }

    /// Tries the keys of the phases that may have begun; those that open the record are the ones of its direction from here on.
    private func openWithNext(_ record: Span<UInt8>, _ direction: TLSDirection) -> Int? {
        guard direction.trialsLeft > 0 else { return nil }
        direction.trialsLeft -= 1
        retryKeys(direction)
        for candidate in direction.candidates {
            // Of the present phase they count only as long as no other is known to be right.
            guard
                candidate.phase.rawValue > direction.phase.rawValue
                    || candidate.phase == direction.phase && !direction.keysAreProven
            else { continue }
            for number in 0...max(0, min(direction.mayLack, 64)) {
                guard number == 0 || direction.mayTry(record.count) else { break }
                guard candidate.cipher.open(record, sequence: UInt64(number), into: &direction.content) else { continue }
                let before = direction.phase
                direction.phase = candidate.phase
                direction.cipher = candidate.cipher
                direction.secret = candidate.secret
                direction.suite = candidate.suite
                direction.sequence = UInt64(number) + 1
                notePhase(direction, after: before)
                if direction.missing > 0 { skipMissing(number, candidate.cipher, direction) }
                return candidate.cipher.contentOffset
            }
        }
        return nil
    }

    /// A record shows that a phase is over, whose messages could not be read.
    private func notePhase(_ direction: TLSDirection, after before: TLSDirection.Phase) {
        if direction.role == .client, before == .early, direction.phase == .handshake {
            settleEarlyData(direction, wasAccepted: false)
        }
        if direction.role == .client, direction.phase == .application { noteHandshakeEnd(direction) }
    }

    private func skipMissing(_ lost: Int, _ cipher: any TLSRecordCipher, _ direction: TLSDirection) {
        let isExact = found.decryption.lost > 0 && cipher.keepsLength
        let count = direction.missing - lost * cipher.overhead
        direction.missing = 0
        skipCarried(isExact ? max(0, count) : nil, guess: count, direction)
    }

    // MARK: - What cannot be opened

    private func noteUnopened(_ record: Span<UInt8>, _ head: TLSRecordHead, _ direction: TLSDirection, frame: Int) {
        if direction.keysAreProven {
            found.decryption.bad += 1
            if found.decryption.badFrame == nil {
                found.decryption.badFrame = frame
                found.decryption.badSender = StreamEnd(direction.role)
            }
            // One that may lie behind missing ones says nothing.
            if direction.mayLack == 0 {
                direction.sequence += 1
                direction.missing += record.count
                direction.mayLack = 0
                found.decryption.obstacle = found.decryption.obstacle ?? .badRecord
                if let cipher = direction.cipher { skipMissing(1, cipher, direction) }
            } else {
                direction.missing += record.count
                direction.mayLack += 1
            }
            return
        }
        noteUnread(head, direction, frame: frame)
    }

    /// A record for which there are no keys.
    private func noteUnread(_ head: TLSRecordHead, _ direction: TLSDirection, frame: Int) {
        found.decryption.unread += 1
        if head.type == 23, found.version ?? 0 < 0x0304 { noteUnreadable(direction) }
        if found.version == nil, mayFindKeys(direction) { return }
        let hasKeys = direction.cipher != nil || !direction.candidates.isEmpty
        if found.version ?? 0 < 0x0304 {
            noteHidden(head, direction, frame: frame)
            found.decryption.obstacle = found.decryption.obstacle ?? (hasKeys ? .wrongSecrets : .noSecrets)
            if direction.cipher != nil {
                direction.cipher = nil
                direction.reader.readsRecords = false
            }
            return
        }
        // The first one of the client behind the ServerHello holds its Finished, or what comes just before it.
        if direction.role == .client, found.serverHello != nil, found.earlyData == .none { noteHandshakeEnd(direction) }
        let mayCome = setting.decryptor?.keyLog.refresh != nil
        let applies = mayCome || direction.candidates.contains { $0.phase.rawValue >= direction.phase.rawValue }
        if !applies || direction.trialsLeft == 0 {
            found.decryption.obstacle =
                found.decryption.obstacle ?? (hasKeys && direction.trialsLeft == 0 ? .wrongSecrets : .noSecrets)
            // A server that is asked for early data may still have something to say of it.
            if direction.phase != .early {
                noteUnreadable(direction)
                stop(direction)
            }
        }
    }

    /// A record that was passed over came to its end, before this offset of the stream.
    func pass(_ direction: TLSDirection, frame: Int, before end: Int) {
        guard let head = direction.reader.head else { return }
        // Its head says what is an alert, but not in TLS 1.3.
        noteFarewell(head.type == 21 ? end - TLSRecordHead.size - head.length : nil, direction)
        noteData(head, direction)
        if direction.isProtected, direction.cipher != nil { return noteLostRecord(direction) }
        if direction.isProtected { noteUnread(head, direction, frame: frame) }
    }

    /// Some bytes of a record are missing.
    func noteLostRecord(_ direction: TLSDirection) {
        found.decryption.lost += 1
        found.decryption.obstacle = found.decryption.obstacle ?? .missingBytes
        direction.missing += TLSRecordHead.size + (direction.reader.head?.length ?? 0)
        direction.mayLack += 1
    }

    /// What the head of a record says that cannot be read, in TLS 1.2 and before.
    private func noteHidden(_ head: TLSRecordHead, _ direction: TLSDirection, frame: Int) {
        switch head.type {
        case 22:
            noteHandshakeEnd(direction)
            emit(.encryptedHandshake, direction, frame: frame)
        case 21:
            if direction.role == .client { found.clientHiddenAlert = frame } else { found.serverHiddenAlert = frame }
            emit(.encryptedAlert, direction, frame: frame)
        default: break
        }
    }
}
