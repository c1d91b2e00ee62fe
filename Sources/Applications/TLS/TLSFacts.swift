/// What is known of the TLS of a connection: from what is in the clear, and from what was decrypted.
public struct TLSFacts: Equatable, Sendable {
    /// The ClientHello; behind a HelloRetryRequest the first one.
    public var hello: ClientHello?
    /// The ServerHello that is no HelloRetryRequest.
    public var serverHello: ServerHello?
    /// The frames of the ServerHello and of the server's certificate.
    public var serverHelloFrame: Int?
    public var certificateFrame: Int?
    /// When the client began, in seconds since 1970; nil where that is not known.
    public var time: Int64?
    /// Whether all that an end sent was read, so that a close_notify would have been seen.
    public var clientClosureIsKnown = false
    public var serverClosureIsKnown = false
    /// An end closed in the middle of content.
    public var clientCutsContent = false
    public var serverCutsContent = false
    /// The version that the server chose, as on the wire: 0x0303 is TLS 1.2, 0x0304 TLS 1.3.
    public var version: UInt16?
    /// The protocol above TLS that the server chose, where that could be read.
    public var chosenProtocol: String?
    /// The group of the key exchange, by IANA's number.
    public var group: UInt16?
    /// Fingerprints of the two hellos.
    public var ja4: String?
    public var ja4s: String?
    /// The frame of the HelloRetryRequest.
    public var retryFrame: Int?
    /// Whether an earlier session was resumed; nil where that is not known.
    public var isResumed: Bool?
    public var earlyData = EarlyData.none
    /// What the server and the client presented, as far as it could be read: the end's own certificate first.
    public var serverCertificates: [TLSCertificate] = []
    public var clientCertificates: [TLSCertificate] = []
    /// The first alerts that could be read, in the order of the capture, without close_notify.
    public var alerts: [TLSAlert] = []
    /// The frames of close_notify; nil for none that could be read.
    public var clientClosed: Int?
    public var serverClosed: Int?
    /// The last record of each end that is an alert and could not be read (TLS 1.2 and before): close_notify, where nothing went wrong.
    public var clientHiddenAlert: Int?
    public var serverHiddenAlert: Int?
    /// Where in its stream an end began to send nothing but alerts; nil where it sent something else last, or that is not known.
    public var clientFarewell: Int?
    public var serverFarewell: Int?
    /// An end sent application data, as the heads of records say (TLS 1.2 and before).
    public var clientSentData = false
    public var serverSentData = false
    /// The client was asked for a certificate, and sent an empty list.
    public var clientHasNoCertificate = false
    /// What stands where a record must begin, and is none.
    public var invalidRecord: InvalidTLSRecord?
    /// The last message of the handshake that could be read.
    public var lastMessage: TLSHandshakeMessage?
    /// What each end sends is encrypted from some point on, as far as is known.
    public var clientIsEncrypted = false
    public var serverIsEncrypted = false
    /// Bytes are missing, or are no TLS: what was in them is not known.
    public var isIncomplete = false
    /// Both ends said that the handshake is finished, as far as that can be seen.
    public var isFinished = false
    /// Handshakes behind the first one (RFC 5246 §7.4.1.1).
    public var renegotiations = 0
    public var keyUpdates = 0
    /// From the ClientHello's first byte to the last Finished, in nanoseconds.
    public var handshakeTime: Int64?
    public var decryption = TLSDecryptionFacts()

    public enum EarlyData: String, Sendable {
        case none, offered, accepted, rejected
    }

    public init() {}

    /// What the two hellos take in memory where that is much: few programs offer more than a thousand bytes can tell.
    public var helloBytes: Int {
        let size = (hello?.size ?? 0) + 2 * (serverHello?.extensions.count ?? 0)
        return size > Self.smallHellos ? size : 0
    }
    private static let smallHellos = 8 << 10

    /// Gives up most of what large hellos hold.
    public mutating func shortenHellos() {
        guard helloBytes > 0 else { return }
        hello?.shorten()
        serverHello?.shorten()
    }

    /// Both ends came as far as encryption; then whether the handshake was finished cannot be seen, and nothing speaks against it.
    public var isEncrypted: Bool { clientIsEncrypted && serverIsEncrypted }
    /// The alert that ended the handshake, or the first that is no closure.
    public var failure: TLSAlert? { alerts.first { !$0.isClosure && $0.isFatal } ?? alerts.first { !$0.isClosure } }
    public var suite: TLSCipherSuite? { serverHello?.suite ?? provenSuite }
    /// The cipher suite under which a record opened, where no ServerHello is in the capture: its tag held.
    public var provenSuite: TLSCipherSuite?

    public func closureIsKnown(_ end: StreamEnd) -> Bool { end == .client ? clientClosureIsKnown : serverClosureIsKnown }
    public func cutsContent(_ end: StreamEnd) -> Bool { end == .client ? clientCutsContent : serverCutsContent }

    /// The frame of an end's close_notify, or of an alert that can be one.
    public func closed(_ end: StreamEnd) -> Int? {
        end == .client ? clientClosed ?? clientHiddenAlert : serverClosed ?? serverHiddenAlert
    }

    /// Takes an alert that could be read. False where `maximum` of them were kept before.
    @discardableResult
    public mutating func note(_ alert: TLSAlert, maximum: Int = 8) -> Bool {
        if alert.number == 0 {
            if alert.sender == .client {
                clientClosed = clientClosed ?? alert.frame
            } else {
                serverClosed = serverClosed ?? alert.frame
            }
        } else {
            guard alerts.count < maximum else { return false }
            var alert = alert
            alert.after = lastMessage
            alerts.append(alert)
        }
        return true
    }

    /// Takes a ClientHello; the first one counts.
    public mutating func note(client body: [UInt8]) -> ClientHello {
        let hello = ClientHello(body[...])
        if self.hello == nil {
            self.hello = hello
            ja4 = TLSFingerprint.ja4(hello)
            if hello.offersEarlyData { earlyData = .offered }
        }
        return hello
    }

    /// Takes a ServerHello, or a HelloRetryRequest; nil for a body that is none.
    public mutating func note(server body: [UInt8], frame: Int) -> ServerHello? {
        guard let hello = ServerHello(body[...]) else { return nil }
        version = hello.version
        group = hello.group ?? group
        if hello.isRetryRequest {
            retryFrame = retryFrame ?? frame
            if earlyData == .offered { earlyData = .rejected }
            return hello
        }
        if serverHello == nil { ja4s = TLSFingerprint.ja4s(hello) }
        serverHello = hello
        serverHelloFrame = serverHelloFrame ?? frame
        if let chosen = hello.chosenProtocol { chosenProtocol = String(wire: chosen) }
        if hello.version >= 0x0304 {
            isResumed = hello.takesPreSharedKey
        } else if let session = self.hello?.session {
            // RFC 5246 §7.3: the server repeats the client's session where it resumes it.
            isResumed = !session.isEmpty && session == hello.session
        }
        return hello
    }

    /// `TLSv1.3`, …; nil where the server chose none, or one that is not known.
    public var versionName: String? { version.flatMap(Self.name(of:)) }

    public static func name(of version: UInt16) -> String? {
        switch version {
        case 0x0300: "SSLv3"
        case 0x0301: "TLSv1.0"
        case 0x0302: "TLSv1.1"
        case 0x0303: "TLSv1.2"
        case 0x0304: "TLSv1.3"
        case 0x7f00...0x7fff: "TLSv1.3-draft\(version & 0xff)"
        default: nil
        }
    }

    /// The name of the group in IANA's registry; nil for one that is not known here.
    public var groupName: String? {
        switch group {
        case 23: "secp256r1"
        case 24: "secp384r1"
        case 25: "secp521r1"
        case 29: "x25519"
        case 30: "x448"
        case 31: "brainpoolP256r1tls13"
        case 256: "ffdhe2048"
        case 257: "ffdhe3072"
        case 258: "ffdhe4096"
        case 259: "ffdhe6144"
        case 260: "ffdhe8192"
        case 4587: "SecP256r1MLKEM768"
        case 4588: "X25519MLKEM768"
        case 4589: "SecP384r1MLKEM1024"
        case 0x6399: "X25519Kyber768Draft00"
        default: nil
        }
    }
}

/// How far a connection was decrypted.
public struct TLSDecryptionFacts: Equatable, Sendable {
    public enum Extent: String, Sendable { case all, part, none }

    /// Why not all was decrypted.
    public enum Obstacle: String, Sendable {
        /// There are no secrets for this connection, or for this part of it.
        case noSecrets = "no-secrets"
        /// The handshake is not in the capture, so nothing says which secrets are meant.
        case noHandshake = "handshake-not-captured"
        case unknownCipher = "cipher-not-supported"
        /// There are secrets, and no record opens with them.
        case wrongSecrets = "secrets-do-not-fit"
        case missingBytes = "bytes-missing"
        /// What comes is no record.
        case notTLS = "not-tls"
        /// A record was changed on its way, or made wrong.
        case badRecord = "record-damaged"
        /// A bound of this program was hit.
        case limit = "limit-reached"
    }

    /// Protected records that were opened, of which there are no secrets, whose tag or MAC does not hold, and that are not whole in the capture.
    public var opened = 0
    public var unread = 0
    public var bad = 0
    public var lost = 0
    /// The frame of the first one whose tag or MAC does not hold, and its sender.
    public var badFrame: Int?
    public var badSender: StreamEnd?
    public var obstacle: Obstacle?

    public init() {}

    /// nil where nothing was encrypted.
    public var extent: Extent? {
        if opened == 0 { return unread + bad + lost > 0 || obstacle != nil ? Extent.none : nil }
        return unread + bad + lost > 0 || obstacle != nil ? .part : .all
    }
}
