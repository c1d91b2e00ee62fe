import Foundation
import Testing

/// Every folder under Fixtures, its expected output compared whole. `scripts/test --record` writes it anew.
@Suite struct FixtureTests {
    private static let isRecording = ProcessInfo.processInfo.environment["RECORD"] != nil

    private func compare(_ actual: Data, _ fixture: String, _ file: String) throws {
        let url = Command.root.appending(path: "Fixtures/\(fixture)/\(file)")
        if Self.isRecording {
            try actual.write(to: url)
            return
        }
        let expected = try Data(contentsOf: url)
        if expected == actual { return }
        let old = String(decoding: expected, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let new = String(decoding: actual, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }
        Issue.record(
            "\(url.path(percentEncoded: false)) line \((line?.offset ?? min(old.count, new.count)) + 1): expected \(line?.element.0 ?? "(end)"), got \(line?.element.1 ?? "(end)")"
        )
    }

    @Test(arguments: Command.fixtures()) func text(name: String) throws {
        try compare(try Command.run(Command.arguments(name)).output, name, "expected.txt")
    }

    /// The same facts, numbers and order as in English.
    @Test(arguments: Command.fixtures()) func chinese(name: String) throws {
        try compare(try Command.run(["--lang", "zh"] + Command.arguments(name)).output, name, "expected.zh.txt")
    }

    @Test(arguments: Command.fixtures()) func records(name: String) throws {
        let run = try Command.run(["--format", "ndjson"] + Command.arguments(name))
        for line in run.text.split(separator: "\n") {
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        }
        try compare(run.output, name, "expected.ndjson")
    }

    @Test(arguments: Command.fixtures()) func check(name: String) throws {
        let run = try Command.run(["--check"] + Command.arguments(name))
        let verdict = run.text.split(separator: "\n").filter { $0.hasPrefix("check") }.joined(separator: "\n")
        try compare(Data("\(verdict)\nexit status \(run.status)\n".utf8), name, "expected.check")
    }

    /// At whatever width: no line ends with a number whose unit begins the next one.
    @Test(arguments: Command.fixtures()) func numbersStandBesideTheirUnits(name: String) throws {
        for arguments in [
            ["--width", "80"], ["--width", "140"], ["--width", "80", "--lang", "zh"], ["--width", "140", "--lang", "zh"],
        ] {
            let lines = try Command.run(arguments + Command.arguments(name)).text.split(separator: "\n")
            for (line, next) in zip(lines, lines.dropFirst()) {
                guard line.firstMatch(of: /(?:^|[ (（，、])[0-9][0-9.,]*$/) != nil else { continue }
                let isUnit = next.firstMatch(
                    of: /^ *(?:ns|µs|ms|s|min|bytes?|[KMG]iB(?:\/s)?|packets?|segments?|字节|次|个|帧|秒)(?:[ ,.;:)]|[^ -~]|$)/)
                #expect(isUnit == nil, "\(arguments): \(line) | \(next)")
            }
        }
    }

    /// Nothing but printable characters and line ends in any text, whatever the capture holds.
    @Test(arguments: Command.fixtures()) func textIsFitForATerminal(name: String) throws {
        for arguments in [[], ["--packets"], ["--summary"], ["--follow", "1"]] {
            let run = try Command.run(arguments + Command.arguments(name), environment: ["LC_ALL": "C"])
            #expect(run.output.allSatisfy { $0 == 10 || $0 >= 32 && $0 < 127 }, "\(name) \(arguments)")
        }
    }
}
