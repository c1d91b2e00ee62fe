/// JA4 and JA4S: what programs' hellos have in common, however their random values differ (FoxIO's specification).
enum TLSFingerprint {
    static func ja4(_ hello: ClientHello) -> String {
        let suites = hello.suites.map(\.number).filter { !isGrease($0) }
        let extensions = hello.extensions.filter { !isGrease($0) }
        var text = "t" + version(hello.highestVersion) + (hello.serverName == nil ? "i" : "d")
        text += two(suites.count) + two(extensions.count) + ends(hello.firstProtocol)
        let kept = extensions.filter { $0 != 0 && $0 != 16 }.sorted()
        var second = list(kept)
        let algorithms = hello.signatureAlgorithms.filter { !isGrease($0) }
        if !algorithms.isEmpty { second += "_" + list(algorithms) }
        return text + "_" + (suites.isEmpty ? zeros : digest(list(suites.sorted())))
            + "_" + (kept.isEmpty ? zeros : digest(second))
    }

    static func ja4s(_ hello: ServerHello) -> String {
        let extensions = hello.extensions
        return "t" + version(hello.version) + two(extensions.count) + ends(hello.chosenProtocol ?? []) + "_"
            + hex(hello.suite.number) + "_" + (extensions.isEmpty ? zeros : digest(list(extensions)))
    }

    private static let zeros = "000000000000"

    /// The values of RFC 8701.
    private static func isGrease(_ number: UInt16) -> Bool { number & 0x0f0f == 0x0a0a && number >> 8 == number & 0xff }

    private static func version(_ number: UInt16) -> String {
        switch number {
        case 0x0304: "13"
        case 0x0303: "12"
        case 0x0302: "11"
        case 0x0301: "10"
        case 0x0300: "s3"
        case 0x0002: "s2"
        default: "00"
        }
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(min(number, 99))" }

    private static func hex(_ number: UInt16) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    private static func list(_ numbers: [UInt16]) -> String { numbers.map(hex).joined(separator: ",") }

    /// The first and the last character of a protocol's name; of their hexadecimal digits where one of them is no letter or digit.
    private static func ends(_ name: [UInt8]) -> String {
        guard let first = name.first, let last = name.last else { return "00" }
        func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
            default: false
            }
        }
        if isPlain(first), isPlain(last) { return String(decoding: [first, last], as: UTF8.self) }
        return String(first >> 4, radix: 16) + String(last & 15, radix: 16)
    }

    private static func digest(_ text: String) -> String {
        SHA256.hash(Array(text.utf8)).prefix(6).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
