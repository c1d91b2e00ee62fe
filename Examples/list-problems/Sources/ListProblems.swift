// Lists the slow exchanges and the findings of captures.
//
//     swift run list-problems capture.pcap...

import TCPExplain

@main
enum ListProblems {
    static let slow = Duration.seconds(1)

    static func main() throws {
        var analyzer = Analyzer(events: [.exchanges, .findings]) { event in
            switch event {
            case .exchange(let exchange):
                guard let wait = exchange.timing.wait, wait >= slow, let request = exchange.request else { break }
                print("connection \(exchange.connection): \(request.method) \(request.maskedTarget) was answered after \(wait)")
            case .finding(let finding):
                let frames = finding.frames.map(String.init).joined(separator: ", ")
                print("connection \(finding.connection): \(finding.severity) \(finding.name) (frames \(frames))")
                print("    \(finding.explanation())")
            case .damage(let error): print(error)
            default: break
            }
            return .continue
        }
        for path in CommandLine.arguments.dropFirst() { analyzer.read(try CaptureFile(path: path)) }
        let summary = analyzer.finish()
        print("\(summary.connections) connections, \(summary.exchanges) exchanges")
    }
}
