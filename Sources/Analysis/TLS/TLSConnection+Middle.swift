import Applications
import TCP

/// Records whose handshake is not in the capture, or not whole: which secret they are protected with, and which number they have, is found by
/// trying. A record that opens proves both, since its tag holds.
extension TLSConnection {
    /// Records at the beginning of a phase that may be missing where the handshake is there in part.
    private static let missedInHandshake = 64
    /// Deriving keys costs as much as decrypting so many bytes.
    private static let keyCost = 8 << 10

    private struct Key {
        var session: [UInt8]
        var keys: TLSDirection.Candidate
    }

    /// A direction is read from here on, in the middle of its stream, where a record begins.
    func join(_ role: Role) {
        let direction = direction(role)
        direction.isJoined = true
        direction.isWhole = false
        // Its first whole record must do.
        direction.keySearches = 1
        direction.phase = .application
        found.isIncomplete = true
        protect(direction)
        guard mayFindKeys(direction) else {
            noteNoKeys(keysAreMissing)
            // The heads of records are all that can be read.
            direction.reader.readsRecords = false
            return
        }
    }

    /// Why there are no keys where the handshake was not captured.
    var keysAreMissing: TLSDecryptionFacts.Obstacle { setting.decryptor?.keyLog.count ?? 0 > 0 ? .noHandshake : .noSecrets }

    /// Whether there are secrets that may turn out to be those of a direction.
    func mayFindKeys(_ direction: TLSDirection) -> Bool {
        let peer = self.direction(direction.role.peer)
        // Both are of one connection: what did not fit one end does not fit the other.
        if peer.isJoined, peer.keySearches == 0, peer.cipher == nil { return false }
        guard let decryptor = setting.decryptor, direction.keySearches > 0, found.version ?? 0x0304 >= 0x0304 else {
            return false
        }
        return !decryptor.keyLog.sessions.isEmpty
    }

    /// Looks for the keys under which a record opens, and takes them for its direction.
    func findKeys(_ record: Span<UInt8>, _ direction: TLSDirection) -> Bool {
        guard mayFindKeys(direction), let decryptor = setting.decryptor else { return false }
        let keys = possibleKeys(direction, decryptor)
        // In a search, places are tried that may be no record: they count by what they cost alone.
        if direction.search == nil { direction.keySearches -= 1 }
        defer { if direction.keySearches == 0, direction.cipher == nil { noteKeysNotFound(direction) } }
        let last = direction.isJoined ? setting.limits.recordNumbers : Self.missedInHandshake
        var content: [UInt8] = []
        for range in [0..<min(256, last), min(256, last)..<min(4096, last), min(4096, last)..<last] {
            for key in keys {
                for number in range {
                    guard mayTryKeys(record.count + TLSTrials.overhead, direction, decryptor) else { return false }
                    guard key.keys.cipher.open(record, sequence: UInt64(number), into: &content) else { continue }
                    take(key, number: number, direction)
                    return true
                }
            }
        }
        return false
    }

    private func take(_ key: Key, number: Int, _ direction: TLSDirection) {
        joinedSession = key.session
        direction.cipher = key.keys.cipher
        direction.secret = key.keys.secret
        direction.suite = key.keys.suite
        direction.phase = key.keys.phase
        direction.sequence = UInt64(number)
        direction.keysAreProven = true
        direction.isWhole = direction.isWhole && number == 0 && direction.missing == 0
        protect(direction)
        found.version = 0x0304
        if found.serverHello == nil { found.provenSuite = key.keys.suite }
        guard direction.phase == .application else { return }
        found.isFinished = true
    }

    /// The keys of the secrets that may be those of a direction; of one connection, once the other direction has told which.
    private func possibleKeys(_ direction: TLSDirection, _ decryptor: TLSDecryptor) -> [Key] {
        let isClient = direction.role == .client
        var labels: [(TLSDirection.Phase, TLSKeyLog.Label)] = [(.application, isClient ? .clientTraffic : .serverTraffic)]
        if !direction.isJoined { labels.append((.handshake, isClient ? .clientHandshake : .serverHandshake)) }
        let sessions: [[UInt8]]
        if let random = joinedSession ?? hello?.random {
            sessions = [random]
        } else {
            sessions = decryptor.keyLog.sessions.suffix(setting.limits.sessionsTried).reversed()
        }
        var keys: [Key] = []
        for session in sessions {
            for (phase, label) in labels {
                for secret in decryptor.keyLog.secrets(label, session) {
                    for suite in suites(direction, secret) where mayTryKeys(Self.keyCost, direction, decryptor) {
                        guard let cipher = decryptor.cryptography.cipher(suite, trafficSecret: secret) else { continue }
                        keys.append(
                            Key(
                                session: session,
                                keys: TLSDirection.Candidate(phase: phase, suite: suite, secret: secret, cipher: cipher)))
                    }
                }
            }
        }
        return keys
    }

    /// The cipher suites of TLS 1.3 that a secret of this length can belong to (RFC 8446 §B.4); those with CCM are not tried without a hello.
    private func suites(_ direction: TLSDirection, _ secret: [UInt8]) -> [TLSCipherSuite] {
        if let suite = found.suite ?? self.direction(direction.role.peer).suite { return [suite] }
        let offered =
            hello?.suitesOfTLS13 ?? [TLSCipherSuite(0x1301), TLSCipherSuite(0x1302), TLSCipherSuite(0x1303)]
        return offered.filter { ($0.hash == .sha384 ? 48 : 32) == secret.count }
    }

    private func mayTryKeys(_ cost: Int, _ direction: TLSDirection, _ decryptor: TLSDecryptor) -> Bool {
        direction.keyTrialBytes -= cost
        if direction.keyTrialBytes >= 0, decryptor.trials.take(cost) { return true }
        if direction.keySearches > 0 { emit(.recordSearch) }
        direction.keySearches = 0
        return false
    }

    private func noteKeysNotFound(_ direction: TLSDirection) {
        let isUntried =
            joinedSession == nil && hello == nil
            && setting.decryptor?.keyLog.sessions.count ?? 0 > setting.limits.sessionsTried
        if isUntried { emit(.sessions) }
        noteNoKeys(direction.keyTrialBytes < 0 || isUntried ? .limit : hello == nil ? keysAreMissing : .noSecrets)
        if direction.isJoined, direction.search == nil { direction.reader.readsRecords = false }
    }
}
