import Capture
import ContentCodings
import TCP
import Wire

/// Which part a frame goes to: that of its connection, by the tracker's own key and hash with a seed that never changes, so that both directions, and
/// every run, agree.
///
/// Of tunnels the innermost segment counts, of a fragment its datagram, of an ICMP error the segment that it quotes. Everything else goes to part 0.
final class ConnectionParts: PartChooser {
    private let count: Int
    /// The hashes of the connections that are wanted; nil for all, and for what is no TCP.
    private let wanted: Set<UInt64>?
    private var dissector = Dissector { bytes, range in ContentDecoder.inflate(bytes, in: range, limit: 1 << 16) }

    init(count: Int, wanted: Set<UInt64>?, limits: Limits) {
        self.count = count
        self.wanted = wanted
        dissector.fragments = FragmentReassembler(limits)
    }

    var wantsAll: Bool { wanted == nil }

    /// Where goes what belongs to no connection.
    private var rest: PartPlace.Destination { wanted == nil ? .part(0) : .nowhere }

    func place(of frame: Span<UInt8>, _ info: FrameInfo) -> PartPlace {
        var dissection = dissector.dissect(frame, info)
        if dissector.datagrams.isEmpty, let place = place(of: dissection) { return PartPlace(place) }
        var whole: [Fragment.Key] = []
        while true {
            for datagram in dissector.datagrams {
                guard datagram.isWhole else { return PartPlace(.waits(for: datagram.key), whole: whole) }
                whole.append(datagram.key)
            }
            if let place = place(of: dissection) { return PartPlace(place, whole: whole) }
            // Of a frame that aggregates several packets, the first segment decides.
            guard let remainder = dissection.remainder else { return PartPlace(rest, whole: whole) }
            dissection = dissector.dissect(remainder, of: frame, info)
        }
    }

    private func place(of dissection: borrowing Dissection) -> PartPlace.Destination? {
        switch dissection.outcome {
        case .tcp, .icmpError:
            let hash = ConnectionKey.of(copy dissection).key.hash(seed: ConnectionKey.fixedSeed)
            if let wanted, !wanted.contains(hash) { return .nowhere }
            return .part(Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(count)).high))
        case .other, .malformed: return nil
        }
    }
}
