import TCP
import Wire

/// Writes JSON (RFC 8259): it alone knows where commas, braces and quotes go, and what must be escaped.
///
/// It keeps nothing besides the buffer: whether a comma is due follows from the byte that was written last. Keys are ours, and need no escaping.
struct JSONWriter {
    let output: OutputBuffer

    @inline(__always) init(_ output: OutputBuffer) { self.output = output }

    @inline(__always) private func separate() {
        if output.commaIsDue { output.append(UInt8(ascii: ",")) }
    }

    // MARK: - Objects and arrays

    @inline(__always) func beginObject() {
        separate()
        output.append(UInt8(ascii: "{"))
    }

    @inline(__always) func beginObject(_ key: StaticString) {
        output.appendKey(key)
        output.append(UInt8(ascii: "{"))
    }

    @_disfavoredOverload func beginObject(_ key: String) {
        output.appendKey(key)
        output.append(UInt8(ascii: "{"))
    }

    @inline(__always) func endObject() { output.append(UInt8(ascii: "}")) }

    @inline(__always) func beginArray() {
        separate()
        output.append(UInt8(ascii: "["))
    }

    @inline(__always) func beginArray(_ key: StaticString) {
        output.appendKey(key)
        output.append(UInt8(ascii: "["))
    }

    @inline(__always) func endArray() { output.append(UInt8(ascii: "]")) }

    /// Begins a record of a line, `{"type":"…"`.
    func beginRecord(_ type: StaticString) {
        beginObject()
        word("type", type)
    }

    /// Ends it.
    func endRecord() {
        endObject()
        output.endLine()
    }

    // MARK: - Elements

    /// A number as an element of an array.
    func element(_ number: Int) {
        separate()
        output.append(number)
    }

    /// A text as an element of an array.
    func element(_ text: String) {
        separate()
        output.appendJSON(text)
    }

    /// Numbers as an element of an array.
    func element(_ numbers: [UInt32]) {
        beginArray()
        for number in numbers {
            separate()
            output.append(number)
        }
        endArray()
    }

    func elementNull() {
        separate()
        output.append("null")
    }

    // MARK: - Members

    /// The name of a member whose value the caller writes into the buffer.
    @inline(__always) func key(_ key: StaticString) { output.appendKey(key) }

    @inline(__always) func member(_ key: StaticString, _ number: Int) {
        output.appendKey(key)
        output.append(number)
    }

    @inline(__always) func member(_ key: StaticString, _ number: UInt32) {
        output.appendKey(key)
        output.append(number)
    }

    /// Nothing for nil, as of all optional values.
    @_disfavoredOverload func member(_ key: StaticString, _ number: Int?) {
        if let number { member(key, number) }
    }

    @inline(__always) func member(_ key: StaticString, _ flag: Bool) {
        output.appendKey(key)
        if flag { output.append("true") } else { output.append("false") }
    }

    /// A text, escaped.
    func member(_ key: StaticString, _ text: String) {
        output.appendKey(key)
        output.appendJSON(text)
    }

    @_disfavoredOverload func member(_ key: StaticString, _ text: String?) {
        if let text { member(key, text) }
    }

    func member(_ key: StaticString, _ texts: [String]) {
        output.appendKey(key)
        output.appendJSON(texts)
    }

    func member(_ key: StaticString, _ numbers: [Int]) {
        beginArray(key)
        for number in numbers { element(number) }
        endArray()
    }

    /// With a key that is made while the program runs.
    func member(named key: String, _ number: Int) {
        output.appendKey(key)
        output.append(number)
    }

    func member(named key: String, _ text: String) {
        output.appendKey(key)
        output.appendJSON(text)
    }

    /// Bytes as text, two digits each.
    func hexadecimal(_ key: StaticString, _ bytes: some Sequence<UInt8>) {
        output.appendKey(key)
        output.append(UInt8(ascii: "\""))
        for byte in bytes {
            output.append(hexDigit(byte >> 4))
            output.append(hexDigit(byte & 15))
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Bytes as text in base64 (RFC 4648 §4).
    func base64(_ key: StaticString, _ bytes: [UInt8]) {
        output.appendKey(key)
        output.append(UInt8(ascii: "\""))
        output.appendBase64(bytes)
        output.append(UInt8(ascii: "\""))
    }

    func null(_ key: StaticString) {
        output.appendKey(key)
        output.append("null")
    }

    /// One of our words, which needs no escaping.
    @inline(__always) func word(_ key: StaticString, _ word: StaticString) {
        output.appendKey(key)
        output.append(UInt8(ascii: "\""))
        output.append(word)
        output.append(UInt8(ascii: "\""))
    }

    @_disfavoredOverload func word(_ key: StaticString, _ word: String) {
        output.appendKey(key)
        output.append(UInt8(ascii: "\""))
        output.append(word)
        output.append(UInt8(ascii: "\""))
    }

    func member(_ key: StaticString, _ role: Role) {
        if role == .client { word(key, "client") } else { word(key, "server") }
    }

    /// Nanoseconds, in seconds.
    func seconds(_ key: StaticString, _ nanoseconds: Int64?) {
        guard let nanoseconds else { return }
        output.appendKey(key)
        output.appendSeconds(nanoseconds)
    }

    func member(_ key: StaticString, _ time: Timestamp) {
        output.appendKey(key)
        output.appendJSON(time)
    }

    func member(_ key: StaticString, _ endpoint: Endpoint) {
        output.appendKey(key)
        output.append(UInt8(ascii: "\""))
        output.append(endpoint)
        output.append(UInt8(ascii: "\""))
    }
}
