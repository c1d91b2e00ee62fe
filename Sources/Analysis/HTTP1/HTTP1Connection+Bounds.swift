import Applications
import TCP

/// More requests than may wait. The newest are not held, so that those that wait get the responses that are theirs.
extension HTTP1Connection {
    /// Whether a request may wait for its response. Behind one that may not none does, until all of those had their responses.
    func hasRoom(for head: MessageHead) -> Bool {
        let waiting = exchanges.count - firstPending
        return unpaired.count == 0 && waiting < setting.limits.waitingRequests
            && (waiting == 0 || countedBytes + head.fields.size <= setting.limits.waitingBytes)
    }

    /// Whether a request has no response yet, paired or not.
    var awaitsResponse: Bool { firstUnansweredIndex() != nil || unpaired.count > 0 }

    /// The exchange of a request that may not wait: it is reported without its response.
    func unpairedRequest(_ head: MessageHead) -> Exchange {
        if unpaired.count == 0 { unpaired.bound = .waitingRequests }
        outputs.append(.bound(unpaired.bound))
        releaseUnpaired()
        let exchange = nextExchange()
        exchange.isUnpaired = true
        exchange.responseIsLost = true
        if unpaired.count == 0 { unpaired.mayHaveNoContent = false }
        if head.methodKind == .head || head.mayChangeProtocol { unpaired.mayHaveNoContent = true }
        unpaired.count += 1
        unpaired.request = exchange
        return exchange
    }

    /// The exchange of the response to such a request, and of the interim ones before it.
    func unpairedResponse() -> Exchange {
        if let begun = unpaired.response, begun.response == nil { return begun }
        releaseUnpaired()
        let exchange = nextExchange()
        exchange.isUnpaired = true
        unpaired.response = exchange
        return exchange
    }

    /// Releases what is not paired, once it was read.
    func releaseUnpaired() {
        if let request = unpaired.request, client.exchange !== request {
            release(unpaired: request)
            unpaired.request = nil
        }
        if let response = unpaired.response, response.response != nil, server.exchange !== response {
            release(unpaired: response)
            unpaired.response = nil
        }
    }

    func release(unpaired exchange: Exchange) {
        countedBytes -= exchange.size
        outputs.append(.exchange(exchange))
    }

    /// Responses may wait, too: for those before them, or for their request. When they are too many, nothing that waits is paired any more.
    func boundPending() {
        let waiting = exchanges.count - firstPending
        if waiting > setting.limits.waitingRequests || waiting > 1 && countedBytes > setting.limits.waitingBytes {
            giveUpPending()
        }
    }

    /// Gives up all exchanges that wait, but for the first.
    func giveUpPending(beyond bound: ConnectionBound = .waitingRequests) {
        guard exchanges.count - firstPending > 1 else { return }
        outputs.append(.bound(bound))
        let first = exchanges[firstPending]
        let rest = exchanges[(firstPending + 1)...]
        // Where all that wait are requests, their responses can be counted. Else nobody can tell which ones are still to come.
        let isCountable =
            !requestsAreUncertain && rest.allSatisfy { $0.response == nil && $0.request != nil && !$0.responseIsLost }
        if isCountable {
            if unpaired.count == 0 {
                unpaired.mayHaveNoContent = false
                unpaired.bound = bound
            }
            unpaired.count += rest.count
            for exchange in rest {
                if let head = exchange.request?.head, head.methodKind == .head || head.mayChangeProtocol {
                    unpaired.mayHaveNoContent = true
                }
            }
        } else {
            unpaired.count = 0
            requestsAreUncertain = true
            if first.response == nil { first.responseIsLost = true }
        }
        for exchange in rest { exchange.giveUp() }
        firstPending += 1
        while firstPending < exchanges.count { releaseFirst() }
        exchanges = [first]
        firstPending = 0
    }
}
