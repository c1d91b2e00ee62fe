extension [UInt8] {
    /// Appends a stretch of borrowed bytes.
    ///
    /// The one place outside the borders to C that is `unsafe`: byte by byte, behind two bounds checks each, copying took a fifth of
    /// the time of a whole analysis. The range is checked once instead.
    public mutating func append(copying bytes: Span<UInt8>, in range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        unsafe bytes.withUnsafeBufferPointer { source in
            unsafe append(contentsOf: unsafe UnsafeBufferPointer(rebasing: source[range]))
        }
    }
}

extension [UInt8] {
    /// Overwrites what is at `index` and behind it with a stretch of borrowed bytes, for which there must be room.
    public mutating func overwrite(at index: Int, copying bytes: Span<UInt8>, in range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count && index >= 0 && index + range.count <= count)
        unsafe withUnsafeMutableBytes { target in
            unsafe bytes.withUnsafeBytes { source in
                unsafe target[index..<index + range.count].copyBytes(from: source[range])
            }
        }
    }

    /// Whether what is at `index` and behind it equals a stretch of borrowed bytes.
    public func equals(at index: Int, _ bytes: Span<UInt8>, in range: Range<Int>) -> Bool {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count && index >= 0 && index + range.count <= count)
        return unsafe withUnsafeBytes { mine in
            unsafe bytes.withUnsafeBytes { other in
                unsafe mine[index..<index + range.count].elementsEqual(other[range])
            }
        }
    }
}
