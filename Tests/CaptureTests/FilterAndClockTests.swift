import Foundation
import Testing
import Wire

@testable import Capture

/// Filters for link types, the clocks of interfaces in both directions, and what `-w` writes.
@Suite struct FilterAndClockTests {
    private struct Setting: Sendable, CustomTestStringConvertible {
        var digits: Int?
        var bits: Int?
        var offset: Int64

        var clock: InterfaceClock {
            InterfaceClock(
                linkType: .ethernet, snapLength: 0, resolution: digits.map { .decimal($0) } ?? .binary(bits ?? 0), offset: offset)
        }
        var testDescription: String { "\(digits.map { "10^\($0)" } ?? "2^\(bits ?? 0)") offset \(offset)" }
        /// Nanoseconds that a unit takes, rounded up.
        var step: Int64 {
            if let digits { return (digits..<max(9, digits)).reduce(1) { step, _ in step * 10 } }
            return 1_000_000_000 >> Int64(min(bits ?? 0, 30)) + 1
        }
    }

    private static let settings =
        [(0, 0), (3, 0), (6, 0), (9, 0), (12, 0), (6, 100), (9, -7)].map {
            Setting(digits: $0.0, offset: $0.1)
        } + [(0, 0), (10, 0), (32, 5)].map { Setting(bits: $0.0, offset: $0.1) }

    /// A time in the units of an interface is that time again, as far as the units can tell it.
    @Test(arguments: settings.indices) func unitsOfATime(index: Int) throws {
        let setting = Self.settings[index]
        let clock = setting.clock
        // Picoseconds of 64 bits reach over half a year only.
        let after: [Int64] =
            [1_000_000_000_000, 123_456_789, 5_999_999_999] + (setting.digits == 12 ? [] : [1_700_000_000_123_456_789])
        for nanoseconds in after.map({ setting.offset * 1_000_000_000 + $0 }) {
            let back = try #require(clock.time(clock.units(of: Timestamp(nanoseconds: nanoseconds)))).nanoseconds
            #expect(back <= nanoseconds && nanoseconds - back <= setting.step, "\(setting.testDescription): \(back)")
        }
        #expect(clock.units(of: Timestamp(nanoseconds: .min)) == 0)
    }

    /// Units so small that no time of the capture has as many.
    @Test func unitsBeyondReach() {
        let clock = InterfaceClock(linkType: .ethernet, snapLength: 0, resolution: .binary(64), offset: 0)
        #expect(clock.units(of: Timestamp(nanoseconds: 1)) == 0 && clock.time(.max)?.nanoseconds == 999_999_999)
    }

    /// What a time cannot hold is no time, and what it can is exact at both ends, whatever the exponent and the offset.
    @Test func timesAtTheEnds() {
        func time(_ units: UInt64, _ resolution: InterfaceClock.Resolution, _ offset: Int64 = 0) -> Int64? {
            InterfaceClock(linkType: .ethernet, snapLength: 0, resolution: resolution, offset: offset).time(units)?.nanoseconds
        }
        #expect(time(.max, .decimal(9)) == nil && time(.max, .decimal(6)) == nil && time(.max, .binary(0)) == nil)
        #expect(time(UInt64(Int64.max), .decimal(9)) == .max && time(UInt64(Int64.max) + 1, .decimal(9)) == nil)
        #expect(time(0, .decimal(6), .min) == nil && time(1_700_000_000_000_000, .decimal(6), .min) == nil)
        #expect(time(0, .decimal(6), .max) == nil && time(0, .decimal(6), -9_223_372_036) == -9_223_372_036_000_000_000)
        // Seconds beyond what is signed, and an offset that leads back.
        #expect(time(1 << 63 | 5, .decimal(0), .min) == 5_000_000_000)
        // Exponents beyond 64 bits: nearly nothing, and not more than that.
        #expect(time(.max, .decimal(20)) == 184_467_440 && time(.max, .decimal(63)) == 0)
        #expect(time(.max, .binary(65)) == 499_999_999 && time(.max, .binary(127)) == 0)
    }

    /// A filter is compiled for each link type; once all are, nothing is looked up any more.
    @Test func linkTypesOfAFilter() throws {
        let filter = try CaptureFilter("ether host 02:00:00:00:00:01")
        try filter.prepare(for: .ethernet)
        let early = #expect(throws: CaptureError.self) { try filter.prepare(for: .rawIP) }
        guard case .filter("ether host 02:00:00:00:00:01", .words)? = early else {
            Issue.record("\(String(describing: early))")
            return
        }
        filter.prepareForAll()
        #expect(throws: CaptureError.self) { try filter.prepare(for: .rawIP) }
        let unknown = #expect(throws: CaptureError.self) { try filter.prepare(for: LinkType(rawValue: 60_000)) }
        #expect(unknown == .filter(expression: filter.expression, reason: .filterDoesNotFit))
        let frame: [UInt8] = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0]
        unsafe frame.withUnsafeBytes { bytes in
            #expect(unsafe filter.matches(bytes, wireLength: 14, linkType: .ethernet))
            #expect(unsafe !filter.matches(bytes, wireLength: 14, linkType: .rawIP))
        }
        #expect(throws: CaptureError.self) { try CaptureFilter("tcp prt 80") }
    }

    /// What is written is read again, with its times; a new file begins with a header of its own.
    @Test func whatIsWrittenIsRead() throws {
        var writer = PCAPWriter(linkType: .linuxCooked2, snapLength: 100)
        let frames: [[UInt8]] = [[UInt8](repeating: 1, count: 30), [], [UInt8](repeating: 3, count: 100)]
        func write() {
            for (i, frame) in frames.enumerated() {
                let info = FrameInfo(
                    number: i + 1, numberInFile: i + 1, file: 0,
                    time: Timestamp(nanoseconds: 1_700_000_000_000_000_001 + Int64(i)),
                    wireLength: 1500, linkType: .linuxCooked2)
                writer.append(frame.span, info)
            }
        }
        write()
        let first = writer.bytes
        #expect(writer.size == first.count && first.count == 24 + 3 * 16 + 130)
        writer.clear()
        #expect(writer.bytes.isEmpty && writer.size == first.count)
        writer.begin()
        #expect(writer.size == 24)
        write()
        #expect(writer.bytes == first)
        let url = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-written-\(UUID().uuidString)")
        try Data(first).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let file = try CaptureFile(path: url.path(percentEncoded: false))
        #expect(file.linkType == .linuxCooked2 && file.hasNanoseconds)
        var index = 0
        file.forEachFrame(from: 1, file: 0, filter: nil) { info, data, _ in
            #expect(data.indices.map { data[$0] } == frames[index] && info.wireLength == 1500)
            #expect(info.time.nanoseconds == 1_700_000_000_000_000_001 + Int64(index))
            index += 1
            return true
        }
        #expect(index == 3 && file.damage == nil)
    }

    #if os(Linux)
        @Test func interfacesOfTheSystem() throws {
            let loopback = try #require(try Device.all().first { $0.name == "lo" })
            #expect(loopback.states.contains("loopback") && loopback.addresses.contains("127.0.0.1"))
        }
    #endif
}
