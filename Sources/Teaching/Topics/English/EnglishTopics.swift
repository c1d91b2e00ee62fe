/// The texts of all topics in English.
enum EnglishTopics {
    static func texts(of group: Topic.Group) -> [TopicText] {
        switch group {
        case .steps: steps
        case .checks: checks
        case .states: states
        case .flags: flags
        case .options: options
        case .notes: notes
        case .findings: findings
        case .outcomes: outcomes
        case .stages: stages
        case .severities: severities
        case .figures: figures
        }
    }
}
