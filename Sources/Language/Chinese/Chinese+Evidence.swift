public import TCP
import Wire

extension Chinese {
    /// Why a segment that came so soon counts as late, and not as sent again.
    private func within(_ threshold: Int64, _ elapsed: Int64) -> Text {
        if elapsed < 0 || elapsed >= threshold { return "" }
        return threshold == Evidence.assumedRoundTrip
            ? "；往返时间未知，\(time(threshold)) 之内按迟到处理，不算重传" : "；比一个往返时间（\(time(threshold))）还短，因此不是重传"
    }

    public func reason(_ evidence: Evidence, _ numbers: NumberBases) -> Text {
        switch evidence {
        case .gap(let next, let bytes): "在它之前缺少从 \(numbers.sent(next)) 起的 \(self.bytes(bytes))"
        case .belowNext(let next): "它的序号比下一个应发的序号 \(numbers.sent(next)) 小 1"
        case .acknowledged(let by, let end): "它止于 \(numbers.sent(end)) 之前，而此前已有 ack \(numbers.sent(by))"
        case .askedFor(let by, let times) where times < 0:
            "不到 20 ms 之前有 ack \(numbers.sent(by))；抓包在那里缺少字节，重复了几次无从得知"
        case .askedFor(let by, let times): "ack \(numbers.sent(by)) 重复了 \(times) 次，最后一次在不到 20 ms 之前"
        case .selectivelyAcknowledged(let start, let end):
            "SACK 已报告收到 \(numbers.sent(start)) 到 \(numbers.sent(end))，因此不必重传"
        case .timestamps(let own, let highest, let next):
            "它的时间戳 \(own) \(Int32(bitPattern: own &- highest) < 0 ? "早于" : "晚于") \(highest)，后者属于止于 \(numbers.sent(next)) 的报文段"
        case .below(let next): "它始于 \(numbers.sent(next)) 之前，而此前已发送到那里"
        case .elapsed(let elapsed, let threshold, let next):
            elapsed < 0
                ? "它始于 \(numbers.sent(next)) 之前，而此前已发送到那里；其间抓包的时钟往回走了"
                : "它始于 \(numbers.sent(next)) 之前，而 \(time(elapsed)) 之前已发送到那里" + within(threshold, elapsed)
        case .unseen(let limit, let bytes):
            "比抓包中的多 \(self.bytes(bytes))，抓包中的数据止于 \(numbers.acknowledged(limit))"
        case .repeats(let number, let times): "ack \(numbers.acknowledged(number)) 第 \(times) 次重复"
        case .window(let before, let now): "此前 \(before)，现在 \(now)"
        case .windowEdge(let edge): "它止于 \(numbers.sent(edge))，接收方的窗口也止于此"
        case .receivedTwice(let start, let end):
            "重复的 SACK：\(numbers.acknowledged(start)) 到 \(numbers.acknowledged(end)) 到达了两次，因此不必重传"
        case .replacesDamaged(let frame): "此前带来这些字节的第 \(frame) 帧已损坏，被接收方丢弃"
        case .showsWhole(let frame):
            "它确认了第 \(frame) 帧，而那一帧没有别的完好副本：所以并非损坏，是抓包中那一方的校验和有误"
        }
    }

    public func reason(_ checksum: ChecksumVerdict, fate: DamagedSegment.Fate?) -> Text {
        switch (checksum, fate) {
        case (.unsuspicious, _): ""
        case (.untold, .sentAgain(let frame)?): "在途中损坏，被接收方丢弃，如第 \(frame) 帧所示：它带来同样的字节，而此前它们未被确认"
        case (.untold, _): "那一方正确的校验和太少，分不清是损坏还是抓包有误"
        case (.joined, _): "它比任何报文段都大：网卡合并了几个报文段，而保留了第一个的校验和"
        case (.captureIsAtFault, _), (.damaged, .whole?): "并非损坏：抓包中那一方的校验和有误" + whole(fate)
        case (.damaged, .sentAgain(let frame)?): "在途中损坏，被接收方丢弃；第 \(frame) 帧重传"
        case (.damaged, .capturedWhole(let frame)?): "抓到了两次：第 \(frame) 帧是同一帧，而且完好"
        case (.damaged, .knownBefore?): "在途中损坏，被接收方丢弃；它的字节此前已经到达"
        case (.damaged, .lost?): "在途中损坏，被接收方丢弃；抓包中没有这些字节的其他副本"
        case (.damaged, .undecided?): "那一方其他的校验和都正确，因此它是在途中损坏；此后没有另一端的报文段，所以仍显示它的字节"
        case (.damaged, .open?), (.damaged, .untold?): "那一方其他的校验和都正确：它是在途中损坏，除非没有别的副本而另一端确认了它"
        case (.damaged, nil): "那一方其他的校验和都正确：它在途中损坏，被接收方丢弃"
        }
    }

    private func whole(_ fate: DamagedSegment.Fate?) -> Text {
        guard case .whole(let frame)? = fate else { return "" }
        return "，第 \(frame) 帧可以证明：它确认了没有其他完好副本的字节"
    }
}
