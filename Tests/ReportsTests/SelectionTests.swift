import Testing
import Wire

@testable import Reports

/// What is asked for, read from text and compared.
@Suite struct SelectionTests {
    /// An hour ahead until 2026-03-29T01:00Z, two hours from then on: Berlin.
    private static let berlin = Zone { $0 < 1_774_746_000 ? 3600 : 7200 }
    /// 2026-11-22T10:30:00Z
    private static let start = Timestamp(seconds: 1_795_343_400, nanoseconds: 0)

    @Test(arguments: [
        ("0", 0), ("1.5", 1_500_000_000), ("7200", 7_200_000_000_000), ("1795343401.25", 1_250_000_000), ("@1795343400", 0),
        ("12:30:00.5", 500_000_000), ("12:31", 60_000_000_000), ("2026-11-22T10:30:01Z", 1_000_000_000),
        ("2026-11-22T11:30:00+01:00", 0), ("2026-11-22 12:30:02", 2_000_000_000), ("2026-11-22T05:00:00-0530", 0),
        ("2026-11-22", -45_000_000_000_000), ("00:30:00", -43_200_000_000_000), ("00:29", 43_140_000_000_000),
    ])
    func readsTimes(text: String, afterStart: Int64) throws {
        let moment = try #require(Moment(text, in: Self.berlin))
        #expect(moment.time(startingAt: Self.start, in: Self.berlin).nanoseconds(since: Self.start) == afterStart)
    }

    @Test(arguments: [
        "", "-1", "1.", ".5", "1e3", "10:3", "24:00", "10:30:0", "2026-13-01", "2026-11-22T", "2026-11-22T10:30X", "now",
    ])
    func refusesWhatIsNoTime(text: String) { #expect(Moment(text, in: .utc) == nil) }

    /// A time of day that a change of clocks moved.
    @Test func followsTheZone() throws {
        let before = try #require(Moment("2026-03-29 01:59:59", in: Self.berlin))
        let after = try #require(Moment("2026-03-29 03:00:00", in: Self.berlin))
        let times = [before, after].map { $0.time(startingAt: Self.start, in: Self.berlin) }
        #expect(times[1].nanoseconds(since: times[0]) == 1_000_000_000)
    }

    @Test func comparesAddresses() {
        let network = HostPattern.network(IPAddress(ipv4: 0x0a01_0000), bits: 15)
        #expect(network.matches(IPAddress(ipv4: 0x0a00_ffff)))
        #expect(!network.matches(IPAddress(ipv4: 0x0a02_0000)))
        #expect(!network.matches(IPAddress(high: 0, low: 0x0a01_0000)))
        let six = HostPattern.network(IPAddress(high: 0x2001_0db8_0000_0000, low: 0x8000_0000_0000_0000), bits: 65)
        #expect(six.matches(IPAddress(high: 0x2001_0db8_0000_0000, low: 0x8000_0000_0000_0001)))
        #expect(!six.matches(IPAddress(high: 0x2001_0db8_0000_0000, low: 1)))
        #expect(HostPattern.network(IPAddress(ipv4: 1), bits: 0).matches(IPAddress(ipv4: .max)))
    }

    @Test func comparesNames() {
        let name = HostPattern.name("example.com")
        #expect(name.matches(name: "Example.com.") && name.matches(name: "www.example.com"))
        #expect(!name.matches(name: "notexample.com") && !name.matches(name: "com"))
        #expect(name.matches(authorityOf: "http://user@www.example.com:8080/a?b=http://other/"))
        #expect(!name.matches(authorityOf: "http://other/?http://example.com/"))
        #expect(name.mayMatch(IPAddress(ipv4: 1)) && !name.matches(IPAddress(ipv4: 1)))
    }

    @Test func comparesStatusAndURL() throws {
        #expect(StatusPattern("5xx")?.matches(503) == true && StatusPattern("5XX")?.matches(404) == false)
        #expect(StatusPattern("404")?.matches(404) == true && StatusPattern("404")?.matches(405) == false)
        for wrong in ["", "5x", "0xx", "40", "4044", "+04", "abc"] { #expect(StatusPattern(wrong) == nil) }
        #expect(try URLPattern("/a").matches("http://h/a/b") && !URLPattern("/A").matches("http://h/a/b"))
        #expect(try URLPattern(#"/v\d+\/x$/"#).matches("http://h/v12/x") && !URLPattern(#"/v\d+\/x$/"#).matches("http://h/v/x"))
        #expect(throws: (any Error).self) { try URLPattern("/(/") }
    }
}
