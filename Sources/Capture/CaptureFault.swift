/// What is wrong with a capture, or with the way to it. Words are for phrasebooks.
public enum CaptureFault: Equatable, Sendable {
    /// How a capture may be compressed.
    public enum Compression: String, Sendable { case gzip, zstd }

    /// In the words of libpcap, which has no others.
    case words(String)
    /// The compressed data ends in the middle.
    case compressedDataCutShort(Compression)
    /// The compressed data is damaged; libzstd says how.
    case compressedDataDamaged(Compression, words: String?)
    /// A window of zstd that is larger than what is taken for one.
    case windowTooLarge(most: Int)
    /// A library could not be started, by its name.
    case libraryUnavailable(String)
    /// The length of a block of pcapng, in bytes, that no block has.
    case blockLength(Int)
    /// An interface block of pcapng that is too short, in bytes.
    case shortInterfaceBlock(Int)
    /// More interfaces in one section of pcapng than are held.
    case tooManyInterfaces(most: Int)
    /// A packet block of pcapng that is too short, in bytes.
    case shortPacketBlock(Int)
    /// More captured bytes than their block of pcapng has.
    case capturedBeyondBlock(captured: Int, block: Int)
    /// A section of pcapng that does not say its byte order.
    case unknownByteOrder
    /// More captured bytes than a packet of pcap may have.
    case packetLength(Int, most: Int)
    /// A filter that makes no sense for this link type.
    case filterDoesNotFit
}

extension CaptureFault {
    /// What libpcap says of a damaged file: as a fact where it is one that is known here.
    init(libpcap words: String) {
        if words.hasPrefix("invalid packet capture length") {
            let numbers = words.split { !$0.isNumber }.compactMap { Int($0) }
            if numbers.count == 2 {
                self = .packetLength(numbers[0], most: numbers[1])
                return
            }
        }
        self = .words(words)
    }
}
