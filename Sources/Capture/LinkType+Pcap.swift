import CPcap
public import Wire

extension LinkType {
    /// That of a packet whose interface is not described. Those of files have 16 bits.
    static let undescribed = LinkType(rawValue: .max)

    /// From a DLT_ value, as libpcap gives for a capture: the same number but for the few that differ between systems.
    init(dlt: Int32) {
        switch dlt {
        case 12, 14: self = .rawIP  // DLT_RAW, which is 14 on OpenBSD
        default: self.init(rawValue: UInt32(bitPattern: dlt))
        }
    }

    /// The DLT_ value that libpcap wants for this link type.
    var dlt: Int32 { self == .rawIP ? DLT_RAW : Int32(truncatingIfNeeded: rawValue) }

    /// libpcap's name for it, such as `EN10MB`.
    public var pcapName: String? {
        unsafe pcap_datalink_val_to_name(dlt).map { unsafe String(cString: $0) }
    }
}
