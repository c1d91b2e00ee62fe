/// How much an explanation says.
public enum Depth: String, CaseIterable, Sendable {
    /// The headline and the findings.
    case brief
    /// What happened and why at each packet, each thing once, for somebody who learns.
    case teach
    /// All numbers, options and times, and the sections of the RFCs.
    case expert
}
