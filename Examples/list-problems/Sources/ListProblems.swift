// Lists the exchanges whose response took more than a second to begin, and the findings of captures.
import TCPExplain

@main
enum ListProblems {
    static func main() {
        for path in CommandLine.arguments.dropFirst() {
            do { try list(path) } catch { print(error) }
        }
    }

    static func list(_ path: String) throws(CaptureError) {
        let capture = try CaptureFile(path: path)
        var analyzer = Analyzer(events: [.exchanges, .findings]) { event in
            switch event {
            case .exchange(let exchange):
                guard let wait = exchange.timing.wait, wait > .seconds(1), let request = exchange.request else { break }
                print("connection \(exchange.connection): \(request.method) \(request.maskedTarget) was answered after \(wait)")
            case .finding(let finding):
                print("connection \(finding.connection): \(finding.severity) \(finding.name), frames \(finding.frames)")
                print("    \(finding.explanation())")
            case .damage(let error): print(error)
            default: break
            }
            return .continue
        }
        analyzer.read(capture)
        let summary = analyzer.finish()
        print("\(path): \(summary.connections) connections, \(summary.exchanges) exchanges")
    }
}
