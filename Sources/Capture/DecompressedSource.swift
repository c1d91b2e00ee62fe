import CShims

/// The bytes of a capture: as they are in the file, or decompressed by what its first bytes say.
///
/// A compressed file is decompressed ahead, on a thread of its own; a compressed pipe is not, because its bytes come when they come.
@safe final class DecompressedSource {
    /// What is decompressed ahead at most: blocks of `ByteSource.blockSize`.
    private static let blocksAhead: UInt32 = 4

    let file: ByteSource
    private let decompressor: Decompressor?
    private var ahead: OpaquePointer?
    /// The block that is borrowed from the thread, what of it is still to be taken, and whether there is one.
    private var block: UnsafeRawBufferPointer
    private var available = 0..<0
    private var hasBlock = false
    private var isOver = false
    /// The error that ended the reading, if one did.
    private(set) var failure: CaptureError?

    init(_ file: ByteSource) throws(CaptureError) {
        self.file = file
        decompressor = try Decompressor(file)
        unsafe block = UnsafeRawBufferPointer(start: nil, count: 0)
        guard let decompressor, !file.isStream else { return }
        // The thread is joined before the decompressor goes. Without a thread all is done here.
        unsafe ahead = tcpexplain_ahead_start(
            ByteSource.blockSize, Self.blocksAhead, fill, Unmanaged.passUnretained(decompressor).toOpaque())
    }

    deinit {
        if let ahead = unsafe ahead { unsafe tcpexplain_ahead_stop(ahead) }
    }

    var isCompressed: Bool { decompressor != nil }

    /// Takes up to `destination.count` bytes; 0 at the end, or where the data is damaged (see `failure`).
    func read(into destination: UnsafeMutableRawBufferPointer) -> Int {
        if isOver { return 0 }
        let got: Int
        if let ahead = unsafe ahead {
            got = unsafe take(from: ahead, into: destination)
        } else if let decompressor {
            got = unsafe decompressor.read(into: destination)
        } else {
            got = unsafe file.read(into: destination)
        }
        if got == 0 {
            isOver = true
            failure = decompressor?.failure
            if let reason = file.failure { failure = .system(file: file.name, reason: reason) }
        }
        return got
    }

    /// Fills `destination` as far as there are bytes.
    func readAll(into destination: UnsafeMutableRawBufferPointer) -> Int {
        var count = 0
        while count < destination.count {
            let got = unsafe read(into: UnsafeMutableRawBufferPointer(rebasing: destination[count...]))
            if got == 0 { break }
            count += got
        }
        return count
    }

    private func take(from ahead: OpaquePointer, into destination: UnsafeMutableRawBufferPointer) -> Int {
        if available.isEmpty {
            var count = 0
            let next = unsafe tcpexplain_ahead_next(ahead, hasBlock, &count)
            unsafe block = UnsafeRawBufferPointer(start: next, count: count)
            available = 0..<count
            hasBlock = count > 0
        }
        let count = min(available.count, destination.count)
        if count == 0 { return 0 }
        unsafe destination.copyMemory(
            from: UnsafeRawBufferPointer(rebasing: block[available.lowerBound..<available.lowerBound + count]))
        available = available.lowerBound + count..<available.upperBound
        return count
    }
}

/// What the thread does, for a `Decompressor` as context.
private func fill(_ context: UnsafeMutableRawPointer?, _ buffer: UnsafeMutableRawPointer?, _ size: Int) -> Int {
    guard let context = unsafe context else { return 0 }
    let decompressor = unsafe Unmanaged<Decompressor>.fromOpaque(context).takeUnretainedValue()
    return unsafe decompressor.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
}
