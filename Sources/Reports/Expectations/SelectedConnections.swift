import Language
import TCP

/// The connections that one expectation is about, and what is wrong with them.
///
/// Connections end in another order than they began in: which one is the nth is certain from the first packets where these decide what is
/// selected, and else only at the end.
struct SelectedConnections {
    private let selector: ConnectionSelector
    /// The numbers of the first connections that may be meant: of those that have begun, where that decides, else of those that have ended.
    private var numbers: [Int] = []
    /// Connections that are held against an expectation of one, at most at a time.
    private static let held = 64
    /// How many there are in all.
    private(set) var total = 0
    private var found: [Int: [ExpectationFailure]] = [:]
    /// Where one is meant: which were held against the expectation.
    private var judged: Set<Int> = []
    private var listed = 0
    /// All that were held against the expectation, where every one is meant: their first numbers.
    private var every: [Int] = []
    /// Failures that were not kept.
    private(set) var unlisted = 0

    init(_ selector: ConnectionSelector) { self.selector = selector }

    /// How many numbers are kept: some more than are needed where some may turn out not to be meant.
    private var limit: Int { max(selector.nth ?? 1, 2) + (selector.decidesOnEndpoints ? 4096 : 0) }

    mutating func noteFirstPacket(of connection: borrowing Connection) {
        guard selector.decidesOnEndpoints, !selector.isEvery, selector.mayInclude(connection) else { return }
        if numbers.count < limit { numbers.append(connection.number) }
    }

    /// A connection that may have been meant is not.
    mutating func forget(_ number: Int) {
        if !selector.decidesOnEndpoints || selector.isEvery { return }
        numbers.removeAll { $0 == number }
    }

    /// Whether it is worth holding a connection that is selected against the expectation.
    func mayBe(_ number: Int) -> Bool {
        if selector.isEvery || !selector.decidesOnEndpoints { return true }
        // Those before the nth are never meant; of those behind it, some in case that ones before it are forgotten.
        return numbers.dropFirst((selector.nth ?? 1) - 1).prefix(Self.held).contains(number)
    }

    mutating func add(_ number: Int, _ failures: [ExpectationFailure]) {
        total += 1
        if !selector.isEvery { judged.insert(number) }
        if selector.isEvery, every.count < ExpectationReport.maximumHeld { every.append(number) }
        if !selector.isEvery, !selector.decidesOnEndpoints {
            let at = numbers.firstIndex { $0 > number } ?? numbers.count
            numbers.insert(number, at: at)
            if numbers.count > limit {
                let last = numbers.removeLast()
                found[last] = nil
                judged.remove(last)
                if last == number { return }
            }
        }
        if failures.isEmpty { return }
        // One is meant: what is wrong with others fails nothing.
        if !selector.isEvery {
            found[number] = failures
            return
        }
        if listed < ExpectationReport.maximumListed {
            found[number] = failures
            listed += failures.count
        } else {
            unlisted += failures.count
        }
    }

    /// The one that is meant; nil if all are, or none.
    private var meant: Int? {
        let index = (selector.nth ?? 1) - 1
        return numbers.indices.contains(index) ? numbers[index] : nil
    }

    func failures(of connection: Int) -> [ExpectationFailure] {
        selector.isEvery || meant == connection ? found[connection] ?? [] : []
    }

    // MARK: - Once the run has ended

    /// Why it is not known which connection is meant.
    ///
    /// - Parameter name: that of the expectation.
    func fault(name: String) -> DocumentFault? {
        if selector.isEvery { return total == 0 ? .selectsNone(name) : nil }
        // So many before it turned out not to be meant that it was not held against anything.
        if let meant, !judged.contains(meant) { return .selectsMany(name) }
        if let nth = selector.nth, !numbers.isEmpty {
            return numbers.count >= nth ? nil : .selectsBeyond(name, nth: nth, count: numbers.count)
        }
        switch numbers.count {
        case 0: return .selectsNone(name)
        case 1: return nil
        default: return .selectsMany(name)
        }
    }

    /// The connections that were held against the expectation.
    var held: [Int] { selector.isEvery ? every.sorted() : meant.map { [$0] } ?? [] }

    var failures: [ExpectationFailure] {
        if selector.isEvery { return found.keys.sorted().flatMap { found[$0] ?? [] } }
        return meant.flatMap { found[$0] } ?? []
    }
}
