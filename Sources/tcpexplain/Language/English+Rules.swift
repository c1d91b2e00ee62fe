import Language
import Reports

/// What a reader of a report is told of a rule.
extension English {
    var nothingToCheck: Text { "there is no TCP connection to check" }

    func causes(_ text: Text) -> Text { "Causes: \(text)" }
    func advice(_ text: Text) -> Text { "What to do: \(text)" }

    func title(of rule: CheckRule) -> Text {
        switch rule {
        case .handshake: "the connection opened"
        case .close: "the close is whole in the capture"
        case .damagedInput: "the capture is not damaged"
        case .nothingToCheck: "there is a TCP connection to check"
        }
    }

    func explanation(of rule: CheckRule) -> Text {
        switch rule {
        case .handshake:
            "--check fails if a connection never opened: refused, aborted or unanswered. With --strict it also fails if the capture does not "
                + "have the whole handshake. What to do: look at the frames of the handshake; `tcpexplain explain refused` and "
                + "`tcpexplain explain unanswered-syn` say what may be behind it."
        case .close:
            "--strict fails if the capture does not have both FINs and the acknowledgments of both. What to do: capture until the "
                + "connection is over, or leave --strict out."
        case .damagedInput:
            "--strict fails if the capture is cut short or damaged: what was in the rest is not known. What to do: capture anew."
        case .nothingToCheck:
            "A check of nothing would be taken for one that passes. What to do: see whether the capture holds the traffic, and whether a "
                + "filter or a selection left it out."
        }
    }

    func title(of rule: ExpectationRule) -> Text {
        switch rule {
        case .connections: "there are as many connections as expected"
        case .select: "the selection of an expectation selects what it is about"
        case .handshake: "the connection opened as expected"
        case .close: "the connection closed as expected"
        case .closedBy: "the expected end closed first"
        case .openedWithin: "the connection opened in the expected time"
        case .retransmissions: "as many segments were sent again as expected"
        case .findingsNone: "there is no finding of a severity that must not be"
        case .findingsHave: "there is a finding that is expected"
        case .findingsNot: "there is no finding that must not be"
        case .exchanges: "there is the expected exchange"
        case .exchangesExactly: "there is no exchange that is not expected"
        case .method: "a request has the expected method"
        case .target: "a request has the expected target"
        case .status: "a response has the expected status"
        case .headers: "a response has the expected header field"
        case .contentSHA256: "a response has the expected content"
        case .contentBytes: "a response has content of the expected length"
        case .firstByteWithin: "a response began in the expected time"
        }
    }

    func explanation(of rule: ExpectationRule) -> Text {
        switch rule {
        case .connections:
            "connections of the file of --expect: the number of TCP connections in the capture, or the least and the most."
        case .select:
            "A selection that selects no connection, or several without saying which, is an error of the file of --expect: its expectation was "
                + "not held against anything, and the exit status is 2. What to do: name a server that is there, say which one with nth, or "
                + "take every: true; or see why the connection is not in the capture."
        case .handshake:
            "handshake of the file of --expect: complete, simultaneous, split, refused, aborted, unanswered, partial or not-captured. "
                + "docs/labels.md defines them."
        case .close:
            "close of the file of --expect: four-step, three-step, simultaneous, reset, incomplete or none. docs/labels.md defines them."
        case .closedBy: "closed_by of the file of --expect: whose FIN or RST came first; none if there was none."
        case .openedWithin:
            "opened_within of the file of --expect: from the first SYN to step 3 of the handshake. It is not known where the capture does "
                + "not have both."
        case .retransmissions:
            "retransmissions of the file of --expect: packets with the note retransmission (tcpexplain explain retransmission)."
        case .findingsNone:
            "findings.none of the file of --expect: severities (error, warning, note) of which there is no finding."
        case .findingsHave:
            "findings.have of the file of --expect: names of findings that there are. docs/findings.md lists them."
        case .findingsNot:
            "findings.not of the file of --expect: names of findings that there are not. docs/findings.md lists them."
        case .exchanges:
            "exchanges of the file of --expect: HTTP requests with their responses, in their order. Further ones may stand between them "
                + "unless exchanges_exactly is true."
        case .exchangesExactly: "exchanges_exactly of the file of --expect: there are no exchanges besides those of exchanges."
        case .method: "method of an exchange of --expect: the method of the request, or any of a list."
        case .target:
            "target of an exchange of --expect: the target as the request line has it, or a regular expression between slashes."
        case .status:
            "status of an exchange of --expect: a code, a class such as 5xx, any of a list, or absent if there must be no response."
        case .headers:
            "headers of an exchange of --expect: fields of the response; a text, a regular expression between slashes, or absent if "
                + "there must be none of that name."
        case .contentSHA256:
            "content_sha256 of an exchange of --expect: SHA-256 of the response's content without its codings, as --extract writes it."
        case .contentBytes:
            "content_bytes of an exchange of --expect: bytes of the response's content before a content coding is removed."
        case .firstByteWithin:
            "first_byte_within of an exchange of --expect: from the first byte of the request to the first one of the response."
        }
    }
}
