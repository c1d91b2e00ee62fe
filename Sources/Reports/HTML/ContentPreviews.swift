import Analysis
import TCP
import Wire

/// The first bytes of the content of messages whose exchange is not complete yet.
final class ContentPreviews {
    private struct Key: Hashable {
        var connection: Int
        var exchange: Int
        var isRequest: Bool
    }

    private let limits: Limits
    private let budget: MemoryBudget
    private var gathered: [Key: [UInt8]] = [:]
    private var gatheredBytes = 0

    init(limits: Limits, budget: MemoryBudget) {
        self.limits = limits
        self.budget = budget
    }

    func add(_ bytes: Span<UInt8>, from role: Role, exchange: Int, connection: Int) {
        let key = Key(connection: connection, exchange: exchange, isRequest: role == .client)
        let have = gathered[key]?.count ?? 0
        let room = min(limits.pagePreview - have, limits.pagePreviewsAtOnce - gatheredBytes, budget.available)
        guard room > 0 else { return }
        let count = min(room, bytes.count)
        gathered[key, default: []].append(copying: bytes, in: 0..<count)
        gatheredBytes += count
        budget.charge(count)
    }

    func take(_ connection: Int, _ exchange: Int, isRequest: Bool) -> [UInt8] {
        let key = Key(connection: connection, exchange: exchange, isRequest: isRequest)
        guard let content = gathered.removeValue(forKey: key) else { return [] }
        gatheredBytes -= content.count
        budget.refund(content.count)
        return content
    }
}
