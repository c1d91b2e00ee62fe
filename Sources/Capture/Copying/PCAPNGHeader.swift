import Wire

/// What a section of pcapng says of the packets of a pcap file: its header and its only interface, in little-endian order.
struct PCAPNGHeader {
    private let linkType: LinkType
    private let snapLength: Int
    private let hasNanoseconds: Bool

    init(of file: CaptureFile) {
        linkType = file.linkType ?? .undescribed
        hasNanoseconds = file.hasNanoseconds
        snapLength =
            switch file.format {
            case .plain(let reader): reader.snapLength
            case .pcap(let reader): reader.snapLength
            case .pcapng: 0
            }
    }

    func section(options: [UInt8]) -> [UInt8] {
        var body: [UInt8] = []
        BlockOptions.append(UInt32(0x1a2b_3c4d), false, to: &body)
        BlockOptions.append(UInt32(1), false, to: &body)
        BlockOptions.append(UInt64.max, false, to: &body)
        return body + ended(options)
    }

    func interface(options: [UInt8]) -> [UInt8] {
        var body: [UInt8] = []
        BlockOptions.append(UInt32(linkType.rawValue & 0xffff), false, to: &body)
        BlockOptions.append(UInt32(clamping: snapLength), false, to: &body)
        // Microseconds are what readers take where nothing is said.
        let resolution = hasNanoseconds ? BlockOptions.option(9, [9], isBigEndian: false) : []
        return body + ended(resolution + options)
    }

    private func ended(_ options: [UInt8]) -> [UInt8] { options.isEmpty ? [] : options + [0, 0, 0, 0] }

    /// A time in the units of the interface. Those of pcap are not negative.
    func units(of time: Timestamp) -> UInt64 {
        UInt64(clamping: hasNanoseconds ? time.nanoseconds : time.nanoseconds / 1000)
    }
}
