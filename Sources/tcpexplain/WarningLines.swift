import Analysis
import Language
import Reports
import TCP

/// Whatever a bound or the input kept from being decided: one line each on standard error, beside any output.
final class WarningLines: Report {
    private let phrasebook: any Phrasebook

    init(phrasebook: any Phrasebook) { self.phrasebook = phrasebook }

    var wantsPackets: Bool { false }
    var wantsMessages: Bool { false }
    var wantedFigures: WantedFigures { .none }
    var wantsEveryConnection: Bool { false }

    func warning(_ warning: Warning) { Terminal.printError(phrasebook.sentence(for: warning)) }

    /// Damage of the input: told where it is found.
    func warning(_ text: String) {}

    func finish(_ summary: RunSummary, files: [String]) {}
}
