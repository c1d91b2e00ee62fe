extension OutputBuffer {
    /// Appends bytes in the base64 alphabet of RFC 4648 §4, with padding.
    func appendBase64(_ content: [UInt8]) {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var i = 0
        while i < content.count {
            let left = min(3, content.count - i)
            var group = UInt32(content[i]) << 16
            if left > 1 { group |= UInt32(content[i + 1]) << 8 }
            if left > 2 { group |= UInt32(content[i + 2]) }
            for place in 0..<4 {
                append(place <= left ? alphabet[Int(group >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
            }
            i += 3
        }
    }
}
