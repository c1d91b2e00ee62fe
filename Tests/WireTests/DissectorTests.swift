import PacketScript
import Synchronization
import Testing
import Wire

@Suite struct DissectorTests {
    private func packet() throws -> PacketScript.Packet {
        try PacketScript("0.0 C PA seq 7 ack 9 mss 1460 wscale 7 sack data \"hello\"").packets[0]
    }

    @Test func readsEveryField() throws {
        let packet = try packet()
        var dissector = Dissector()
        let dissection = dissector.dissect(packet.bytes.span, packet.info)
        #expect(dissection.outcome == .tcp)
        #expect(dissection.source.description == "10.0.0.2")
        #expect(dissection.tcp.destinationPort == 80)
        #expect(dissection.tcp.sequence == SequenceNumber(7))
        #expect(dissection.tcp.flags == [.psh, .ack])
        #expect(dissection.payloadLength == 5)
        #expect(dissection.checksumIsRight == true)
        let options = TCPOptions(packet.bytes.span, in: dissection.options)
        #expect(options.maximumSegmentSize == 1460)
        #expect(options.windowScale == 7)
        #expect(options.sackPermitted)
    }

    @Test func aFlippedBitIsAWrongChecksum() throws {
        var packet = try packet()
        packet.bytes[packet.bytes.count - 1] ^= 1
        var dissector = Dissector()
        #expect(dissector.dissect(packet.bytes.span, packet.info).checksumIsRight == false)
    }

    /// The sum of the pseudo header alone is what a system leaves for its network card to add to; of damage it says nothing.
    @Test func aPartialChecksumIsTold() throws {
        var packet = try packet()
        var sum = InternetChecksum()
        let start = 34
        sum.addPseudoHeader(
            from: IPAddress(ipv4: 0x0a00_0002), to: IPAddress(ipv4: 0x0a00_0001), protocol: 6, length: packet.bytes.count - start)
        packet.bytes[start + 16] = UInt8(sum.folded >> 8)
        packet.bytes[start + 17] = UInt8(truncatingIfNeeded: sum.folded)
        var dissector = Dissector()
        let found = dissector.dissect(packet.bytes.span, packet.info)
        #expect(found.checksumIsRight == false && found.checksumIsPartial)
        var plain = Dissection()
        #expect(Dissector.readPlain(packet.bytes.span, packet.info.linkType, wireLength: packet.info.wireLength, into: &plain))
        #expect(plain.checksumIsRight == false && plain.checksumIsPartial)
        packet.bytes[start + 17] ^= 1
        #expect(!dissector.dissect(packet.bytes.span, packet.info).checksumIsPartial)
    }

    /// Wherever a frame is cut, reading ends in a value: with the segment from the flags on, before that with a stop.
    @Test func everyCutIsRead() throws {
        let packet = try packet()
        for count in 0..<packet.bytes.count {
            var dissector = Dissector()
            let cut = Array(packet.bytes.prefix(count))
            let dissection = dissector.dissect(cut.span, packet.info)
            if count >= 14 + 20 + TCPHeader.leastLength {
                #expect(dissection.outcome == .tcp)
                #expect(dissection.payloadLength == 5)
            } else if case .malformed(let stop) = dissection.outcome {
                #expect(stop.reason == .cutBySnapLength)
            } else {
                Issue.record("a frame of \(count) bytes gave \(dissection.outcome)")
            }
        }
    }

    /// Ethernet pads short frames to 60 bytes: that is never payload.
    @Test func paddingIsNoPayload() throws {
        var packet = try PacketScript("0.0 C A seq 1 ack 1").packets[0]
        packet.bytes += [0, 0, 0, 0, 0, 0]
        packet.info.wireLength = packet.bytes.count
        var dissector = Dissector()
        let dissection = dissector.dissect(packet.bytes.span, packet.info)
        #expect(dissection.payloadLength == 0)
        #expect(dissection.payload.isEmpty)
    }

    /// Headers inside one another without end: reading stops at a bound.
    @Test func nestingIsBounded() {
        let tags: [UInt8] = Array(repeating: [0x81, 0, 0, 1], count: 200).flatMap { $0 }
        let frame = [UInt8](repeating: 0, count: 12) + tags + [8, 0]
        let info = FrameInfo(
            number: 1, numberInFile: 1, file: 0, time: Timestamp(nanoseconds: 0), wireLength: frame.count, linkType: .ethernet)
        var dissector = Dissector()
        #expect(dissector.dissect(frame.span, info).outcome == .malformed(DecodeStop(.link, .tooDeep, at: 14 + 24 * 4 - 4)))
    }

    /// Compression inside compression without end: it is taken off twice.
    @Test func decompressionIsBounded() {
        final class Counter: Sendable {
            let count = Atomic(0)
        }
        let counter = Counter()
        var dissector = Dissector { _, _ in
            counter.count.add(1, ordering: .relaxed)
            return [108, 0, 0, 1] + [UInt8](repeating: 0, count: 100)
        }
        // IPv4 that holds IPComp that holds IPComp.
        let frame: [UInt8] = [0x45, 0, 0, 28, 0, 0, 0, 0, 64, 108, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2, 108, 0, 0, 1, 0, 0, 0, 0]
        let info = FrameInfo(
            number: 1, numberInFile: 1, file: 0, time: Timestamp(nanoseconds: 0), wireLength: frame.count, linkType: .rawIP)
        #expect(dissector.dissect(frame.span, info).outcome == .malformed(DecodeStop(.ipv6Extension, .tooDeep, at: 4)))
        #expect(counter.count.load(ordering: .relaxed) == 2)
    }
}
