import Capture

/// The captures of a run, opened but not looked at, and the filter.
struct CaptureInputs {
    /// In the order in which they are read.
    var all: [CaptureInput]
    let filter: CaptureFilter?
    let keyLogs: KeyLogs
    /// Bytes of all captures; nil if one of them is a stream.
    let total: Int?

    /// Opens every capture, so that a missing one is known at once, and compiles the filter.
    init(_ options: Options) throws(CommandError) {
        do throws(CaptureError) {
            filter = try options.filterExpression.map { expression throws(CaptureError) in try CaptureFilter(expression) }
        } catch {
            throw CommandError(error.description)
        }
        filter?.prepareForAll()
        keyLogs = try KeyLogs(options.keylog)
        if options.captures.filter({ $0 == "-" }).count > 1 || options.captures.dropFirst().contains("-") {
            throw CommandError("standard input (-) can be named once, and first")
        }
        Descriptors.allow(options.captures.count + 64)
        all = []
        var failures: [String] = []
        var missing: [String] = []
        for path in options.captures {
            do throws(CaptureError) {
                all.append(try CaptureInput(path: path))
            } catch {
                if case .missing(let file) = error { missing.append(file) }
                failures.append(error.description)
            }
        }
        if !missing.isEmpty, !failures.isEmpty {
            failures[failures.count - 1] +=
                options.files.isEmpty
                ? "; if that was a filter: tcpexplain -f '\(missing.joined(separator: " "))' CAPTURE"
                : "; give the path of a capture"
        }
        for failure in failures.dropLast() { Terminal.printError(failure) }
        if let last = failures.last { throw CommandError(last) }
        total = all.reduce(Int?(0)) { sum, input in sum.flatMap { sum in input.size.map { sum + $0 } } }
    }

    var haveStream: Bool { all.contains(where: \.isStream) }
}
