import Reports

/// An output that goes to a file of its own. A new one is an entry of `all`, and its option.
struct FileOutput: Sendable {
    /// How it is written.
    enum Writing: Sendable {
        /// By a report that gets every event.
        case along(@Sendable (Outputs, OutputBuffer) -> any Report)
        /// At the end, from what was gathered of the run.
        case atEnd(@Sendable (RunResults, OutputBuffer) -> Void)
    }

    /// The option that names its file.
    let option: String
    let path: @Sendable (Options) -> String?
    /// Who may read the file; what holds bytes of packets is for its owner and group.
    let mode: UInt32
    let writing: Writing

    private init(
        _ option: String, _ path: @escaping @Sendable (Options) -> String?, mode: UInt32 = 0o644, _ writing: Writing
    ) {
        self.option = option
        self.path = path
        self.mode = mode
        self.writing = writing
    }

    /// It needs what was gathered of the run.
    var isWrittenAtEnd: Bool {
        if case .atEnd = writing { true } else { false }
    }

    static let annotated = FileOutput("--annotate", { $0.annotate }, mode: 0o640, .along { outputs, _ in outputs.annotate() })

    static let all: [FileOutput] = [
        FileOutput("--har", { $0.har }, .along { $0.makeArchive($1) }),
        FileOutput("--html", { $0.pictures.html }, .along { $0.makePage($1) }),
        FileOutput("--svg", { $0.pictures.svg }, .along { DiagramReport($1, form: .svg, style: $0.commentStyle) }),
        FileOutput("--mermaid", { $0.pictures.mermaid }, .along { DiagramReport($1, form: .mermaid, style: $0.commentStyle) }),
        annotated,
        FileOutput("--junit", { $0.junit }, .atEnd { JUnitWriter($0, $1).write() }),
        FileOutput(
            "--sarif", { $0.sarif },
            .atEnd { results, output in
                let help = RuleHelp(phrasebook: Terminal.phrasebook)
                SARIFWriter(results, output, version: Options.configuration.version, help: { help($0) }).write()
            }),
    ]
}
