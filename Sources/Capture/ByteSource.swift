import Platform
import Synchronization

/// The bytes of a file or of standard input, from a large buffer that is used over and over.
@safe final class ByteSource {
    /// Small enough to be still in the processor's cache when it is looked at.
    static let blockSize = 1 << 18

    var name: String { input.name }
    private let input: CaptureInput
    private let descriptor: Int32
    private var buffer: UnsafeMutableRawBufferPointer
    /// What of the buffer is still to be taken.
    private var available = 0..<0
    /// Bytes read from the file so far; may be asked while another thread reads.
    var bytesRead: Int { read.load(ordering: .relaxed) }
    private let read = Atomic(0)
    /// A signal ended the reading of a stream.
    private(set) var wasInterrupted = false
    /// The error that ended the reading, if one did.
    private(set) var failure: String?
    var isStream: Bool { input.isStream }
    var size: Int? { input.size }
    /// Called before the next bytes of a stream are waited for.
    var beforeWaiting: (() -> Void)?

    /// Whether a signal came that is to end the reading of a stream.
    var isInterrupted: (() -> Bool)?

    init(_ input: CaptureInput) {
        self.input = input
        descriptor = input.descriptor
        input.beginReading()
        unsafe buffer = .allocate(byteCount: Self.blockSize, alignment: 16)
    }

    deinit { unsafe buffer.deallocate() }

    /// The first bytes, up to `count`, without taking them.
    func peek(_ count: Int) -> [UInt8] {
        while available.count < count {
            // Only before anything was taken, so the buffer's end is free.
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[available.upperBound...])
            let got = unsafe readSome(room)
            if got <= 0 { break }
            available = available.lowerBound..<available.upperBound + got
        }
        return unsafe Array(buffer[available].prefix(count))
    }

    /// Takes up to `destination.count` bytes; 0 at the end or after an error.
    func read(into destination: UnsafeMutableRawBufferPointer) -> Int {
        if available.isEmpty {
            // A large request need not go through the buffer.
            if destination.count >= Self.blockSize { return unsafe max(0, readSome(destination)) }
            let got = unsafe readSome(buffer)
            if got <= 0 { return 0 }
            available = 0..<got
        }
        let count = min(available.count, destination.count)
        unsafe destination.copyMemory(
            from: UnsafeRawBufferPointer(rebasing: buffer[available.lowerBound..<available.lowerBound + count]))
        available = available.lowerBound + count..<available.upperBound
        return count
    }

    private func readSome(_ destination: UnsafeMutableRawBufferPointer) -> Int {
        if isStream, let beforeWaiting {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if unsafe poll(&waiting, 1, 0) == 0 { beforeWaiting() }
            if isInterrupted?() == true {
                wasInterrupted = true
                return 0
            }
        }
        while true {
            let got = unsafe systemRead(descriptor, destination.baseAddress, destination.count)
            if got < 0, errno == EINTR {
                if isInterrupted?() != true { continue }
                wasInterrupted = true
                return 0
            }
            if got < 0 { failure = unsafe String(cString: strerror(errno)) }
            if got > 0 { read.add(got, ordering: .relaxed) }
            return got
        }
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    unsafe read(descriptor, buffer, count)
}
