public import Analysis
import Wire

/// Frames that could not be read.
extension English {
    public func unreadable(_ frame: UnreadableFrame) -> Text {
        let header: Text = "the \(code: Self.name(of: frame.stop.layer)) header"
        var place: Text = "byte \(frame.stop.offset)"
        if frame.isReassembled { place += " of the datagram put together" }
        let why: Text =
            switch frame.stop.reason {
            case .cutBySnapLength: "the snap length cut it inside \(header), which begins at \(place)"
            case .endsInside: "it ends inside \(header), which begins at \(place)"
            case .wrongVersion(let version): "the version at \(place), where an IP header should begin, is \(version)"
            case .impossibleLength(let length):
                "\(header) says at \(place) that \(Self.measured(frame.stop.field)) is \(Quantity.exactBytes(length)) long, which cannot be"
            case .tooDeep: "there are too many headers inside one another, up to \(place)"
            }
        return "frame \(frame.info.number) could not be read: \(why)"
    }

    private static func measured(_ field: DecodeStop.Field?) -> Text {
        switch field {
        case .totalLength: "the datagram"
        case .version, .headerLength, .length, nil: "it"
        }
    }

    /// The name of a header as textbooks have it.
    static func name(of layer: DecodeStop.Layer) -> String {
        switch layer {
        case .link: "link"
        case .frameRelay: "Frame Relay"
        case .pktap: "PKTAP"
        case .vlan: "VLAN"
        case .pppoe: "PPPoE"
        case .ppp: "PPP"
        case .mpls: "MPLS"
        case .llc: "LLC"
        case .radiotap: "radiotap"
        case .ieee80211: "IEEE 802.11"
        case .ipv4: "IPv4"
        case .ipv6: "IPv6"
        case .ipv6Extension: "IP extension"
        case .icmp: "ICMP"
        case .gre: "GRE"
        case .erspan: "ERSPAN"
        case .udp: "UDP"
        case .vxlan: "VXLAN"
        case .geneve: "Geneve"
        case .gtp: "GTP-U"
        case .tzsp: "TZSP"
        case .capwap: "CAPWAP"
        case .tcp: "TCP"
        }
    }
}
