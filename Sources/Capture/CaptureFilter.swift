import CPcap
public import Wire

/// A filter in libpcap's language, compiled for each link type that occurs and matched packet by packet.
///
/// So frame numbers do not shift: packets that do not match are still counted.
@safe public final class CaptureFilter {
    public let expression: String
    private var programs: [LinkType: UnsafeMutablePointer<bpf_program>] = unsafe [:]
    /// The link types for which it does not compile, and why.
    private var reasons: [LinkType: String] = [:]
    /// No further link type is compiled for.
    private var isComplete = false

    /// Compiles the filter for Ethernet first, so that a wrong one is found before the first packet.
    public init(_ expression: String) throws(CaptureError) {
        self.expression = expression
        _ = unsafe try program(for: .ethernet)
    }

    deinit {
        let linkTypes = unsafe Array(programs.keys)
        for linkType in linkTypes {
            guard let program = unsafe programs[linkType] else { continue }
            unsafe pcap_freecode(program)
            unsafe program.deallocate()
        }
    }

    /// Compiles the filter for every link type that can be read. From here on nothing is compiled any more: that may look names up in the
    /// system's files and in the DNS, which a confined process cannot.
    public func prepareForAll() {
        for linkType in LinkType.supported { _ = unsafe try? program(for: linkType) }
        isComplete = true
    }

    /// Whether the filter makes sense for a link type, and if not, why.
    public func prepare(for linkType: LinkType) throws(CaptureError) { _ = unsafe try program(for: linkType) }

    private func program(for linkType: LinkType) throws(CaptureError) -> UnsafeMutablePointer<bpf_program> {
        if let known = unsafe programs[linkType] { return unsafe known }
        if isComplete {
            throw .filter(expression: expression, reason: reasons[linkType].map(CaptureFault.words) ?? .filterDoesNotFit)
        }
        guard let handle = unsafe pcap_open_dead(linkType.dlt, 262_144) else {
            throw .filter(expression: expression, reason: .libraryUnavailable("libpcap"))
        }
        defer { unsafe pcap_close(handle) }
        let program = UnsafeMutablePointer<bpf_program>.allocate(capacity: 1)
        unsafe program.initialize(to: bpf_program())
        guard unsafe pcap_compile(handle, program, expression, 1, bpf_u_int32.max) == 0 else {
            let reason = unsafe String(cString: pcap_geterr(handle))
            unsafe program.deallocate()
            reasons[linkType] = reason
            throw .filter(expression: expression, reason: .words(reason))
        }
        unsafe programs[linkType] = program
        return unsafe program
    }

    /// Whether a frame matches. A link type for which the filter does not compile matches nothing.
    func matches(_ bytes: UnsafeRawBufferPointer, wireLength: Int, linkType: LinkType) -> Bool {
        guard reasons[linkType] == nil, let program = unsafe try? program(for: linkType) else { return false }
        var header = pcap_pkthdr()
        header.caplen = bpf_u_int32(bytes.count)
        header.len = bpf_u_int32(truncatingIfNeeded: wireLength)
        return unsafe pcap_offline_filter(program, &header, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)) != 0
    }
}
