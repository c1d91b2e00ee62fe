import Applications
import TCP

/// TLS: what its handshake, its records and its end show.
extension FindingRules {
    func findTLS() {
        guard context.spokeMoreThanHTTP, let tls = context.tls, !has(.protocolMismatch) else { return }
        // A choice that was not offered is why the handshake stopped.
        if let choice = choiceNotOffered(tls) {
            add(.tls(.notOffered(choice), tls), tls.serverHelloFrame)
        } else {
            findUnfinishedHandshake(tls)
        }
        if let certificate = tls.serverCertificates.first, let now = tls.time {
            let isExpired = certificate.notAfter.map { $0 < now } ?? false
            if isExpired || certificate.notBefore.map({ $0 > now }) ?? false {
                add(.tls(.certificateOutOfDate(certificate, isExpired: isExpired), tls), tls.certificateFrame)
            }
        }
        if tls.decryption.bad > 0, let sender = tls.decryption.badSender {
            add(.tls(.badRecord(by: sender, count: tls.decryption.bad), tls), tls.decryption.badFrame)
        }
        // Behind the handshake the ends may go on without TLS, or the capture was changed.
        // Where copies of bytes differ, nobody knows which ones were read.
        if let record = tls.invalidRecord, tls.hello != nil, !tls.isFinished, !tls.isEncrypted,
            connection.overlapConflicts.isEmpty
        {
            add(.tls(.notARecord(record), tls), record.frame)
        }
        findTruncation(tls)
    }

    private func choiceNotOffered(_ tls: TLSFacts) -> TLSProblem.Choice? {
        guard let hello = tls.hello, !hello.random.isEmpty, !hello.isShortened, let chosen = tls.serverHello else { return nil }
        if !hello.offers(version: chosen.version) { return .version(chosen.version) }
        return hello.suites.contains(chosen.suite) ? nil : .suite(chosen.suite)
    }

    private func findUnfinishedHandshake(_ tls: TLSFacts) {
        guard tls.hello != nil, !tls.isFinished, !tls.isEncrypted, !tls.isIncomplete, tls.failure == nil,
            connection.clientFlow.stream.missingBytes == 0, connection.serverFlow.stream.missingBytes == 0,
            !has([.peerVanished, .pathMTU, .dataAfterClose, .connectionForgotten, .resetWithDataOutstanding, .step3NotAccepted])
        else { return }
        // What the server sent could not be read as TLS: nothing says where it stood.
        if tls.serverHello == nil, connection.serverFlow.stream.distinctBytes > 0 { return }
        guard let end = firstEnd else { return }
        add(
            .tls(.handshakeUnfinished(tls.lastMessage, closedBy: end.role == .client ? .client : .server), tls),
            tls.lastMessage?.frame, end.frame)
    }

    /// The first FIN or RST.
    private var firstEnd: (role: Role, frame: Int)? {
        var ends: [(role: Role, frame: Int)] = []
        if let fin = connection.client.fin { ends.append((.client, fin.frame)) }
        if let fin = connection.server.fin { ends.append((.server, fin.frame)) }
        if let reset = incidents?.reset { ends.append((reset.sender, reset.frame)) }
        return ends.min { $0.frame < $1.frame }
    }

    private func findTruncation(_ tls: TLSFacts) {
        guard tls.isFinished, tls.failure == nil else { return }
        guard let first = firstEnd else { return }
        // A RST has a finding of its own, which says as much.
        let isReset = incidents?.reset?.frame == first.frame
        let sender: StreamEnd = first.role == .client ? .client : .server
        guard tls.closureIsKnown(sender), tls.closed(sender) == nil, tls.closed(sender.peer) ?? .max > first.frame,
            !isReset || tls.cutsContent(sender)
        else { return }
        add(.tls(.truncated(by: sender, cutsContent: tls.cutsContent(sender)), tls), first.frame)
    }
}
