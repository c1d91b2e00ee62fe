import Capture

/// The captures of a run, opened but not looked at, and the filter.
struct CaptureInputs {
    /// In the order in which they are read.
    var all: [CaptureInput]
    let filter: CaptureFilter?
    let keyLogs: KeyLogs
    /// Bytes of all captures; nil if one of them is a stream.
    private(set) var total: Int?

    /// Opens every capture, so that a missing one is known at once, and compiles the filter.
    init(_ options: Options) throws(CommandError) {
        try self.init(
            options.captures, filter: options.filterExpression, keyLogs: options.keylog, mayBeFilter: options.files.isEmpty)
    }

    /// - Parameter mayBeFilter: whether a word that is no file may have been meant as a filter.
    init(
        _ captures: [String], filter expression: String? = nil, keyLogs paths: [String] = [], mayBeFilter: Bool = false
    ) throws(CommandError) {
        do throws(CaptureError) {
            filter = try expression.map { expression throws(CaptureError) in try CaptureFilter(expression) }
        } catch {
            throw CommandError(error)
        }
        filter?.prepareForAll()
        keyLogs = try KeyLogs(paths)
        if captures.filter({ $0 == "-" }).count > 1 || captures.dropFirst().contains("-") {
            throw CommandError(.standardInputOnce)
        }
        Descriptors.allow(captures.count + 64)
        all = []
        var failures: [CaptureError] = []
        var missing: [String] = []
        for path in captures {
            do throws(CaptureError) {
                all.append(try CaptureInput(path: path))
            } catch {
                if case .missing(let file) = error { missing.append(file) }
                failures.append(error)
            }
        }
        for failure in failures.dropLast() { Terminal.printError(.capture(failure)) }
        if let last = failures.last {
            if missing.isEmpty { throw CommandError(last) }
            throw CommandError(.missing(last, words: missing.joined(separator: " "), mayBeFilter: mayBeFilter))
        }
        count()
    }

    private mutating func count() {
        total = all.reduce(Int?(0)) { sum, input in sum.flatMap { sum in input.size.map { sum + $0 } } }
    }

    /// Reads streams to their end, into files without names: what is read twice must stay. Nothing of them is looked at.
    mutating func spoolStreams(in folder: String, limit: Int) throws(CommandError) {
        do throws(CaptureError) {
            all = try all.map { input throws(CaptureError) in
                input.isStream ? try CaptureInput(spooling: input, in: folder, limit: limit) : input
            }
        } catch {
            throw CommandError(error)
        }
        count()
    }

    var haveStream: Bool { all.contains(where: \.isStream) }
}
