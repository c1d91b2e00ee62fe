import Foundation
import Testing

/// tshark, where it is installed.
enum Tshark {
    static let path = ["/usr/bin/tshark", "/opt/homebrew/bin/tshark", "/usr/local/bin/tshark"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Whether tests that need it are run: where it is, and in CI, where they fail without it. Else they are reported as skipped.
    static var isExpected: Bool { path != nil || ProcessInfo.processInfo.environment["CI"] != nil }

    static func run(_ arguments: [String]) throws -> Command {
        let path = try #require(path, "tshark is not installed: scripts/setup --tests installs it")
        return try Command.run(arguments, program: URL(filePath: path))
    }
}

extension Trait where Self == ConditionTrait {
    /// The test compares with tshark.
    static var needsTshark: Self { .enabled(if: Tshark.isExpected, "tshark is not installed: scripts/setup --tests installs it") }
}
