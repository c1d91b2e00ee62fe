@testable import Applications
import Foundation
import Testing

/// The public corpus by which implementations of HPACK are held against each other: header blocks of six encoders, in several of their settings,
/// and what was encoded. scripts/check-hpack fetches it, and says where in `HPACK_STORIES`.
@Suite struct HPACKStoryTests {
    private struct Story: Decodable {
        var cases: [Case]
    }

    private struct Case: Decodable {
        var wire: String?
        var headers: [[String: String]]
        var tableSize: Int?

        enum CodingKeys: String, CodingKey {
            case wire, headers
            case tableSize = "header_table_size"
        }

        var block: [UInt8] {
            let digits = Array((wire ?? "").utf8)
            return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
                UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
            }
        }

        /// As lines, pseudo-header fields apart, whose order is of no account here.
        var expected: (pseudo: Set<String>, others: [String]) {
            let lines = headers.flatMap { $0.map { "\($0.key): \($0.value)" } }
            return (Set(lines.filter { $0.hasPrefix(":") }), lines.filter { !$0.hasPrefix(":") })
        }
    }

    static let folder = ProcessInfo.processInfo.environment["HPACK_STORIES"]

    /// The folders of the corpus that hold blocks: not `raw-data`, which holds what was encoded alone.
    static func encoders() -> [String] {
        let names = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0) } ?? []
        return names.filter { $0 != "raw-data" && !$0.hasPrefix(".") }.sorted()
    }

    @Test(.enabled(if: folder != nil, "SKIPPED: the corpus is not here; scripts/check-hpack fetches it"))
    func everyBlockIsReadAsItWasWritten() throws {
        let folder = try #require(Self.folder)
        var blocks = 0
        for encoder in Self.encoders() {
            let place = "\(folder)/\(encoder)"
            for name in try FileManager.default.contentsOfDirectory(atPath: place).sorted() where name.hasSuffix(".json") {
                let story = try JSONDecoder().decode(Story.self, from: Data(contentsOf: URL(filePath: "\(place)/\(name)")))
                blocks += read(story, "\(encoder)/\(name)")
            }
        }
        #expect(Self.encoders().count >= 6 && blocks > 10_000, "\(blocks) blocks")
    }

    private func read(_ story: Story, _ name: String) -> Int {
        var decoder = HPACKDecoder()
        for (number, one) in story.cases.enumerated() {
            if let size = one.tableSize {
                decoder.allow(size)
                decoder.acknowledge(size)
            }
            var section = HTTP2FieldSection()
            let failure = decoder.decode(one.block.span, isCut: false, into: &section)
            #expect(failure == nil, "\(name), block \(number)")
            let (pseudo, others) = one.expected
            #expect(Set(self.pseudo(of: section)) == pseudo, "\(name), block \(number)")
            let trailers = section.trailers
            #expect(trailers.lines.map { "\(trailers.name($0)): \(trailers.value($0))" } == others, "\(name), block \(number)")
        }
        return story.cases.count
    }

    private func pseudo(of section: HTTP2FieldSection) -> [String] {
        HTTP2FieldSection.Pseudo.allCases.compactMap { field in
            section.value(field).map { "\(field.name): " + String(decoding: section.bytes[$0], as: UTF8.self) }
        }
    }
}
