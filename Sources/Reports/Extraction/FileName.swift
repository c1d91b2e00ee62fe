import Analysis
import Applications

/// The name of the file for a message's content. Of what is on the wire only letters, digits and `._-` of the last path segment pass, and it
/// never begins the name, so that no name leads anywhere or hides.
struct FileName {
    /// Characters of the path segment at most.
    static let longestSegment = 60

    static func of(_ message: Message, target: String?, connection: Int, exchange: Int) -> String {
        let kind = message.head.kind == .request ? "request" : "response"
        var segment = target.map(lastSegment) ?? ""
        let type = message.head.fields.first("content-type").map { $0.prefix { $0 != ";" }.lowercased() } ?? ""
        let wanted = extensions[type.filter { $0 != " " }]
        // What a server calls it is worth less than what it says it is.
        if let wanted, !wanted.contains(where: { segment.lowercased().hasSuffix($0) }) { segment += wanted[0] }
        // That a file is not whole is ours to say.
        if segment.lowercased().hasSuffix(".partial") { segment = segment.dropLast(8) + "_partial" }
        return "c\(connection)-x\(exchange)-\(kind)-" + segment
    }

    private static func lastSegment(_ target: String) -> String {
        let path = target.prefix { $0 != "?" && $0 != "#" }
        let last = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        var text = ""
        for byte in last.utf8.prefix(longestSegment) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "_"
            }
        }
        return text.isEmpty ? "index" : text
    }

    /// Extensions by media type, the usual one first.
    private static let extensions: [String: [String]] = [
        "text/html": [".html", ".htm", ".php", ".asp", ".aspx", ".jsp"], "text/plain": [".txt", ".log", ".md", ".csv"],
        "text/css": [".css"], "text/csv": [".csv"], "text/xml": [".xml"], "text/javascript": [".js", ".mjs"],
        "application/javascript": [".js", ".mjs"], "application/x-javascript": [".js"], "application/json": [".json"],
        "application/xml": [".xml"], "application/pdf": [".pdf"], "application/zip": [".zip"],
        "application/gzip": [".gz", ".tgz"],
        "application/x-gzip": [".gz", ".tgz"], "application/wasm": [".wasm"], "application/x-www-form-urlencoded": [".form"],
        "application/octet-stream": [".bin", ""], "image/png": [".png"], "image/jpeg": [".jpg", ".jpeg"], "image/gif": [".gif"],
        "image/webp": [".webp"], "image/svg+xml": [".svg"], "image/x-icon": [".ico"], "image/vnd.microsoft.icon": [".ico"],
        "font/woff": [".woff"], "font/woff2": [".woff2"], "video/mp4": [".mp4"], "audio/mpeg": [".mp3"], "audio/ogg": [".ogg"],
    ]
}
