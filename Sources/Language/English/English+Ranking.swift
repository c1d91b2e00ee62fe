extension English {
    public func ranking(_ worst: [ConnectionProblems], of total: Int) -> Text {
        let named = worst.map { problems -> Text in
            var parts: [Text] = []
            if problems.errors > 0 { parts.append(Quantity.count(problems.errors, "error")) }
            if problems.warnings > 0 { parts.append(Quantity.count(problems.warnings, "warning")) }
            return parts.isEmpty ? "\(problems.connection)" : "\(problems.connection) (\(parts.joined(separator: ", ")))"
        }
        let more: Text = total > worst.count ? ", and \(total - worst.count) more" : ""
        return "\(Quantity.count(total, "connection")) with a problem, the worst first: \(named.joined(separator: ", "))\(more)"
    }
}
