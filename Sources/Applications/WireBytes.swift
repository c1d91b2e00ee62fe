/// Text from the wire as a `String` that loses nothing: a byte that is no part of valid UTF-8 stands in it as one character that nobody sends, the 128 last ones
/// of Unicode's private use. Those themselves, where somebody does send them, stand in it byte by byte.
public enum WireBytes {
    /// What is added to a byte from 0x80 on.
    private static let base: UInt32 = 0x10ff00
    /// The largest byte of text in which nothing has to stand for anything.
    private static let last: UInt8 = 0xf3

    /// The byte that a character stands for.
    private static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
        scalar.value >= base + 0x80 ? UInt8(truncatingIfNeeded: scalar.value) : nil
    }

    /// Whether something in a text stands for a byte.
    public static func areIn(_ text: String) -> Bool {
        let bytes = text.utf8.span
        // As much as can be told without a branch for each byte.
        var largest: UInt8 = 0
        for i in bytes.indices { largest = max(largest, bytes[i]) }
        return largest > last && text.unicodeScalars.contains { byte($0) != nil }
    }

    /// The bytes that a text was made of.
    public static func of(_ text: String) -> [UInt8] {
        guard areIn(text) else { return Array(text.utf8) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if let byte = byte(scalar) { bytes.append(byte) } else { bytes.append(contentsOf: String(scalar).utf8) }
        }
        return bytes
    }

    /// A text with U+FFFD for what is no UTF-8.
    public static func repaired(_ text: String) -> String { areIn(text) ? String(decoding: of(text), as: UTF8.self) : text }

    fileprivate static func text(_ bytes: some RandomAccessCollection<UInt8>) -> String {
        var scalars = String.UnicodeScalarView()
        var at = 0
        func stand(for count: Int) {
            for byte in bytes.dropFirst(at).prefix(count) {
                if let scalar = Unicode.Scalar(base + UInt32(byte)) { scalars.append(scalar) }
            }
            at += count
        }
        var iterator = bytes.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                let scalar = Unicode.UTF8.decode(encoded)
                if byte(scalar) != nil {
                    stand(for: encoded.count)
                } else {
                    scalars.append(scalar)
                    at += encoded.count
                }
            case .error(let length): stand(for: length)
            case .emptyInput: return String(scalars)
            }
        }
    }

    fileprivate static func needNothing(_ bytes: ArraySlice<UInt8>) -> Bool {
        let span = bytes.span
        var largest: UInt8 = 0
        for i in span.indices { largest = max(largest, span[i]) }
        return largest <= last
    }
}

extension String {
    /// Text from the wire, of which nothing is lost (`WireBytes`).
    public init(wire bytes: ArraySlice<UInt8>) {
        if WireBytes.needNothing(bytes), let text = String(validating: bytes, as: UTF8.self) {
            self = text
        } else {
            self = WireBytes.text(bytes)
        }
    }

    public init(wire bytes: [UInt8]) { self.init(wire: bytes[...]) }
}
