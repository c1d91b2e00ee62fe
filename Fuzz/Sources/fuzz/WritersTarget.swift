import Analysis
import Foundation
import Language
import Reports
import TCP
import Wire

/// A connection through every writer: what each wrote is read again, and they agree on the numbers.
enum WritersTarget {
    private static let schema = JSONSchema(String(decoding: RecordSchema.bytes, as: UTF8.self))

    /// That of `scripts/check-har`, as it lies in the tree that this was built from.
    private static let archiveSchema: JSONSchema? = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.deletingLastPathComponent().appending(path: "scripts/har-1.2.schema.json")
        return (try? String(contentsOf: file, encoding: .utf8)).flatMap { JSONSchema($0) }
    }()

    static func run(_ input: [UInt8]) {
        guard let dialogue = Dialogue(input) else { return }
        let frames = dialogue.frames(
            cut: 1 + dialogue.firstCut * 4, hole: dialogue.hole, port: dialogue.variant & 2 == 0 ? 80 : 443)
        let isChinese = dialogue.variant & 1 == 1
        let written = Written(frames, isChinese ? Chinese() : English())
        written.checkRecords(schema)
        written.checkArchive(archiveSchema)
        written.checkTable()
        written.checkReports()
        for (name, output) in written.texts {
            require(output.all.allSatisfy { $0 >= 32 && $0 != 127 || $0 == 10 }, "\(name) holds no control byte")
            require(
                String(validating: output.all, as: UTF8.self).map(isFit) ?? false, "\(name) holds no control or direction mark")
        }
    }

    /// Whether text holds nothing that steers a terminal or hides what stands beside it.
    static func isFit(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x80...0x9f, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069, 0x61c: false
            default: true
            }
        }
    }
}
