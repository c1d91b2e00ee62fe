import Language
import TCP

/// What a learner is told at a packet, in English.
struct EnglishTeaching {
    let point: TeachingPoint

    private var sender: Text { point.sender == .client ? "client" : "server" }
    private var other: Text { point.sender == .client ? "server" : "client" }

    var sentence: Text {
        switch point.kind {
        case .handshake1, .handshake2, .handshake3, .simultaneousOpen, .splitAnswer, .refusal, .handshakeNotCaptured:
            opening
        case .windowAndScale, .firstData, .firstACK, .fullSegment, .pushFlag, .sack, .timestamps, .requestKeepsConnection:
            transfer
        case .wave1, .wave2, .waves2And3, .wave3, .wave4, .dataInCloseWait, .simultaneousClose, .reset, .resetWithoutEffect:
            closing
        case .failedCheck:
            "A number is not what it must be. The label stays, since the flags are those of that step; but whoever receives this cannot accept it as such. Both numbers stand in the ladder, with the difference."
        case .note(let bit): note(bit)
        }
    }

    private var opening: Text {
        switch point.kind {
        case .handshake1:
            "The client asks for a connection. x = \(point.number) is where its numbering begins: chosen so that nobody can guess it, and shown as 0 from here on. The SYN itself takes one number, so that it can be acknowledged; the first byte of data will be x+1. The client enters SYN_SENT (some articles misspell it as SYN-END); a server that waits for connections is in LISTEN."
        case .handshake2:
            "The server answers. ack = x+1 proves that it has the SYN: it counted one number for it, and expects byte x+1 next. It says in the same segment where its own numbering begins: y = \(point.number). It enters SYN_RCVD. As soon as this reaches the client, the client is ESTABLISHED (the ladder says so at step 3, which proves it): it knows that both directions work."
        case .handshake3:
            "The client confirms: ack = y+1 proves that it has the server's SYN. Why three steps and not two: without this one the server would have to believe any SYN, also an old copy or a forged one. seq is x+1, as the SYN took one number; this ACK takes none. The server is ESTABLISHED when it has it, the client has been since step 2."
        case .simultaneousOpen:
            "Both ends sent a SYN before they had the other's. That is allowed: each answers the other's SYN with SYN ACK, and there is no third step. Each goes from SYN_SENT to SYN_RCVD, and is ESTABLISHED once it has the other's SYN ACK."
        case .splitAnswer:
            "In a split handshake this ACK takes the place of step 3: it acknowledges the SYN of the SYN ACK before it. The \(sender) has both SYNs and is ESTABLISHED, the \(other) is as soon as it has this ACK; the ladder says so at the next data, which proves it."
        case .refusal:
            "A RST answers the SYN, and acknowledges it: no program listens on this port, or a firewall rejects it; LISTEN above is only what is usual, the server is CLOSED. Nothing has to be closed, as nothing was opened."
        default:
            "The connection is older than the capture, so its SYNs are not in it: numbers count from the first ones seen, and windows cannot be told in bytes, as their scale is only in the SYNs."
        }
    }

    private var transfer: Text {
        switch point.kind {
        case .windowAndScale:
            "Every segment carries a window: how many bytes its sender can take beyond what it acknowledges. It is not exchanged once. The field has 16 bits; the SYNs agreed that from here on each end multiplies it by a power of two (the scale)."
        case .firstData:
            "The first data: \(point.bytes) bytes of the \(sender), numbered from seq on. The next segment of the \(sender) will have seq + \(point.bytes)."
        case .firstACK:
            "ack = \(point.number) says: all before it has arrived, it is expected next. An ACK takes no number and is itself not acknowledged; one may cover many segments."
        case .fullSegment:
            "A segment of \(point.bytes) bytes, as large as the other end allows (its MSS in the SYN, less the options in each header). More data goes into further segments: TCP carries a stream, and knows no messages."
        case .pushFlag:
            "PSH: the sender had no more to add at that moment, so the receiver should hand the bytes to its program. It is no boundary of a message."
        case .sack:
            "SACK: ack can only say up to where nothing is missing. The blocks beside it say what came behind the gap, so that only the gap must be sent again."
        case .timestamps:
            "Both ends put timestamps into their segments: the clock of the sender, and an echo of the other's. So a round trip can be measured also for what was sent again, and an old copy is known by its age."
        default:
            "Another request on the same connection: nobody closed after the answer before (a persistent connection), so it needs no handshake. In HTTP/1.1 this is the rule."
        }
    }

    private var closing: Text {
        switch point.kind {
        case .wave1:
            "The \(sender) has nothing more to send, and closes its direction. Either end may be the first. The FIN takes the number behind the last byte: u = \(point.number). The \(sender) enters FIN_WAIT_1; it can still receive."
        case .wave2:
            "ack = u+1: the \(sender) has everything, the FIN included. It enters CLOSE_WAIT: its program is to close now. The \(other) enters FIN_WAIT_2. Why not close at once: the \(sender) may still have data to send. That is why a close has four parts."
        case .waves2And3:
            "The \(sender) has nothing left to send either: its ACK of the FIN (ack = u+1) and its own FIN (w = \(point.number)) travel in one segment. Four waves are four things to say, two for each direction; mostly, as here, it takes three segments, and nothing is wrong. The \(sender) waits for the last ACK, in LAST_ACK."
        case .wave3:
            "Now the \(sender) closes too: its FIN takes number w = \(point.number). ack is still u+1, as the \(other) has sent nothing since its FIN; it can send nothing any more but ACKs. The \(sender) enters LAST_ACK."
        case .wave4:
            "ack = w+1: the second FIN has arrived. The \(other), once it has this, is CLOSED. The \(sender), which closed first, stays in TIME_WAIT for 2 MSL: if this ACK is lost, the FIN comes again, and somebody must answer it; and old segments must die before these ports are used again. Who closed first waits, client or server."
        case .dataInCloseWait:
            "Half-closed: the \(other) has closed its direction, and the \(sender) still sends (\(point.bytes) bytes). A FIN closes one direction only: in CLOSE_WAIT the \(sender) may send until it closes too, and the \(other), in FIN_WAIT_2, takes the data and acknowledges it. Those ACKs take no number, so its seq stays at u+1."
        case .simultaneousClose:
            "The two FINs crossed: the \(sender) had not heard of the other's when it sent its own. Each goes from FIN_WAIT_1 to CLOSING, and both wait in TIME_WAIT for 2 MSL: should the last ACK be lost, the other's FIN comes again and wants an answer."
        case .reset:
            "RST: the \(sender), or somebody in its name, knows of no such connection any more, or wants none. It counts, since its number is one that the \(other) expects. The \(other) is CLOSED at once, and so is a genuine sender; nothing is acknowledged, and there is no TIME_WAIT."
        default:
            "This RST changes nothing: its number is not what its receiver expects. Were any RST believed, anybody could end a connection."
        }
    }

    private func note(_ bit: Int) -> Text {
        guard let words = TeachingPoint.words(ofNote: bit, in: .en) else { return "" }
        return "\(words.name): \(words.meaning)" + (words.causes.map { " Usual causes: \($0)" } ?? "")
    }
}
