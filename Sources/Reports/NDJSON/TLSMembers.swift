import Applications
import Wire

/// Writes the `tls` member of a connection's record.
struct TLSMembers {
    private let tls: TLSFacts

    init(_ tls: TLSFacts) { self.tls = tls }

    func append(to json: JSONWriter) {
        json.beginObject("tls")
        json.beginArray("alerts")
        for alert in tls.alerts {
            json.beginObject()
            json.word("from", "\(alert.sender)" as String)
            json.word("level", alert.levelName)
            if let name = alert.name { json.word("name", name) }
            json.member("number", Int(alert.number))
            json.member("frame", alert.frame)
            json.endObject()
        }
        json.endArray()
        json.member("version", tls.versionName)
        json.member("cipher", tls.suite?.shownName)
        json.member("group", tls.groupName ?? tls.group.map { "\($0)" })
        json.member("alpn", tls.chosenProtocol.map(WireBytes.repaired))
        json.member("sni", (tls.hello?.serverName).map(WireBytes.repaired))
        if tls.hello?.hasEncryptedHello == true { json.member("ech", true) }
        if let isResumed = tls.isResumed { json.member("resumed", isResumed) }
        if tls.retryFrame != nil { json.member("hello_retry_request", true) }
        if tls.earlyData != .none { json.word("early_data", tls.earlyData.rawValue) }
        json.member("ja4", tls.ja4)
        json.member("ja4s", tls.ja4s)
        if let time = tls.handshakeTime, time >= 0 { json.seconds("handshake", time) }
        if tls.renegotiations > 0 { json.member("renegotiations", tls.renegotiations) }
        if tls.keyUpdates > 0 { json.member("key_updates", tls.keyUpdates) }
        append("server_certificates", tls.serverCertificates, to: json)
        append("client_certificates", tls.clientCertificates, to: json)
        if let extent = tls.decryption.extent {
            json.word("decrypted", extent.rawValue)
            if extent != .all { json.member("not_decrypted", tls.decryption.obstacle?.rawValue) }
        }
        if tls.clientClosed != nil || tls.serverClosed != nil {
            json.beginObject("close_notify")
            json.member("client", tls.clientClosed)
            json.member("server", tls.serverClosed)
            json.endObject()
        }
        json.endObject()
    }

    private func append(_ key: StaticString, _ chain: [TLSCertificate], to json: JSONWriter) {
        guard !chain.isEmpty else { return }
        json.beginArray(key)
        for certificate in chain {
            json.beginObject()
            json.member("subject", WireBytes.repaired(certificate.subject ?? ""))
            json.member("issuer", WireBytes.repaired(certificate.issuer ?? ""))
            json.member("names", certificate.names.map(WireBytes.repaired))
            if let seconds = certificate.notBefore { json.word("not_before", Self.date(seconds)) }
            if let seconds = certificate.notAfter { json.word("not_after", Self.date(seconds)) }
            json.endObject()
        }
        json.endArray()
    }

    /// RFC 3339, to the second.
    static func date(_ seconds: Int64) -> String {
        let time = CalendarTime(Timestamp(nanoseconds: seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(time.year)-\(two(time.month))-\(two(time.day))T\(two(time.hour)):\(two(time.minute)):\(two(time.second))Z"
    }
}
