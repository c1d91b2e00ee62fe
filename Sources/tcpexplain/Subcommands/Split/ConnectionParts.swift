import Capture
import ContentCodings
import TCP
import Wire

/// Which part a frame goes to: that of its connection, by the tracker's own key and hash with a seed that never changes, so that both directions, and
/// every run, agree.
///
/// Of tunnels the innermost segment counts, of a fragment its datagram, of an ICMP error the segment that it quotes. Everything else goes to part 0.
final class ConnectionParts: PartChooser {
    /// Parts of different runs belong together: it stays as it is.
    private static let seed: UInt64 = 0x7463_7065_7870_6c61

    private let count: Int
    private var dissector = Dissector { bytes, range in ContentDecoder.inflate(bytes, in: range, limit: 1 << 16) }

    init(count: Int, limits: Limits) {
        self.count = count
        dissector.fragments = FragmentReassembler(limits)
    }

    func place(of frame: Span<UInt8>, _ info: FrameInfo) -> PartPlace {
        var dissection = dissector.dissect(frame, info)
        if dissector.datagrams.isEmpty, let part = part(of: dissection) { return PartPlace(.part(part)) }
        var whole: [Fragment.Key] = []
        while true {
            for datagram in dissector.datagrams {
                guard datagram.isWhole else { return PartPlace(.waits(for: datagram.key), whole: whole) }
                whole.append(datagram.key)
            }
            if let part = part(of: dissection) { return PartPlace(.part(part), whole: whole) }
            // Of a frame that aggregates several packets, the first segment decides.
            guard let remainder = dissection.remainder else { return PartPlace(.part(0), whole: whole) }
            dissection = dissector.dissect(remainder, of: frame, info)
        }
    }

    private func part(of dissection: borrowing Dissection) -> Int? {
        switch dissection.outcome {
        case .tcp, .icmpError:
            let hash = ConnectionKey.of(copy dissection).key.hash(seed: Self.seed)
            return Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(count)).high)
        case .other, .malformed: return nil
        }
    }
}
