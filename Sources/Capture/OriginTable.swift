import Wire

/// Numbers the origins of a file's frames, so that a frame holds no names. Few are different, and most frames have that of the one before.
struct OriginTable {
    /// Origins of one file at most; frames of further ones have none.
    static let maximumOrigins = 4096

    private var numbers: [FrameOrigin: UInt16] = [:]
    private(set) var isFull = false
    /// Those that were numbered and not yet handed on.
    private(set) var new: [(number: Int, origin: FrameOrigin)] = []
    /// The bytes that the last origin was read from, and its number.
    private var last: (bytes: [UInt8], number: UInt16) = ([], 0)

    /// Numbers by interface and process, of one section.
    private var memo: [UInt64: UInt16] = [:]
    private var memoSection = 0

    /// The number of an origin, from 1 on; 0 for one that says nothing, or is one too many.
    mutating func number(of origin: FrameOrigin) -> UInt16 {
        if origin.isEmpty { return 0 }
        if let known = numbers[origin] { return known }
        guard numbers.count < Self.maximumOrigins else {
            isFull = true
            return 0
        }
        let number = UInt16(numbers.count + 1)
        numbers[origin] = number
        new.append((Int(number), origin))
        return number
    }

    /// The number of the origin that a frame's own header tells; 0 where it tells none.
    mutating func number(in frame: UnsafeRawBufferPointer, of linkType: LinkType) -> UInt16 {
        let header: Range<Int>
        switch linkType {
        case .linuxCooked2: header = 4..<8
        case .pktap: header = 12..<108
        default: return 0
        }
        guard frame.count >= header.upperBound else { return 0 }
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: frame[header])
        if unsafe bytes.elementsEqual(last.bytes) { return last.number }
        let copy = unsafe Array(bytes)
        last = (copy, number(of: linkType == .pktap ? Self.pktap(copy) : Self.linuxCooked2(copy)))
        return last.number
    }

    /// The number of what `origin` gives, which the interface and the process of a section decide.
    mutating func number(section: Int, interface: Int, process: Int, _ origin: () -> FrameOrigin) -> UInt16 {
        if section != memoSection || memo.count >= Self.maximumOrigins {
            memo = [:]
            memoSection = section
        }
        let key = UInt64(truncatingIfNeeded: interface) << 32 | UInt64(truncatingIfNeeded: process)
        if let known = memo[key] { return known }
        let number = number(of: origin())
        memo[key] = number
        return number
    }

    mutating func forgetNew() { new = [] }

    /// The interface's index of LINKTYPE_LINUX_SLL2.
    private static func linuxCooked2(_ bytes: [UInt8]) -> FrameOrigin {
        FrameOrigin(interfaceIndex: bytes.reduce(0) { $0 << 8 | Int($1) })
    }

    /// The names and numbers of a PKTAP header, from its 12th byte on; where a process acts for another, that is the one.
    private static func pktap(_ bytes: [UInt8]) -> FrameOrigin {
        func text(_ range: Range<Int>) -> String? {
            let text = bytes[range].prefix { $0 != 0 }
            return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
        }
        func number(_ at: Int) -> Int {
            let value = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) }
            return Int(Int32(bitPattern: value))
        }
        let effective = text(76..<93)
        let id = effective == nil ? number(40) : number(72)
        return FrameOrigin(
            interfaceName: text(0..<24), processName: effective ?? text(44..<61), processID: id > 0 ? id : nil)
    }
}
