import ArgumentParser
import Reports

/// The values of --explain.
enum ExplanationLevel: String, ExpressibleByArgument, CaseIterable {
    case brief, teach, expert

    var depth: Depth {
        switch self {
        case .brief: .brief
        case .teach: .teach
        case .expert: .expert
        }
    }
}
