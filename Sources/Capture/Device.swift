import CPcap
import Platform

/// An interface that packets can be captured on.
public struct Device: Sendable {
    public var name: String
    public var description: String?
    /// As text, in the order in which the system tells them.
    public var addresses: [String]
    /// `up`, `running`, `loopback`, `wireless`, `disconnected`: what the system says of it.
    public var states: [String]

    /// All interfaces, as libpcap lists them.
    public static func all() throws(CaptureError) -> [Device] {
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        var first: UnsafeMutablePointer<pcap_if_t>?
        guard unsafe pcap_findalldevs(&first, &message) == 0 else {
            throw .devices(
                reason: String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
        defer { unsafe pcap_freealldevs(first) }
        var devices: [Device] = []
        var next = unsafe first
        while let device = unsafe next {
            devices.append(unsafe Device(device.pointee))
            unsafe next = device.pointee.next
        }
        return devices
    }

    private init(_ device: pcap_if_t) {
        name = unsafe String(cString: device.name)
        description = unsafe device.description.map { unsafe String(cString: $0) }
        addresses = []
        var next = unsafe device.addresses
        while let entry = unsafe next {
            if let address = unsafe entry.pointee.addr, let text = unsafe Self.text(address) { addresses.append(text) }
            unsafe next = entry.pointee.next
        }
        let flags = unsafe device.flags
        states = [
            (UInt32(PCAP_IF_UP), "up"), (UInt32(PCAP_IF_RUNNING), "running"), (UInt32(PCAP_IF_LOOPBACK), "loopback"),
            (UInt32(PCAP_IF_WIRELESS), "wireless"),
        ].filter { flags & $0.0 != 0 }.map(\.1)
        if flags & UInt32(PCAP_IF_CONNECTION_STATUS) == UInt32(PCAP_IF_CONNECTION_STATUS_DISCONNECTED) {
            states.append("disconnected")
        }
    }

    private static func text(_ address: UnsafeMutablePointer<sockaddr>) -> String? {
        let family = unsafe Int32(address.pointee.sa_family)
        guard family == AF_INET || family == AF_INET6 else { return nil }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let length = socklen_t(text.count)
        if family == AF_INET {
            unsafe address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                _ = unsafe inet_ntop(AF_INET, &address.pointee.sin_addr, &text, length)
            }
        } else {
            unsafe address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                _ = unsafe inet_ntop(AF_INET6, &address.pointee.sin6_addr, &text, length)
            }
        }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
