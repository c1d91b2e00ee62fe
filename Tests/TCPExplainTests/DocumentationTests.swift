import Foundation
import Testing

/// What the pages of the library show is what is built and run: `scripts/check-library` does it with the example.
@Suite struct DocumentationTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test func gettingStartedShowsTheExample() throws {
        let page = try Self.text("Sources/TCPExplain/TCPExplain.docc/GettingStarted.md")
        let program = try Self.text("Examples/list-problems/Sources/ListProblems.swift")
        #expect(page.contains("```swift\n\(program)```\n"))
        // Of the manifest, what a package of somebody else has in common with that of the example.
        let manifest = try Self.text("Examples/list-problems/Package.swift")
        for part in [
            ".product(name: \"TCPExplain\", package: \"tcpexplain\")", "platforms: [.macOS(.v26)]", "// swift-tools-version: 6.2",
        ] {
            #expect(manifest.contains(part) && page.contains(part), "\(part)")
        }
    }

    /// The topics of the first page name every public type.
    @Test func everyTypeIsATopic() throws {
        let page = try Self.text("Sources/TCPExplain/TCPExplain.docc/TCPExplain.md")
        let folder = Self.root.appending(path: "Sources/TCPExplain").path(percentEncoded: false)
        var types = 0
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file.hasSuffix(".swift") {
            for match in try Self.text("Sources/TCPExplain/\(file)").matches(
                of: /(?m)^public (?:final )?(?:struct|class|enum) (\w+)/)
            {
                types += 1
                #expect(page.contains("- ``\(match.1)``"), "\(match.1)")
            }
        }
        #expect(types > 25)
    }
}
