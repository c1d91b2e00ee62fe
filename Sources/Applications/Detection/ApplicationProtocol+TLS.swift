/// TLS by its first record.
extension ApplicationProtocol {
    static let tls = ApplicationProtocol("tls") { opening in
        // A client begins with its ClientHello, a server with its ServerHello or with an alert that is in the clear (RFC 8446 §5.1).
        let bytes = opening.bytes
        let hello = pattern(bytes, [22, 3, nil, nil, nil, opening.end == .client ? 1 : 2])
        guard opening.end == .server else { return hello }
        let alert = pattern(bytes, [21, 3, nil, 0, 2, nil, nil])
        guard alert == .yes else { return hello == .no ? alert : hello }
        return bytes[5] == 1 || bytes[5] == 2 ? .yes : .no
    }
}
