import Analysis
import Applications
import TCP

extension ProtocolMembers {
    /// What the two ends of an HTTP/2 connection announced, and how many frames they sent.
    func append(_ facts: HTTP2Facts, to json: JSONWriter) {
        json.beginObject("http2")
        json.member("streams", facts.streams)
        for role in [Role.client, .server] {
            let end = facts[role]
            if role == .client { json.beginObject("client") } else { json.beginObject("server") }
            json.beginObject("settings")
            for setting in end.settings {
                json.member(named: setting.kind?.name ?? "0x" + String(setting.identifier, radix: 16), Int(setting.value))
            }
            json.endObject()
            json.beginObject("frames")
            for entry in end.frames { json.member(named: entry.kind.name, entry.count) }
            json.endObject()
            json.endObject()
        }
        json.endObject()
    }
}
