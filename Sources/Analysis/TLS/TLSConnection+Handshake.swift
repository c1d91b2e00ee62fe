import Applications
import TCP
import Wire

/// The handshake: which message leads to which keys.
extension TLSConnection {
    func note(_ message: TLSHandshakeReader.Message, _ direction: TLSDirection, isProtected: Bool, frame: Int) {
        found.lastMessage = TLSHandshakeMessage(type: message.type, sender: StreamEnd(direction.role), frame: frame)
        keepTranscript(message)
        guard let body = message.body else {
            return emit(.message(type: message.type, isProtected: isProtected), direction, frame: frame)
        }
        switch (message.type, direction.role) {
        case (1, .client): return noteClientHello(body, direction, isProtected: isProtected, frame: frame)
        case (2, .server): return noteServerHello(body, direction, frame: frame)
        case (11, _): return noteCertificate(body, direction, frame: frame)
        case (5, .client): settleEarlyData(client, wasAccepted: true)
        case (8, .server):
            let extensions = EncryptedExtensions(body)
            found.chosenProtocol = extensions.chosenProtocol ?? found.chosenProtocol
            if hello?.offersEarlyData == true { settleEarlyData(client, wasAccepted: extensions.acceptsEarlyData) }
        case (16, .client): noteClientKeyExchange(body)
        case (20, _): noteFinished(direction)
        case (24, _): updateKeys(direction)
        default: break
        }
        emit(.message(type: message.type, isProtected: isProtected), direction, frame: frame)
        if message.type == 5, direction.phase == .early { enter(.handshake, direction) }
    }

    private func noteClientHello(_ body: [UInt8], _ direction: TLSDirection, isProtected: Bool, frame: Int) {
        let isFirst = hello == nil
        let hello = found.note(client: body)
        self.hello = hello
        if isFirst {
            begun = direction.pieces.first?.position.time
            found.time = begun.map { $0.nanoseconds(since: Timestamp(nanoseconds: 0)) / 1_000_000_000 }
        }
        if isProtected {
            found.renegotiations += 1
            transcript = []
            transcriptIsCut = false
            keepTranscript(TLSHandshakeReader.Message(type: 1, body: body, length: body.count))
        }
        emit(.clientHello(serverName: hello.serverName, protocols: hello.protocols), direction, frame: frame)
    }

    private func noteServerHello(_ body: [UInt8], _ direction: TLSDirection, frame: Int) {
        guard let hello = found.note(server: body, frame: frame) else { return }
        emit(
            .serverHello(version: hello.version, suite: hello.suite, isRetryRequest: hello.isRetryRequest), direction,
            frame: frame)
        // RFC 8446 §4.2.10: early data is not taken then, and the client's next hello is in the clear again.
        if hello.isRetryRequest { return settleEarlyData(client, wasAccepted: false) }
        if hello.version >= 0x0304 {
            // RFC 8446 §7.3: its next record is encrypted with the keys of the handshake, and the client's too.
            protect(server)
            // Whether the client encrypts, its next record shows: it may answer with an alert in the clear.
            client.isProtected = true
            prepareKeys(hello.suite)
        } else if let random = self.hello?.random {
            var session = TLS12Session(
                version: hello.version, suite: hello.suite, clientRandom: random, serverRandom: hello.random)
            session.encryptThenMAC = hello.encryptsThenMACs
            session.extendedMasterSecret = hello.extendsMasterSecret
            self.session = session
        }
    }

    private func noteCertificate(_ body: [UInt8], _ direction: TLSDirection, frame: Int) {
        var chain = TLSCertificate.chain(body, version: found.version ?? 0x0303, maximum: setting.limits.certificates + 1)
        if chain.count > setting.limits.certificates {
            chain.removeLast()
            emit(.certificates)
        }
        if direction.role == .server {
            found.serverCertificates = chain
            found.certificateFrame = frame
        } else {
            found.clientCertificates = chain
            // An empty list, behind an empty context in TLS 1.3 (RFC 5246 §7.4.6, RFC 8446 §4.4.2).
            found.clientHasNoCertificate = chain.isEmpty && body.count <= 4
        }
        emit(.certificate(name: chain.first.flatMap { $0.subject ?? $0.names.first }), direction, frame: frame)
    }

    /// The first eight bytes of an encrypted premaster secret are its name in a key log.
    private func noteClientKeyExchange(_ body: [UInt8]) {
        // RFC 5246 §7.4.7.1: behind a length, other than in SSL 3.
        if body.count > 10 { premasterName = Array(body[2..<10]) }
    }

    private func noteFinished(_ direction: TLSDirection) {
        if found.version ?? 0 >= 0x0304 {
            if direction.phase == .handshake || direction.phase == .early {
                enter(.application, direction)
                if direction.role == .client { noteHandshakeEnd(direction) }
            }
        } else {
            noteHandshakeEnd(direction)
        }
    }

    /// A Finished came, or what can only be one: the handshake is over with the second one.
    func noteHandshakeEnd(_ direction: TLSDirection) {
        guard !found.isFinished else { return }
        if found.version ?? 0 < 0x0304 {
            finishes += 1
            guard finishes == 2 else { return }
        }
        found.isFinished = true
        if let begun, let time = direction.time { found.handshakeTime = time.nanoseconds(since: begun) }
    }

    func noteChangeCipherSpec(_ direction: TLSDirection, frame: Int) {
        // RFC 8446 §D.4: in TLS 1.3 it means nothing.
        if let version = found.version, version >= 0x0304 { return }
        if found.version == nil, direction.role == .server {
            // Without a ServerHello nobody knows which version this is, unless a record behind it opens.
            return mayFindKeys(direction) ? protect(direction) : lose(direction)
        }
        // Before any ServerHello, it stands before early data of TLS 1.3; or behind a HelloRetryRequest.
        if found.version == nil { return }
        emit(.changeCipherSpec, direction, frame: frame)
        protect(direction)
        direction.phase = .application
        bringInKeys(direction)
    }

    /// What a direction sends is encrypted from here on.
    func protect(_ direction: TLSDirection) {
        direction.isProtected = true
        if direction.role == .client { found.clientIsEncrypted = true } else { found.serverIsEncrypted = true }
    }

    /// A client sends before it has heard of the server.
    func expectEarlyData(frame: Int) {
        client.phase = .early
        emit(.earlyData, client, frame: frame)
        prepareEarlyKeys()
    }

    /// Messages up to ClientKeyExchange, where a premaster secret may be known (RFC 7627 §3).
    private func keepTranscript(_ message: TLSHandshakeReader.Message) {
        guard let keys = setting.decryptor?.keyLog, keys.hasPremasters, let body = message.body, message.type != 0,
            premasterName.isEmpty || message.type == 1
        else { return }
        if transcript.count + body.count >= setting.limits.handshakeBytes { transcriptIsCut = true }
        guard !transcriptIsCut else { return }
        transcript += [message.type] + (0..<3).map { UInt8(truncatingIfNeeded: body.count >> (16 - 8 * $0)) } + body
    }
}
