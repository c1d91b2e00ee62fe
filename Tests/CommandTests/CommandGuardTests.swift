import Testing

@testable import tcpexplain

/// Text before the annotations of a forge holds none itself.
@Suite struct CommandGuardTests {
    private func guarded(_ pieces: [String], isJSON: Bool = false) -> String {
        var guarding = CommandGuard(isJSON: isJSON)
        return String(decoding: pieces.flatMap { guarding.guarded(Array($0.utf8).span) }, as: UTF8.self)
    }

    @Test func commandsOfTheWire() {
        #expect(guarded(["::error::a\n  ::notice::b\n"]) == "\\x3a:error::a\n  \\x3a:notice::b\n")
        #expect(guarded(["GET /a##[error]b ###[x"]) == "GET /a##\\x5berror]b ###\\x5bx")
        #expect(guarded([#"{"target":"/##[x"}"#], isJSON: true) == #"{"target":"/##\u005bx"}"#)
        // However the text comes.
        #expect(guarded(["a\n ", " ", ":", ":x ##", "[y"]) == "a\n  \\x3a:x ##\\x5by")
        #expect(guarded(["a: b :: c [d] #[e]\n"]) == "a: b :: c [d] #[e]\n")
    }
}
