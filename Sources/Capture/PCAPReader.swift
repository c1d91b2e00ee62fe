import CPcap
import CShims
import Platform
import Wire

/// A pcap file, read by libpcap: all byte orders, and the dialects of the format that have come up in its long life.
@safe final class PCAPReader: FrameReader {
    /// The first four bytes of the files that libpcap reads.
    static let magics: [[UInt8]] = [
        [0xa1, 0xb2, 0xc3, 0xd4], [0xd4, 0xc3, 0xb2, 0xa1],  // microseconds
        [0xa1, 0xb2, 0x3c, 0x4d], [0x4d, 0x3c, 0xb2, 0xa1],  // nanoseconds
        [0xa1, 0xb2, 0xcd, 0x34], [0x34, 0xcd, 0xb2, 0xa1],  // Kuznetzov's
        [0xa1, 0xe2, 0xcb, 0x12], [0x12, 0xcb, 0xe2, 0xa1],  // Navtel's
    ]

    /// Those of them whose times are in nanoseconds.
    static let nanosecondMagics: [[UInt8]] = [[0xa1, 0xb2, 0x3c, 0x4d], [0x4d, 0x3c, 0xb2, 0xa1]]

    private let handle: OpaquePointer
    private let context: Unmanaged<Context>
    private var buffer: UnsafeMutableRawBufferPointer
    let linkType: LinkType
    /// Bytes taken of each packet at most, as the file's header says.
    let snapLength: Int
    private(set) var end = CaptureFile.End.whole

    /// What the C callback reads from.
    private final class Context {
        let source: DecompressedSource
        var prefix: ArraySlice<UInt8>

        init(_ source: DecompressedSource, _ prefix: [UInt8]) {
            self.source = source
            self.prefix = prefix[...]
        }

        func read(into destination: UnsafeMutableRawBufferPointer) -> Int {
            if !prefix.isEmpty {
                let count = min(prefix.count, destination.count)
                unsafe destination.copyBytes(from: prefix.prefix(count))
                prefix.removeFirst(count)
                return count
            }
            return unsafe source.read(into: destination)
        }
    }

    /// - Parameter prefix: bytes at the file's beginning that were taken from the source already.
    init(_ source: DecompressedSource, prefix: [UInt8]) throws(CaptureError) {
        let context = unsafe Unmanaged.passRetained(Context(source, prefix))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        func free() {
            unsafe context.release()
            unsafe buffer.deallocate()
        }
        guard
            let file = unsafe tcpexplain_open_reader(
                context.toOpaque(),
                { context, destination, size in
                    guard let context = unsafe context, let destination = unsafe destination else { return -1 }
                    return unsafe Unmanaged<Context>.fromOpaque(context).takeUnretainedValue()
                        .read(into: UnsafeMutableRawBufferPointer(start: destination, count: size))
                }, buffer.baseAddress, buffer.count)
        else {
            free()
            throw .system(file: source.file.name, reason: unsafe String(cString: strerror(ENOMEM)))
        }
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        guard
            let handle = unsafe pcap_fopen_offline_with_tstamp_precision(
                file, UInt32(PCAP_TSTAMP_PRECISION_NANO), &message)
        else {
            unsafe fclose(file)
            free()
            let bytes = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            let reason = String(decoding: bytes, as: UTF8.self)
            let name = source.file.name
            throw source.failure
                ?? (reason.hasPrefix("truncated")
                    ? .headerCutShort(file: name) : .headerDamaged(file: name, reason: CaptureFault(libpcap: reason)))
        }
        unsafe self.handle = handle
        unsafe self.context = context
        unsafe self.buffer = buffer
        linkType = LinkType(dlt: unsafe pcap_datalink(handle))
        snapLength = unsafe max(0, Int(pcap_snapshot(handle)))
    }

    deinit {
        unsafe pcap_close(handle)
        unsafe context.release()
        unsafe buffer.deallocate()
    }

    /// One frame at a time: it lies in libpcap's own buffer until the next is asked for.
    func read(into batch: FrameBatch) {
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var data: UnsafePointer<UInt8>?
        let status = unsafe pcap_next_ex(handle, &header, &data)
        guard status == 1, let header = unsafe header, let data = unsafe data else {
            if status == PCAP_ERROR {
                let reason = unsafe String(cString: pcap_geterr(handle))
                end = reason.hasPrefix("truncated") ? .cutShort : .damaged(CaptureFault(libpcap: reason))
            }
            return
        }
        let time = unsafe header.pointee.ts
        let captured = unsafe Int(header.pointee.caplen)
        unsafe batch.block = UnsafeRawBufferPointer(start: data, count: captured)
        batch.append(
            0..<captured, time: Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_usec)),
            wireLength: unsafe Int(header.pointee.len), linkType: linkType)
    }
}
