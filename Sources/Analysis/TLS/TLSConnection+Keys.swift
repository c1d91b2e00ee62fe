import Applications
import TCP

/// Which keys open which records.
extension TLSConnection {
    /// Keys of TLS 1.3 for all phases behind the ServerHello, as far as there are secrets.
    func prepareKeys(_ suite: TLSCipherSuite) {
        guard let decryptor = setting.decryptor else { return noteNoKeys(.noSecrets) }
        guard let random = hello?.random else {
            // The ClientHello is missing; what opens a record may tell.
            if !mayFindKeys(server) { noteNoKeys(.noHandshake) }
            return
        }
        let labels: [(TLSDirection, TLSDirection.Phase, TLSKeyLog.Label)] = [
            (client, .early, .clientEarly), (client, .handshake, .clientHandshake), (client, .application, .clientTraffic),
            (server, .handshake, .serverHandshake), (server, .application, .serverTraffic),
        ]
        var hasSecret = false
        for (direction, phase, label) in labels {
            direction.suite = suite
            if phase == .early, direction.phase == .early || hello?.offersEarlyData != true { continue }
            for secret in decryptor.keyLog.secrets(label, random) {
                hasSecret = true
                guard let cipher = decryptor.cryptography.cipher(suite, trafficSecret: secret) else { continue }
                direction.candidates.append(TLSDirection.Candidate(phase: phase, suite: suite, secret: secret, cipher: cipher))
            }
        }
        if server.phase == .clear { server.phase = .handshake }
        if client.phase == .clear { client.phase = .handshake }
        guard client.candidates.isEmpty, server.candidates.isEmpty, client.cipher == nil else { return }
        noteNoKeys(hasSecret ? .unknownCipher : .noSecrets)
    }

    /// Looks again for secrets of TLS 1.3 where the key log grows: a program may write them later than its first records come.
    func retryKeys(_ direction: TLSDirection) {
        guard let decryptor = setting.decryptor, decryptor.keyLog.refresh != nil, let random = hello?.random,
            let suite = found.serverHello?.suite, suite.isOfTLS13
        else { return }
        let labels: [(TLSDirection.Phase, TLSKeyLog.Label)] =
            direction.role == .client
            ? [(.handshake, .clientHandshake), (.application, .clientTraffic)]
            : [(.handshake, .serverHandshake), (.application, .serverTraffic)]
        for (phase, label) in labels where !direction.candidates.contains(where: { $0.phase == phase }) {
            for secret in decryptor.keyLog.secrets(label, random) {
                guard let cipher = decryptor.cryptography.cipher(suite, trafficSecret: secret) else { continue }
                direction.candidates.append(TLSDirection.Candidate(phase: phase, suite: suite, secret: secret, cipher: cipher))
            }
        }
    }

    /// Keys for what a client sends before the ServerHello says which cipher suite it is: that of the session it resumes.
    func prepareEarlyKeys() {
        guard let hello, let decryptor = setting.decryptor else { return }
        for secret in decryptor.keyLog.secrets(.clientEarly, hello.random) {
            for suite in hello.suitesOfTLS13 where (suite.hash == .sha384 ? 48 : 32) == secret.count {
                guard let cipher = decryptor.cryptography.cipher(suite, trafficSecret: secret) else { continue }
                client.candidates.append(TLSDirection.Candidate(phase: .early, suite: suite, secret: secret, cipher: cipher))
            }
        }
    }

    func noteNoKeys(_ obstacle: TLSDecryptionFacts.Obstacle) {
        found.decryption.obstacle = found.decryption.obstacle ?? obstacle
    }

    /// The records of the next phase have other keys: they are tried when the first one comes.
    func enter(_ phase: TLSDirection.Phase, _ direction: TLSDirection) {
        direction.phase = phase
        direction.cipher = nil
        direction.keysAreProven = false
        direction.sequence = 0
    }

    /// RFC 8446 §4.6.3: behind the message, its sender uses new keys.
    func updateKeys(_ direction: TLSDirection) {
        guard found.version ?? 0 >= 0x0304, direction.phase == .application else { return }
        found.keyUpdates += 1
        guard let next = nextKeys(direction) else { return }
        adopt(next, direction)
    }

    private func nextKeys(_ direction: TLSDirection) -> TLSDirection.Candidate? {
        guard let suite = direction.suite, let decryptor = setting.decryptor, direction.phase == .application,
            let secret = decryptor.cryptography.nextTrafficSecret(after: direction.secret, suite),
            let cipher = decryptor.cryptography.cipher(suite, trafficSecret: secret)
        else { return nil }
        return TLSDirection.Candidate(phase: .application, suite: suite, secret: secret, cipher: cipher)
    }

    private func adopt(_ keys: TLSDirection.Candidate, _ direction: TLSDirection) {
        direction.phase = keys.phase
        direction.cipher = keys.cipher
        direction.secret = keys.secret
        direction.suite = keys.suite
        direction.sequence = 0
        direction.keysAreProven = false
    }

    // MARK: - TLS 1.2 and before

    /// The keys that a ChangeCipherSpec brings in.
    func bringInKeys(_ direction: TLSDirection) {
        direction.sequence = 0
        direction.keysAreProven = false
        direction.cipher = nil
        guard let session else { return noteNoKeys(.noHandshake) }
        if direction.pending == nil { makeKeys(session) }
        direction.cipher = direction.pending
        direction.pending = nil
        // Only the heads of its records say something: what is an alert.
        if direction.cipher == nil { direction.reader.readsRecords = false }
    }

    private func makeKeys(_ session: TLS12Session) {
        guard let decryptor = setting.decryptor else { return noteNoKeys(.noSecrets) }
        let log = decryptor.keyLog
        var masters = log.secrets(.master, session.clientRandom)
        if masters.isEmpty, log.hasPremasters {
            if session.extendedMasterSecret, transcriptIsCut {
                emit(.handshakeBytes)
                return noteNoKeys(.limit)
            }
            let premasters =
                log.secrets(.premaster, session.clientRandom) + (premasterName.isEmpty ? [] : log.secrets(.rsa, premasterName))
            masters = premasters.compactMap {
                decryptor.cryptography.masterSecret(
                    premaster: $0, session, transcript: session.extendedMasterSecret ? transcript : nil)
            }
        }
        guard let master = masters.first else { return noteNoKeys(.noSecrets) }
        guard let ciphers = decryptor.cryptography.ciphers(session, masterSecret: master) else {
            return noteNoKeys(.unknownCipher)
        }
        client.pending = ciphers.client
        server.pending = ciphers.server
    }
}
