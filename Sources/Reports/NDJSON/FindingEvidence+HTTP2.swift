import Analysis
import Applications
import TCP
import Wire

extension FindingEvidence {
    func append(_ finding: HTTP2Finding) {
        switch finding {
        case .reset(let reset):
            by(reset.sender)
            text("code", reset.code.name)
            number("count", reset.count)
            number("stream", reset.stream)
            number("exchange", reset.exchange)
            text("in", reset.isOfRequest ? "request" : "response")
            number("bytes", reset.bytes)
            number("of", reset.announced.map { Int(clamping: $0) })
            if reset.responseWasComplete { flag("response_complete", true) }
        case .goAway(let goAway):
            by(goAway.sender)
            text("code", goAway.code.name)
            number("last_stream", goAway.lastStream)
            if !goAway.debug.isEmpty { text("debug", String(decoding: goAway.debug, as: UTF8.self)) }
            if !goAway.unprocessed.isEmpty { number("unprocessed", goAway.unprocessed.count + goAway.moreUnprocessed) }
        case .stall(let stall):
            by(stall.sender.peer)
            text("window", stall.stream == nil ? "connection" : "stream")
            number("stream", stall.stream)
            number("exchange", stall.exchange)
            seconds("duration", stall.duration)
            number("times", stall.times)
            flag("to_the_end", stall.isLasting)
        case .fault(let fault, let unprocessed):
            by(fault.sender)
            text("violation", fault.fault.name)
            text("section", fault.fault.section)
            number("stream", fault.fault.stream)
            number("exchange", fault.exchange)
            number("count", fault.count)
            if let answer = fault.answer {
                text("answer", answer.isGoAway ? "GOAWAY" : "RST_STREAM")
                text("code", answer.code.name)
                if !answer.debug.isEmpty { text("debug", String(decoding: answer.debug, as: UTF8.self)) }
            }
            if unprocessed > 0 { number("unprocessed", unprocessed) }
        case .queue(let queue):
            number("limit", queue.limit)
            number("requests", queue.requests)
            seconds("duration", queue.duration)
        }
    }
}
