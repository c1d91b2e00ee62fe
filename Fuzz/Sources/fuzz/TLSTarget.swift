import Applications

enum TLSTarget {
    /// Both ends of TLS, with ciphers that hide nothing, so that what is behind them is reached.
    static func run(_ input: [UInt8]) {
        guard let dialogue = Dialogue(input) else { return }
        var options = Analysis.Options()
        if dialogue.variant & 1 == 0 { options.decryptor = decryptor(for: dialogue.stream(ofClient: true)) }
        dialogue.analyse(options)
    }

    /// Secrets for the client random, where the stream begins with a ClientHello.
    private static func decryptor(for stream: [UInt8]) -> TLSDecryptor {
        let log = TLSKeyLog()
        let start = TLSRecordHead.size + 6
        if stream.count >= start + 32 {
            let random = hex(Array(stream[start..<start + 32]))
            let text = TLSKeyLog.Label.allCases.filter { $0 != .rsa }.map { label in
                "\(label.rawValue) \(random) \(hex([UInt8](repeating: 7, count: 48)))\n"
                    + "\(label.rawValue) \(random) \(hex([UInt8](repeating: 9, count: 32)))\n"
            }.joined()
            let bytes = Array(text.utf8)
            log.add(bytes.span)
        }
        return TLSDecryptor(log, OpenCryptography(), trials: TLSTrials(bytes: 1 << 24))
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
