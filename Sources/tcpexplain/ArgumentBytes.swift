import Language
import Platform

/// The arguments as bytes. Swift repairs what is no UTF-8, and what was repaired names something else.
enum ArgumentBytes {
    /// Bytes of an argument that an error shows, at most.
    private static let shownLength = 300

    /// Refuses a command line of which an argument is no UTF-8.
    static func check() throws(CommandError) {
        for number in 1..<max(1, Int(CommandLine.argc)) {
            guard let argument = unsafe CommandLine.unsafeArgv[number] else { return }
            let bytes = unsafe UnsafeRawBufferPointer(start: argument, count: strlen(argument))
            guard unsafe String(validating: bytes, as: UTF8.self) == nil else { continue }
            throw CommandError(.notUTF8(argument: number, unsafe Escaping.printable(bytes, limit: shownLength)))
        }
    }
}
