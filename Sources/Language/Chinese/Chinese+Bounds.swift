public import Analysis

extension Chinese {
    /// What a connection lacks because it hit a bound.
    public func sentence(for bound: ConnectionBound) -> Text {
        switch bound {
        case .earlyBytes: "缺口之后提前到达的数据太多，因此不再等待缺口"
        case .memory: "达到内存上限，因此放弃了为它保留的内容"
        case .waitingRequests: "等待响应的请求太多，因此不是每个请求都与它的响应配对"
        case .interimResponses: "一个请求的临时响应超过所能保留的数量，因此最后的没有显示"
        case .decoders: "同时解码的消息太多，因此它的一些消息没有解码"
        case .codings: "消息体的编码层数超过所能解除的数量，因此没有解码"
        case .searchedBytes: "不属于任何消息的字节太多，因此没有在其后的全部字节中寻找消息"
        case .comparedBytes: "一些字节来得太晚，无法再与此前可能在同一位置到来的字节比较，因此没有说明是否不同"
        case .connections: "为给其他连接腾出空间，不再跟踪这条连接；之后到来的数据包算作另一条连接"
        case .earlierConnections: "它可能是先前不再跟踪的一条连接的后续（为给其他连接腾出空间，或因长时间没有数据包）；那条连接的内容在此无从得知，哪一方是客户端由推断得出"
        case .tls(let bound): sentence(for: bound)
        case .http2(let bound): sentence(for: bound)
        }
    }
}
