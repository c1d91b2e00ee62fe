import Applications
import TCP

extension FindingRules {
    /// What the frames of an HTTP/2 connection have to tell.
    func findHTTP2() {
        guard context.spokeMoreThanHTTP, let facts = context.http2 else { return }
        for fault in facts.faults {
            let goAway = facts.goAways.first { fault.answer?.isGoAway == true && isAnswer($0, fault) }
            add(.fault(fault, unprocessed: goAway.map { $0.unprocessed.count + $0.moreUnprocessed } ?? 0))
        }
        for goAway in facts.goAways {
            // One that answers a fault is told there.
            guard !facts.faults.contains(where: { isAnswer(goAway, $0) }) else { continue }
            add(.goAway(goAway))
        }
        for reset in facts.resets { add(.reset(reset)) }
        for stall in facts.stalls { add(.stall(stall)) }
        if let queue = facts.queue, queue.requests >= 3 { add(.queue(queue)) }
    }

    private func add(_ finding: HTTP2Finding) { add(.http2(finding), frames: finding.frames) }

    private func isAnswer(_ goAway: HTTP2Facts.GoAway, _ fault: HTTP2Facts.Fault) -> Bool {
        guard let answer = fault.answer, answer.isGoAway else { return false }
        return answer.frame == goAway.frame || answer.frame == goAway.firstFrame
    }

    /// The connection ended by an error that HTTP/2 announced: what is not answered has its cause there.
    var endedByHTTP2: Bool {
        guard let facts = context.http2 else { return false }
        return facts.goAways.contains { $0.code != .noError } || facts.faults.contains { $0.answer?.isGoAway == true }
    }
}
