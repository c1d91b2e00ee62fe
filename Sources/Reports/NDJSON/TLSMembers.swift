import Applications
import Wire

/// Writes the `tls` member of a connection's record.
struct TLSMembers {
    private let tls: TLSFacts

    init(_ tls: TLSFacts) { self.tls = tls }

    func append(to output: OutputBuffer) {
        output.append(",\"tls\":{\"alerts\":[")
        for (i, alert) in tls.alerts.enumerated() {
            output.append(i == 0 ? "{" : ",{")
            output.append("\"from\":\"\(alert.sender)\",\"level\":\"\(alert.levelName)\"")
            if let name = alert.name { output.append(",\"name\":\"\(name)\"") }
            output.append(",\"number\":\(alert.number),\"frame\":\(alert.frame)}")
        }
        output.append("]")
        text("version", tls.versionName, output)
        text("cipher", tls.suite?.shownName, output)
        text("group", tls.groupName ?? tls.group.map { "\($0)" }, output)
        text("alpn", tls.chosenProtocol, output)
        text("sni", tls.hello?.serverName, output)
        if tls.hello?.hasEncryptedHello == true { output.append(",\"ech\":true") }
        if let isResumed = tls.isResumed { output.append(",\"resumed\":\(isResumed)") }
        if tls.retryFrame != nil { output.append(",\"hello_retry_request\":true") }
        if tls.earlyData != .none { text("early_data", tls.earlyData.rawValue, output) }
        text("ja4", tls.ja4, output)
        text("ja4s", tls.ja4s, output)
        if let time = tls.handshakeTime, time >= 0 {
            output.append(",\"handshake\":")
            output.appendSeconds(time)
        }
        if tls.renegotiations > 0 { output.append(",\"renegotiations\":\(tls.renegotiations)") }
        if tls.keyUpdates > 0 { output.append(",\"key_updates\":\(tls.keyUpdates)") }
        append("server_certificates", tls.serverCertificates, to: output)
        append("client_certificates", tls.clientCertificates, to: output)
        appendDecryption(to: output)
        appendClosures(to: output)
        output.append("}")
    }

    private func text(_ key: String, _ value: String?, _ output: OutputBuffer) {
        guard let value else { return }
        output.appendKey(key)
        output.appendJSON(value)
    }

    private func appendDecryption(to output: OutputBuffer) {
        guard let extent = tls.decryption.extent else { return }
        text("decrypted", extent.rawValue, output)
        if extent != .all { text("not_decrypted", tls.decryption.obstacle?.rawValue, output) }
    }

    private func appendClosures(to output: OutputBuffer) {
        guard tls.clientClosed != nil || tls.serverClosed != nil else { return }
        output.append(",\"close_notify\":{")
        if let frame = tls.clientClosed { output.append("\"client\":\(frame)") }
        if let frame = tls.serverClosed { output.append((tls.clientClosed == nil ? "" : ",") + "\"server\":\(frame)") }
        output.append("}")
    }

    private func append(_ key: String, _ chain: [TLSCertificate], to output: OutputBuffer) {
        guard !chain.isEmpty else { return }
        output.appendKey(key)
        for (i, certificate) in chain.enumerated() {
            output.append(i == 0 ? "[{\"subject\":" : ",{\"subject\":")
            output.appendJSON(certificate.subject ?? "")
            output.append(",\"issuer\":")
            output.appendJSON(certificate.issuer ?? "")
            output.append(",\"names\":[")
            for (j, name) in certificate.names.enumerated() {
                if j > 0 { output.append(",") }
                output.appendJSON(name)
            }
            output.append("]")
            for (key, seconds) in [("not_before", certificate.notBefore), ("not_after", certificate.notAfter)] {
                guard let seconds else { continue }
                output.append(",\"\(key)\":\"\(Self.date(seconds))\"")
            }
            output.append("}")
        }
        output.append("]")
    }

    /// RFC 3339, to the second.
    static func date(_ seconds: Int64) -> String {
        let time = CalendarTime(Timestamp(nanoseconds: seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(time.year)-\(two(time.month))-\(two(time.day))T\(two(time.hour)):\(two(time.minute)):\(two(time.second))Z"
    }
}
