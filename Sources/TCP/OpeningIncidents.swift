import Wire

/// What went wrong as a connection opened, and which of its checks failed: see `Incidents`.
final class OpeningIncidents {
    /// The server's SYN-ACKs that were sent again: before step 3 was seen, and after.
    var repeatedSYNACKs = Occurrences()
    var synACKsAfterStep3 = Occurrences()
    /// The client had sent no data when the last of the latter came.
    var clientWasSilent = false
    /// The client's first data was sent again and nothing of the server had acknowledged any; told from the first copy on.
    var unansweredFirstData: PathIncidents.Unacknowledged?
    /// ACKs of the server that answer another connection's segments while the client is in SYN_SENT.
    var foreignAnswers = Occurrences()
    /// RSTs that answered the SYN, where the connection went on.
    var refusals = Occurrences()
    /// The SYN took over ports that were still in use.
    var reusedPorts = false

    /// The first failed check of the handshake, and of the close.
    var wrongOpening: Equation?
    /// What came later shows why the number of a step 3 or a SYN-ACK did not fit: the frame.
    var step3Explained: Int?
    var rightSYNACK: Int?
    /// The failed check of step 3, its frame and time, as long as nothing explains it.
    var unexplainedStep3: (check: Equation, frame: Int, time: Timestamp)?
    /// The failed check of the first RST that answers the SYN with a wrong number.
    var wrongReset: Equation?
    var wrongClosing: Equation?

    init() {}
}
