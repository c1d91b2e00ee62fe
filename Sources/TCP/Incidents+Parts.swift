/// As a connection opened.
extension Incidents {
    /// The server's SYN-ACKs that were sent again: before step 3 was seen, and after.
    public internal(set) var repeatedSYNACKs: Occurrences {
        get { ofOpening?.repeatedSYNACKs ?? Occurrences() }
        set { ensuredOpening.repeatedSYNACKs = newValue }
    }

    public internal(set) var synACKsAfterStep3: Occurrences {
        get { ofOpening?.synACKsAfterStep3 ?? Occurrences() }
        set { ensuredOpening.synACKsAfterStep3 = newValue }
    }

    /// The client had sent no data when the last SYN-ACK after step 3 came.
    public internal(set) var clientWasSilent: Bool {
        get { ofOpening?.clientWasSilent ?? false }
        set { ensuredOpening.clientWasSilent = newValue }
    }

    /// The client's first data was sent again and nothing of the server had acknowledged any; told from the first copy on.
    public internal(set) var unansweredFirstData: PathIncidents.Unacknowledged? {
        get { ofOpening?.unansweredFirstData }
        set { if newValue != nil || ofOpening != nil { ensuredOpening.unansweredFirstData = newValue } }
    }

    /// ACKs of the server that answer another connection's segments while the client is in SYN_SENT.
    public internal(set) var foreignAnswers: Occurrences {
        get { ofOpening?.foreignAnswers ?? Occurrences() }
        set { ensuredOpening.foreignAnswers = newValue }
    }

    /// RSTs that answered the SYN, where the connection went on.
    public internal(set) var refusals: Occurrences {
        get { ofOpening?.refusals ?? Occurrences() }
        set { ensuredOpening.refusals = newValue }
    }

    /// The SYN took over ports that were still in use.
    public internal(set) var reusedPorts: Bool {
        get { ofOpening?.reusedPorts ?? false }
        set { ensuredOpening.reusedPorts = newValue }
    }

    /// The first failed check of the handshake, and of the close.
    public internal(set) var wrongOpening: Equation? {
        get { ofOpening?.wrongOpening }
        set { if newValue != nil || ofOpening != nil { ensuredOpening.wrongOpening = newValue } }
    }

    /// The failed check of the first RST that answers the SYN with a wrong number.
    public internal(set) var wrongReset: Equation? {
        get { ofOpening?.wrongReset }
        set { if newValue != nil || ofOpening != nil { ensuredOpening.wrongReset = newValue } }
    }

    public internal(set) var wrongClosing: Equation? {
        get { ofOpening?.wrongClosing }
        set { if newValue != nil || ofOpening != nil { ensuredOpening.wrongClosing = newValue } }
    }
}

/// Its RSTs.
extension Incidents {
    public internal(set) var reset: Reset? {
        get { ofResets?.reset }
        set { if newValue != nil || ofResets != nil { ensuredResets.reset = newValue } }
    }

    /// The first MP_FASTCLOSE.
    public internal(set) var fastClose: FastClose? {
        get { ofResets?.fastClose }
        set { if newValue != nil || ofResets != nil { ensuredResets.fastClose = newValue } }
    }

    /// RSTs that came when the connection was over.
    public internal(set) var lateResets: Occurrences {
        get { ofResets?.lateResets ?? Occurrences() }
        set { ensuredResets.lateResets = newValue }
    }

    public internal(set) var lateResetSender: Role {
        get { ofResets?.lateResetSender ?? .client }
        set { ensuredResets.lateResetSender = newValue }
    }

    public internal(set) var unacceptableReset: IgnoredReset? {
        get { ofResets?.unacceptableReset }
        set { if newValue != nil || ofResets != nil { ensuredResets.unacceptableReset = newValue } }
    }

    public internal(set) var challengedReset: IgnoredReset? {
        get { ofResets?.challengedReset }
        set { if newValue != nil || ofResets != nil { ensuredResets.challengedReset = newValue } }
    }
}
