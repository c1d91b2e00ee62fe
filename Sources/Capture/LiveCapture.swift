import CPcap
public import Wire

/// A network interface, opened, that hands over packets as they come.
@safe public final class LiveCapture {
    private var origins = OriginTable()
    /// What `-i` and its companions ask for.
    public struct Settings: Sendable {
        public var interface: String
        /// Bytes of each packet that are taken at most.
        public var snapLength = 262_144
        /// Whether packets for others are taken too.
        public var isPromiscuous = true
        /// The kernel's buffer, in MiB.
        public var bufferSize = 32
        /// In libpcap's language; matched in the kernel.
        public var filter: String?

        public init(interface: String) { self.interface = interface }
    }

    /// What was taken and lost since the capture began.
    public struct Counts: Equatable, Sendable {
        /// Packets that the kernel had no room for.
        public var droppedByKernel = 0
        public var droppedByInterface = 0
        public init() {}
    }

    /// What a look for packets came to.
    public enum Outcome: Equatable, Sendable {
        case packets(Int)
        /// The interface is gone, or went down: libpcap's own words.
        case ended(String)
    }

    public let settings: Settings
    public let linkType: LinkType
    /// Becomes readable when packets have come.
    public let descriptor: Int32
    private let handle: OpaquePointer
    private let perSecond: Int64

    /// How long the kernel may gather packets before it hands them on, in milliseconds: short enough for eyes, long enough for its ring.
    private static let gathering: Int32 = 20

    /// Opens the interface; packets are taken from here on.
    public init(_ settings: Settings) throws(CaptureError) {
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        guard let handle = unsafe pcap_create(settings.interface, &message) else {
            throw .device(settings.interface, reason: Self.text(message))
        }
        unsafe pcap_set_snaplen(handle, Int32(clamping: settings.snapLength))
        unsafe pcap_set_promisc(handle, settings.isPromiscuous ? 1 : 0)
        unsafe pcap_set_timeout(handle, Self.gathering)
        unsafe pcap_set_buffer_size(handle, Int32(clamping: settings.bufferSize << 20))
        let isNano = unsafe pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO) == 0
        let status = unsafe pcap_activate(handle)
        guard status >= 0 else {
            let reason = unsafe String(cString: pcap_geterr(handle))
            let words = unsafe reason.isEmpty ? String(cString: pcap_statustostr(status)) : reason
            unsafe pcap_close(handle)
            switch status {
            case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED: throw .permission(device: settings.interface)
            case PCAP_ERROR_NO_SUCH_DEVICE: throw .noDevice(settings.interface)
            default: throw .device(settings.interface, reason: words)
            }
        }
        // The second version of the cooked header names the interface of each packet.
        if settings.interface == "any" { unsafe pcap_set_datalink(handle, LinkType.linuxCooked2.dlt) }
        do throws(CaptureError) {
            try unsafe Self.apply(settings.filter, to: handle)
        } catch {
            unsafe pcap_close(handle)
            throw error
        }
        unsafe pcap_setnonblock(handle, 1, &message)
        descriptor = unsafe pcap_get_selectable_fd(handle)
        linkType = LinkType(dlt: unsafe pcap_datalink(handle))
        perSecond = isNano ? 1 : 1000
        unsafe self.handle = handle
        self.settings = settings
        if !linkType.isSupported {
            throw .unsupportedLinkType(file: settings.interface, linkType, name: linkType.pcapName)
        }
    }

    deinit { unsafe pcap_close(handle) }

    private static func text(_ message: [CChar]) -> String {
        String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func apply(_ filter: String?, to handle: OpaquePointer) throws(CaptureError) {
        guard let filter else { return }
        var program = unsafe bpf_program()
        guard unsafe pcap_compile(handle, &program, filter, 1, bpf_u_int32.max) == 0 else {
            throw .filter(expression: filter, reason: .words(unsafe String(cString: pcap_geterr(handle))))
        }
        defer { unsafe pcap_freecode(&program) }
        guard unsafe pcap_setfilter(handle, &program) == 0 else {
            throw .filter(expression: filter, reason: .words(unsafe String(cString: pcap_geterr(handle))))
        }
    }

    /// Lends the packets that have come, up to `limit`, without waiting for more, until `body` returns false.
    ///
    /// - Parameter firstNumber: the number of the next frame of the run.
    public func takePackets(
        from firstNumber: Int, limit: Int, _ body: (FrameInfo, Span<UInt8>) -> Bool
    ) -> Outcome {
        var count = 0
        while count < limit {
            var header: UnsafeMutablePointer<pcap_pkthdr>?
            var data: UnsafePointer<UInt8>?
            let status = unsafe pcap_next_ex(handle, &header, &data)
            if status == 0 { break }
            guard status == 1, let header = unsafe header, let data = unsafe data else {
                return count > 0 ? .packets(count) : .ended(unsafe String(cString: pcap_geterr(handle)))
            }
            let time = unsafe header.pointee.ts
            let number = firstNumber + count
            count += 1
            var info = FrameInfo(
                number: number, numberInFile: number, file: 0,
                time: Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_usec) * perSecond),
                wireLength: unsafe Int(header.pointee.len), linkType: linkType)
            let bytes = unsafe UnsafeRawBufferPointer(start: data, count: Int(header.pointee.caplen))
            if !origins.new.isEmpty { origins.forgetNew() }
            info.origin = unsafe Int(origins.number(in: bytes, of: linkType))
            if unsafe !body(info, Span<UInt8>(_unsafeBytes: bytes)) { break }
        }
        return .packets(count)
    }

    /// The origin that the present packet is the first to have; `FrameInfo.origin` names it by number.
    public var newOrigins: [(number: Int, origin: FrameOrigin)] { origins.new }

    /// What the kernel and the interface had to drop so far.
    public var counts: Counts {
        var stats = pcap_stat()
        guard unsafe pcap_stats(handle, &stats) == 0 else { return Counts() }
        var counts = Counts()
        counts.droppedByKernel = Int(stats.ps_drop)
        counts.droppedByInterface = Int(stats.ps_ifdrop)
        return counts
    }
}
