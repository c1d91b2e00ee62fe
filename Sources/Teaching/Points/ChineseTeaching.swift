import Language
import TCP

/// What a learner is told at a packet, in Chinese.
struct ChineseTeaching {
    let point: TeachingPoint

    private var sender: Text { point.sender == .client ? "客户端" : "服务端" }
    private var other: Text { point.sender == .client ? "服务端" : "客户端" }

    var sentence: Text {
        switch point.kind {
        case .handshake1, .handshake2, .handshake3, .simultaneousOpen, .splitAnswer, .refusal, .handshakeNotCaptured:
            opening
        case .windowAndScale, .firstData, .firstACK, .fullSegment, .pushFlag, .sack, .timestamps, .requestKeepsConnection:
            transfer
        case .wave1, .wave2, .waves2And3, .wave3, .wave4, .dataInCloseWait, .simultaneousClose, .reset, .resetWithoutEffect:
            closing
        case .failedCheck:
            "有一个序号或确认号与应有的值不符。标签仍然保留，因为标志位符合这一步；但接收方不会把它当作这一步接受。图中列出了两个数和差值。"
        case .note(let bit): note(bit)
        }
    }

    private var opening: Text {
        switch point.kind {
        case .handshake1:
            "客户端请求建立连接。x = \(point.number) 是它的初始序号：选得让人无法预测，从这里起显示为 0。SYN 本身占用一个序号，这样它才能被确认；第一个数据字节将是 x+1。客户端进入 SYN_SENT（同步已发送；有的文章误写作 SYN-END）；服务端若有程序在等待连接，就处于 LISTEN（监听）。"
        case .handshake2:
            "服务端应答。ack = x+1 证明它收到了 SYN：SYN 算作一个序号，接下来期待字节 x+1。同一个报文段还说明了它自己的初始序号 y = \(point.number)。服务端进入 SYN_RCVD（同步已收到）。客户端一收到这个报文段就进入 ESTABLISHED（连接已建立；图中到第三次握手那一行才标出，抓包在那里才能证明）：它已知道两个方向都通。"
        case .handshake3:
            "客户端确认：ack = y+1 证明它收到了服务端的 SYN。为什么是三次而不是两次：没有这一步，服务端就只能相信任何一个 SYN，哪怕是旧副本或伪造的。seq 是 x+1，因为 SYN 占用了一个序号；这个 ACK 不占用序号。服务端收到它时进入 ESTABLISHED，客户端在第二步就已进入。"
        case .simultaneousOpen:
            "双方都在收到对方的 SYN 之前发了 SYN。这是允许的：各自用 SYN ACK 应答对方，没有第三次握手。双方从 SYN_SENT 进入 SYN_RCVD，收到对方的 SYN ACK 后进入 ESTABLISHED。"
        case .splitAnswer:
            "在拆分握手中，这个 ACK 相当于第三次握手：它确认了前面那个 SYN ACK 中的 SYN。\(sender)已有双方的 SYN，此时已是 ESTABLISHED；\(other)收到这个 ACK 后也是。图中到下一份数据那一行才标出，抓包在那里才能证明。"
        case .refusal:
            "RST 应答并确认了 SYN：这个端口上没有程序监听，或防火墙拒绝；上面标的 LISTEN 只是通常的情形，服务端其实是 CLOSED。连接没有建立，也就不需要关闭。"
        default:
            "连接早于抓包，SYN 不在其中：编号从第一个看到的数算起；扩大因子只在 SYN 中出现，所以窗口无法换算成字节。"
        }
    }

    private var transfer: Text {
        switch point.kind {
        case .windowAndScale:
            "每个报文段都带着接收窗口：从确认号算起，它的发送方还能再接收多少字节。窗口不是“交换一次”的。这个字段只有 16 位；双方在 SYN 中商定，从这里起各自乘以 2 的某个次方（扩大因子）。"
        case .firstData:
            "第一份数据：\(sender)的 \(point.bytes) 字节，从 seq 开始编号。\(sender)下一个报文段的序号将是 seq + \(point.bytes)。"
        case .firstACK:
            "ack = \(point.number) 的意思是：第 \(point.number) 号之前的字节都已收到，接下来期待第 \(point.number) 号。ACK 不占用序号，本身也不会被确认；一个 ACK 可以确认许多报文段。"
        case .fullSegment:
            "\(point.bytes) 字节的报文段，已是对方允许的最大长度（SYN 中的 MSS，再减去每个首部中的选项）。更多的数据放进后面的报文段：TCP 传的是字节流，没有消息的概念。"
        case .pushFlag:
            "PSH：发送方此刻没有更多数据可加，请接收方把字节交给程序。它不是消息的边界。"
        case .sack:
            "SACK：ack 只能说明到哪里为止没有缺口。附带的 SACK 块再说明缺口之后收到了哪些字节，于是只需重传缺口。"
        case .timestamps:
            "双方的报文段都带有时间戳：自己的时钟，和对方时钟的回显。这样重传的报文段也能测往返时间，旧副本也能凭年龄认出来。"
        default:
            "同一条连接上的又一个请求：上一个应答之后双方都没有关闭（长连接），所以不需要再握手。HTTP/1.1 默认如此。"
        }
    }

    private var closing: Text {
        switch point.kind {
        case .wave1:
            "\(sender)没有数据要发了，关闭自己的方向。任何一方都可以先关闭。FIN 占用最后一个字节之后的序号：u = \(point.number)。\(sender)进入 FIN_WAIT_1（终止等待 1），仍可接收。"
        case .wave2:
            "ack = u+1：\(sender)收到了全部内容，包括 FIN。它进入 CLOSE_WAIT（关闭等待）：接下来要由程序关闭。\(other)进入 FIN_WAIT_2（终止等待 2）。为什么不立即关闭：\(sender)可能还有数据要发。这就是挥手有四次的原因。"
        case .waves2And3:
            "\(sender)也没有数据要发了：对 FIN 的确认（ack = u+1）和自己的 FIN（w = \(point.number)）放在同一个报文段里。四次挥手是要说的四句话，每个方向两句；多数情况下，像这里一样，三个报文段就够了，这是正常的。\(sender)在 LAST_ACK（最后确认）中等最后的 ACK。"
        case .wave3:
            "现在\(sender)也关闭：它的 FIN 占用序号 w = \(point.number)。ack 仍是 u+1，因为\(other)在 FIN 之后没有再发数据，也不能再发，只能发 ACK。\(sender)进入 LAST_ACK（最后确认）。"
        case .wave4:
            "ack = w+1：第二个 FIN 已收到。\(other)收到这个 ACK 后进入 CLOSED（关闭）。先关闭的\(sender)留在 TIME_WAIT（时间等待）2 MSL：如果这个 ACK 丢失，FIN 会重传，必须有人应答；而且在这对地址和端口再次使用之前，旧报文段应当已经消失。谁先关闭谁等待，不论客户端还是服务端。"
        case .dataInCloseWait:
            "半关闭：\(other)关闭了自己的方向，\(sender)仍在发数据（\(point.bytes) 字节）。FIN 只关闭一个方向：\(sender)在 CLOSE_WAIT（关闭等待）中可以一直发，直到自己也关闭；\(other)在 FIN_WAIT_2（终止等待 2）中照常接收并确认。它的 ACK 不占用序号，所以它的 seq 停在 u+1。"
        case .simultaneousClose:
            "两个 FIN 在途中交错：\(sender)发出自己的 FIN 时还没有收到对方的。双方从 FIN_WAIT_1 进入 CLOSING（正在关闭），都在 TIME_WAIT 中等待 2 MSL：最后的 ACK 若丢失，还要再次应答对方的 FIN。"
        case .reset:
            "RST：\(sender)（或冒充它的一方）表示不认识这条连接，或不想要它。它的序号是\(other)所期待的，所以算数。收到它的\(other)立即进入 CLOSED（关闭），发送它的一方若是真的也一样；没有确认，也没有 TIME_WAIT。"
        default:
            "这个 RST 什么也没有改变：它的序号不是接收方所期待的。如果任何 RST 都相信，谁都可以结束别人的连接。"
        }
    }

    private func note(_ bit: Int) -> Text {
        guard let words = TeachingPoint.words(ofNote: bit, in: .zh) else { return "" }
        return "\(words.title)（\(words.name)）：\(words.meaning)" + (words.causes.map { "常见原因：\($0)" } ?? "")
    }
}
