extension Dissector {
    /// IPComp (RFC 3173 §3.1): next header, flags, and the index of the compression parameters. Whichever index was negotiated, it is
    /// taken for DEFLATE (RFC 2394), as nothing else is in use; other data does not decompress.
    static func compression(_ bytes: Span<UInt8>, _ cursor: inout Cursor, _ walk: inout Walk) -> NextHeader {
        if let stop = cursor.lacks(4, .ipv6Extension) { return .stop(stop) }
        let next = bytes[cursor.offset]
        cursor.offset += 4
        // Cut short, it cannot be decompressed to the end.
        guard cursor.end == cursor.wireEnd else { return .done(.other) }
        walk.compressed = cursor.offset..<cursor.end
        return .ipProtocol(next)
    }
}
