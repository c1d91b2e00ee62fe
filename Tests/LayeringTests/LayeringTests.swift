import Foundation
import Testing

/// The layers of ARCHITECTURE.md: a module imports only modules of lower layers. SwiftPM checks direct imports of declared
/// dependencies only, so this reads the import lines against the picture.
@Suite struct LayeringTests {
    static let allowed: [String: Set<String>] = [
        "Platform": ["Glibc", "Musl", "Darwin"],
        "Wire": ["CShims"],
        "Applications": [],
        "Capture": ["CPcap", "CZlib", "CZstd", "CShims", "Platform", "Wire"],
        "TCP": ["CShims", "Wire"],
        "TLSDecryption": ["Applications", "Crypto", "CryptoExtras", "FoundationEssentials"],
        "ContentCodings": ["CZlib", "CBrotli", "CZstd", "Platform"],
        "Analysis": ["Wire", "TCP", "Applications", "ContentCodings"],
        "Language": ["Wire", "TCP", "Applications", "Analysis", "Capture"],
        "Teaching": ["TCP", "Applications", "Analysis", "Language"],
        "Reports": ["Wire", "TCP", "Applications", "ContentCodings", "Analysis", "Language", "Teaching", "Crypto"],
        "TCPExplain": ["Wire", "Applications", "Capture", "TCP", "Analysis", "Language"],
        "tcpexplain": [
            "Wire", "TCP", "Capture", "Analysis", "Applications", "ContentCodings", "Language", "Reports", "CPlatform",
            "Platform",
            "CVersion",
            "CYAML",
            "Teaching",
            "TLSDecryption",
            "ArgumentParser",
        ],
    ]
    /// Modules that touch the outside world may use atomics; the C library they get by `Platform`.
    static let system: Set<String> = ["Synchronization"]

    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    private static func files(of module: String) throws -> [URL] {
        let folder = sources.appending(path: module)
        let names = try #require(FileManager.default.enumerator(atPath: folder.path(percentEncoded: false)))
        return names.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map { folder.appending(path: $0) }
    }

    @Test(arguments: allowed.keys.sorted()) func importsOnlyLowerLayers(module: String) throws {
        let touchesSystem = ["Capture", "ContentCodings", "tcpexplain"].contains(module)
        let allowed = Self.allowed[module, default: []].union(touchesSystem ? Self.system : [])
        for file in try Self.files(of: module) {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let words = line.split(separator: " ")
                guard let at = words.firstIndex(of: "import"), at <= 1, at + 1 < words.count else { continue }
                #expect(allowed.contains(String(words[at + 1])), "\(file.lastPathComponent) imports \(words[at + 1])")
            }
        }
    }

    /// What copies and searches bytes, where values lie still, and what is fetched ahead or lent uncounted: checked once and not for each byte or
    /// value.
    private static let unsafeFiles: Set<String> = [
        "BigEndian.swift", "ByteCopy.swift", "ByteSearch.swift", "ConnectionIndex.swift", "ConnectionTable.swift",
        "ConnectionTable+Prefetch.swift", "Connection.swift", "DuplicateFilter.swift", "Ends.swift", "EndsPool.swift",
        "InternetChecksum.swift",
        "OutputBuffer.swift", "PlainBatch.swift", "Prefetch.swift", "RecentBytes.swift", "Slab.swift", "Unretained.swift",
    ]

    /// Only the modules that speak with C may write `unsafe`, and the files above.
    @Test(arguments: ["Wire", "Applications", "TCP", "Analysis", "Language", "Teaching", "Reports", "TCPExplain"])
    func isSafe(module: String) throws {
        for file in try Self.files(of: module) where !Self.unsafeFiles.contains(file.lastPathComponent) {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(!text.contains("unsafe "), "\(file.lastPathComponent) is unsafe")
        }
    }
}
