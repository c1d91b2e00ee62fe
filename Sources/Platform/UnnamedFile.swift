/// Makes a file for this user alone and takes its name away, so that it goes with its last descriptor, however the process ends.
///
/// - Returns: its descriptor, which a program that is started does not get; negative where none can be made, for the reason in `errno`.
public func makeUnnamedFile(in folder: String) -> Int32 {
    var template = Array("\(folder)/tcpexplain-XXXXXX".utf8CString)
    let file = unsafe template.withUnsafeMutableBufferPointer { buffer -> Int32 in
        guard let path = buffer.baseAddress else { return -1 }
        let file = unsafe mkstemp(path)
        if file >= 0 { unsafe unlink(path) }
        return file
    }
    if file >= 0 { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
    return file
}

/// Writes all of `bytes`; false where not all could be written, for the reason in `errno`.
public func writeAll(_ bytes: Span<UInt8>, to file: Int32) -> Bool {
    unsafe bytes.withUnsafeBytes { bytes in
        var written = 0
        while written < bytes.count {
            let step = unsafe write(file, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written)
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { return false }
            written += step
        }
        return true
    }
}
