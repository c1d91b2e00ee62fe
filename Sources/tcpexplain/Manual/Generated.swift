import ArgumentParser

/// What is made from the definition of the command line: `--generate-manual [en|zh]`, `--generate-completion-script SHELL`.
enum Generated {
    /// nil if something else was asked for.
    static func text(_ words: [String]) -> String? {
        switch words.first {
        case "--generate-manual":
            guard words.count <= 2, let language = LanguageChoice(rawValue: words.dropFirst().first ?? "en") else { return nil }
            return Manual.text(in: language.name)
        case "--generate-completion-script":
            guard words.count == 2, let shell = CompletionShell(rawValue: words[1]) else { return nil }
            return Completions.script(for: shell)
        case "--version": return words.count == 1 ? Version.text : nil
        default: return nil
        }
    }
}
