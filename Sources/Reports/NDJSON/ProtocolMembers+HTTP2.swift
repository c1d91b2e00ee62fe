import Analysis
import Applications
import TCP

extension ProtocolMembers {
    /// What the two ends of an HTTP/2 connection announced, and how many frames they sent.
    func append(_ facts: HTTP2Facts, to output: OutputBuffer) {
        output.append(",\"http2\":{\"streams\":\(facts.streams)")
        for role in [Role.client, .server] {
            let end = facts[role]
            output.append(",\"\(role)\":{\"settings\":{")
            for (i, setting) in end.settings.enumerated() {
                let name = setting.kind?.name ?? "0x" + String(setting.identifier, radix: 16)
                output.append("\(i == 0 ? "" : ",")\"\(name)\":\(setting.value)")
            }
            output.append("},\"frames\":{")
            for (i, entry) in end.frames.enumerated() {
                output.append("\(i == 0 ? "" : ",")\"\(entry.kind.name)\":\(entry.count)")
            }
            output.append("}}")
        }
        output.append("}")
    }
}
