import Foundation
import Testing

@testable import tcpexplain

/// The names that `-w F -C MB` comes to, whatever path leads to them.
@Suite struct CaptureSeriesTests {
    @Test func namesThatItComesTo() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-series-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "d"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let root = folder.path(percentEncoded: false)
        for (link, target) in [("other", "."), ("key", "d/s7"), ("d/s7", "../keys")] {
            try FileManager.default.createSymbolicLink(atPath: "\(root)/\(link)", withDestinationPath: target)
        }
        try Data("none".utf8).write(to: folder.appending(path: "keys"))
        try Data("none".utf8).write(to: folder.appending(path: "s8"))
        try FileManager.default.createSymbolicLink(atPath: "\(root)/d/key", withDestinationPath: "../s8")
        let series = try #require(CaptureSeries("\(root)/s"))
        for path in ["s1", "s10", "s99999999999999999999", "d/../s2", "other/s3", "d/key", "s4/"] {
            #expect(series.takes("\(root)/\(path)"), "\(path)")
        }
        for path in ["s", "s0", "s01", "s1a", "sa1", "t1", "d/s1", "keys", "key", "nowhere/s1"] {
            #expect(!series.takes("\(root)/\(path)"), "\(path)")
        }
        #expect(CaptureSeries("\(root)/nowhere/s") == nil)
        // Of a name that ends in digits, too.
        #expect(CaptureSeries("\(root)/s1")?.takes("\(root)/s12") == true)
    }
}
