import ArgumentParser

/// The scripts that complete the command line in a shell: what the argument parser makes of its definition, mended where it completes no files.
enum Completions {
    static func script(for shell: CompletionShell) -> String {
        var script = CommandTree.completionScript(for: shell)
        switch shell {
        case .zsh:
            // Two definitions of the words that follow exclude one another: captures are completed beside the names of subcommands.
            if let words = script.firstRange(of: "        '*:capture:'\n") { script.removeSubrange(words) }
            script = script.replacing("'*:capture:'", with: "'*:capture:_files'").replacing(":file:'", with: ":file:_files'")
            script = script.replacing(
                "        _describe -V subcommand subcommands && ret=0\n",
                with: "        _describe -V subcommand subcommands && ret=0\n        _files && ret=0\n")
            let call = "            \"_tcpexplain_${words[1]}\" && ret=0\n            ;;\n"
            script = script.replacing(call, with: call + "        *) _files && ret=0 ;;\n")
        case .bash:
            script = script.replacing("complete -o filenames -F", with: "complete -o bashdefault -o default -F")
        case .fish:
            script = script.replacing(" -rfka ''", with: " -r")
        default: break
        }
        return script
    }
}
