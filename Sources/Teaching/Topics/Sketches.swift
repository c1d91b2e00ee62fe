/// Sketches of connections that open and close, of segments and their notes.
extension Sketch {
    static let opening = Sketch(
        "SYN_SENT    | >| SYN seq=x               | LISTEN",
        "SYN_SENT    | <| SYN ACK seq=y ack=x+1   | SYN_RCVD",
        "ESTABLISHED | >| ACK seq=x+1 ack=y+1     | ESTABLISHED")
    static let simultaneousOpen = Sketch(
        "SYN_SENT    | >| SYN seq=x               | SYN_SENT",
        "SYN_SENT    | <| SYN seq=y               | SYN_SENT",
        "SYN_RCVD    | >| SYN ACK seq=x ack=y+1   | SYN_SENT",
        "ESTABLISHED | <| SYN ACK seq=y ack=x+1   | ESTABLISHED")
    static let refusal = Sketch(
        "SYN_SENT    | >| SYN seq=x               | CLOSED",
        "CLOSED      | <| RST ACK seq=0 ack=x+1   | CLOSED")
    static let lostSYN = Sketch(
        "SYN_SENT    |x>| SYN seq=x               | LISTEN",
        "SYN_SENT    | >| SYN seq=x (1 s {later})   | LISTEN",
        "SYN_SENT    | <| SYN ACK seq=y ack=x+1   | SYN_RCVD")
    static let fourSegments = Sketch(
        "FIN_WAIT_1  | >| FIN ACK seq=u           | ESTABLISHED",
        "FIN_WAIT_2  | <| ACK seq=v ack=u+1       | CLOSE_WAIT",
        "FIN_WAIT_2  | <| FIN ACK seq=w ack=u+1   | LAST_ACK",
        "TIME_WAIT   | >| ACK seq=u+1 ack=w+1     | CLOSED")
    static let threeSegments = Sketch(
        "FIN_WAIT_1  | >| FIN ACK seq=u           | ESTABLISHED",
        "FIN_WAIT_2  | <| FIN ACK seq=w ack=u+1   | LAST_ACK",
        "TIME_WAIT   | >| ACK seq=u+1 ack=w+1     | CLOSED")
    static let simultaneousClose = Sketch(
        "FIN_WAIT_1  | >| FIN ACK seq=u           | ESTABLISHED",
        "FIN_WAIT_1  | <| FIN ACK seq=w           | FIN_WAIT_1",
        "CLOSING     | >| ACK ack=w+1             | FIN_WAIT_1",
        "TIME_WAIT   | <| ACK ack=u+1             | TIME_WAIT")
    static let fastRetransmission = Sketch(
        "|x>| seq=1 1000 {bytes}        |",
        "| >| seq=1001 1000 {bytes}     |",
        "| <| ACK ack=1 SACK=1001-2001|",
        "| >| seq=1 1000 {bytes} ({again})|",
        "| <| ACK ack=2001            |")
    static let timeOut = Sketch(
        "|x>| seq=1 1000 {bytes}        |",
        "| >| seq=1 1000 {bytes} (200 ms {later})|",
        "| <| ACK ack=1001            |")
    static let spurious = Sketch(
        "| >| seq=1 1000 {bytes}        |",
        "|<x| ACK ack=1001            |",
        "| >| seq=1 1000 {bytes} ({again})|",
        "| <| ACK ack=1001 SACK=1-1001|")
    static let zeroWindow = Sketch(
        "| >| seq=1 1000 {bytes}        |",
        "| <| ACK ack=1001 win=0      |",
        "| >| seq=1000 ({probe})        |",
        "| <| ACK ack=1001 win=0      |",
        "| <| ACK ack=1001 win=65535  |")
    static let keepAlive = Sketch(
        "| <| ACK ack=1001            |",
        "| >| ACK seq=1000 (75 s {later})|",
        "| <| ACK ack=1001            |")
    static let reset = Sketch(
        "ESTABLISHED | >| seq=1 100 {bytes}         | ESTABLISHED",
        "CLOSED      | <| RST seq=1               | CLOSED")
    static let forgotten = Sketch(
        "ESTABLISHED | >| seq=1 ack=500 100 {bytes} | ?",
        "CLOSED      | <| RST seq=500             | CLOSED")
    static let challenge = Sketch(
        "ESTABLISHED | >| RST seq=x+5000          | ESTABLISHED",
        "ESTABLISHED | <| ACK ack=x+1 ({challenge}) | ESTABLISHED")
    static let lostStep3 = Sketch(
        "SYN_SENT    | >| SYN seq=x               | SYN_RCVD",
        "ESTABLISHED | <| SYN ACK seq=y ack=x+1   | SYN_RCVD",
        "ESTABLISHED |x>| ACK seq=x+1 ack=y+1     | SYN_RCVD",
        "ESTABLISHED | <| SYN ACK seq=y ({again}) | SYN_RCVD")
    static let unacceptedStep3 = Sketch(
        "ESTABLISHED | >| ACK seq=x+1 ack=y+1     | SYN_RCVD",
        "ESTABLISHED | <| SYN ACK seq=y ({again}) | SYN_RCVD",
        "ESTABLISHED | >| ACK seq=x+1 ack=y+1     | SYN_RCVD")
    static let unfinished = Sketch(
        "SYN_SENT    | >| SYN seq=x               | SYN_RCVD",
        "SYN_SENT    |<x| SYN ACK seq=y ack=x+1   | SYN_RCVD",
        "SYN_SENT    |<x| SYN ACK (1 s {later})   | SYN_RCVD")
    static let abortedOpening = Sketch(
        "SYN_SENT    | >| SYN seq=x               | LISTEN",
        "SYN_SENT    | <| SYN ACK seq=y ack=x+1   | SYN_RCVD",
        "CLOSED      | >| RST seq=x+1             | CLOSED")
    static let noAnswer = Sketch(
        "SYN_SENT    |x>| SYN seq=x               | ?",
        "SYN_SENT    |x>| SYN seq=x (1 s {later}) | ?",
        "SYN_SENT    |x>| SYN seq=x (3 s {later}) | ?")
    static let oldAnswer = Sketch(
        "SYN_SENT    | >| SYN seq=x               | ESTABLISHED",
        "SYN_SENT    | <| ACK ack=z ({old})       | ESTABLISHED",
        "SYN_SENT    | >| RST seq=z               | CLOSED")
    static let wrongAnswer = Sketch(
        "SYN_SENT    | >| SYN seq=x               | LISTEN",
        "SYN_SENT    | <| SYN ACK ack=x+9 ({wrong})| SYN_RCVD",
        "SYN_SENT    | >| RST seq=x+9             | ?")
    static let splitHandshake = Sketch(
        "SYN_SENT    | >| SYN seq=x               | LISTEN",
        "SYN_RCVD    | <| SYN seq=y               | SYN_SENT",
        "SYN_RCVD    | >| SYN ACK seq=x ack=y+1   | ESTABLISHED",
        "ESTABLISHED | <| ACK ack=x+1             | ESTABLISHED")
    static let uncapturedStep3 = Sketch(
        "SYN_SENT    | <| SYN ACK seq=y ack=x+1   | SYN_RCVD",
        "ESTABLISHED | >| ACK ({uncaptured})      | ESTABLISHED",
        "ESTABLISHED | >| seq=x+1 100 {bytes}     | ESTABLISHED")
    static let uncapturedOpening = Sketch(
        "ESTABLISHED | >| SYN, SYN ACK, ACK ({uncaptured})| ESTABLISHED",
        "ESTABLISHED | >| seq=5000 100 {bytes}    | ESTABLISHED")
    static let reusedPort = Sketch(
        "CLOSED      | <| FIN ACK seq=w           | TIME_WAIT",
        "SYN_SENT    | >| SYN seq=x ({other})   | TIME_WAIT",
        "SYN_SENT    | <| SYN ACK ack=x+1         | SYN_RCVD")
    static let routerError = Sketch(
        "SYN_SENT    |x>| SYN seq=x               | ?",
        "SYN_SENT    | <| ICMP {unreachable}       | ?")
    static let lateReset = Sketch(
        "TIME_WAIT   | >| ACK seq=u+1 ack=w+1     | CLOSED",
        "TIME_WAIT   | <| RST seq=w+1             | CLOSED")
    static let dataAfterClose = Sketch(
        "CLOSE_WAIT  | <| FIN ACK seq=w           | FIN_WAIT_2",
        "CLOSE_WAIT  | >| seq=1 100 {bytes}       | FIN_WAIT_2",
        "CLOSED      | <| RST                     | CLOSED")
    static let forgedReset = Sketch(
        "ESTABLISHED | >| seq=1 100 {bytes}       | ESTABLISHED",
        "CLOSED      | <| RST ttl=57 ({forged})   | ESTABLISHED",
        "CLOSED      | <| ACK 1000 {bytes} ttl=64 | ESTABLISHED")
    static let ignoredReset = Sketch(
        "ESTABLISHED | <| RST seq=y+9000000       | ESTABLISHED",
        "ESTABLISHED | >| seq=1 100 {bytes}       | ESTABLISHED")
    static let lostFIN = Sketch(
        "FIN_WAIT_1  |x>| FIN ACK seq=u           | ESTABLISHED",
        "FIN_WAIT_1  |x>| FIN ACK seq=u ({again}) | ESTABLISHED")
    static let wrongClose = Sketch(
        "FIN_WAIT_1  | >| FIN ACK seq=u           | ESTABLISHED",
        "FIN_WAIT_1  | <| ACK ack=u+9 ({wrong})   | ?")
    static let halfClose = Sketch(
        "FIN_WAIT_1  | >| FIN ACK seq=u           | ESTABLISHED",
        "FIN_WAIT_2  | <| ACK ack=u+1             | CLOSE_WAIT",
        "FIN_WAIT_2  | <| seq=v 1000 {bytes}      | CLOSE_WAIT",
        "FIN_WAIT_2  | >| ACK seq=u+1 ack=v+1000  | CLOSE_WAIT",
        "FIN_WAIT_2  | <| FIN ACK seq=w           | LAST_ACK")
    static let dataAfterFIN = Sketch(
        "FIN_WAIT_1  | >| FIN ACK seq=u           | ESTABLISHED",
        "FIN_WAIT_1  | >| seq=u+1 100 {bytes}     | CLOSE_WAIT")
    static let vanished = Sketch(
        "ESTABLISHED |x>| seq=1 100 {bytes}       | ?",
        "ESTABLISHED |x>| seq=1 ({again}, 200 ms {later})| ?",
        "ESTABLISHED |x>| seq=1 ({again}, 600 ms {later})| ?")
    static let noEnd = Sketch(
        "ESTABLISHED | >| GET / HTTP/1.1          | ESTABLISHED",
        "ESTABLISHED | <| ({uncaptured})          | ESTABLISHED")
    static let narrowPath = Sketch(
        "| >| seq=1 100 {bytes}       |",
        "| <| ACK ack=101             |",
        "|x>| seq=101 1460 {bytes}    |",
        "|x>| seq=101 1460 {bytes} ({again})|")
    static let fullWindow = Sketch(
        "| <| ACK ack=1 win=2000      |",
        "| >| seq=1 1000 {bytes}      |",
        "| >| seq=1001 1000 {bytes}   |",
        "| <| ACK ack=2001 win=2000   |")
    static let shrunkWindow = Sketch(
        "| <| ACK ack=1 win=4000      |",
        "| >| seq=1 2000 {bytes}      |",
        "| <| ACK ack=1 win=1000      |")
    static let delayedACK = Sketch(
        "| >| seq=1 100 {bytes}       |",
        "| <| ACK ack=101 (40 ms {later})|",
        "| >| seq=101 100 {bytes}     |")
    static let missingOptions = Sketch(
        "| >| SYN TSval=10            |",
        "| <| SYN ACK TSval=99 TSecr=10|",
        "| >| ACK ({missing} TSval)   |")
    static let conflict = Sketch(
        "| >| seq=1 GET /a            |",
        "| >| seq=1 GET /b            |")
    static let reordering = Sketch(
        "| >| seq=1001 1000 {bytes}   |",
        "| <| ACK ack=1               |",
        "| >| seq=1 1000 {bytes}      |",
        "| <| ACK ack=2001            |")
    static let hole = Sketch(
        "| >| seq=1 1000 {bytes}      |",
        "| >| seq=1001 ({uncaptured}) |",
        "| >| seq=2001 1000 {bytes}   |",
        "| <| ACK ack=3001            |")
    static let copies = Sketch(
        "| >| seq=1 1000 {bytes}      |",
        "| >| seq=1 1000 {bytes} ({twice})|")
    static let data = Sketch(
        "| >| PSH ACK seq=1 100 {bytes}|",
        "| <| ACK ack=101             |")
    static let urgentData = Sketch("| >| PSH ACK URG seq=1 1 {bytes} ({urgent})|")
    static let explicitCongestion = Sketch(
        "| >| SYN ECE CWR             |",
        "| <| SYN ACK ECE             |",
        "| >| seq=1 1000 {bytes} ({marked})|",
        "| <| ACK ECE ack=1001        |",
        "| >| CWR seq=1001 1000 {bytes}|")
    static let accurateCongestion = Sketch(
        "| >| SYN AE CWR ECE          |",
        "| <| SYN ACK CWR             |",
        "| >| seq=1 1000 {bytes} ({marked})|",
        "| <| ACK AE ack=1001         |")
    static let synOptions = Sketch(
        "| >| SYN MSS=1460 WS=7       |",
        "| <| SYN ACK MSS=1400 WS=8   |",
        "| >| ACK win=502 (x 2^7 = 64256)|",
        "| >| seq=1 1400 {bytes}      |")
    static let permittedSACK = Sketch(
        "| >| SYN SACK permitted      |",
        "| <| SYN ACK SACK permitted  |")
    static let clocks = Sketch(
        "| >| seq=1 TSval=500 TSecr=99|",
        "| <| ACK TSval=120 TSecr=500 |")
    static let earlyData = Sketch(
        "SYN_SENT    | >| SYN cookie 100 {bytes}  | SYN_RCVD",
        "ESTABLISHED | <| SYN ACK ack=x+101       | SYN_RCVD",
        "ESTABLISHED | <| 1000 {bytes}            | SYN_RCVD",
        "ESTABLISHED | >| ACK                     | ESTABLISHED")
    static let subflows = Sketch(
        "| >| SYN MP_CAPABLE (1)      |",
        "| >| SYN MP_JOIN (2)         |",
        "| >| 1000 {bytes} (1)        |",
        "| >| 1000 {bytes} (2)        |")
}

/// Sketches of what TCP carries.
extension Sketch {
    static let stages = Sketch(
        "| >| 1 SYN / SYN ACK / ACK   |",
        "| >| 2 GET / HTTP/1.1        |",
        "| >| 3 Host: example.com     |",
        "| <| 4 HTTP/1.1 200 OK       |",
        "| <| 5 Content-Length: 129   |",
        "| <| 6 <html>...             |",
        "| <| 7 FIN                   |")
    static let crossedClose = Sketch(
        "ESTABLISHED | <| FIN ACK seq=w           | FIN_WAIT_1",
        "ESTABLISHED | >| GET / HTTP/1.1          | FIN_WAIT_1",
        "CLOSED      | <| RST                     | CLOSED")
    static let requestAfterClose = Sketch(
        "CLOSE_WAIT  | <| FIN ACK seq=w           | FIN_WAIT_1",
        "CLOSE_WAIT  | >| ACK ack=w+1             | FIN_WAIT_2",
        "CLOSE_WAIT  | >| GET / HTTP/1.1          | FIN_WAIT_2",
        "CLOSED      | <| RST                     | CLOSED")
    static let exchange = Sketch(
        "| >| GET / HTTP/1.1          |",
        "| <| ACK                     |",
        "| <| HTTP/1.1 200 OK (1.5 s {later})|")
    static let unanswered = Sketch(
        "| >| GET / HTTP/1.1          |",
        "| <| ACK                     |",
        "| <| FIN ACK                 |")
    static let incomplete = Sketch(
        "| <| HTTP/1.1 200 OK         |",
        "| <| Content-Length: 1000    |",
        "| <| 400 {bytes}             |",
        "| <| RST                     |")
    static let serverError = Sketch(
        "| >| GET / HTTP/1.1          |",
        "| <| HTTP/1.1 502 Bad Gateway|")
    static let clientError = Sketch(
        "| >| GET /nowhere HTTP/1.1   |",
        "| <| HTTP/1.1 404 Not Found  |")
    static let mismatch = Sketch(
        "| >| GET / HTTP/1.1          |",
        "| <| TLS {alert}             |",
        "| <| FIN ACK                 |")
    static let unasked = Sketch(
        "| <| HTTP/1.1 408 Request Timeout|",
        "| <| FIN ACK                 |")
    static let strayBytes = Sketch.response("HTTP/1.1 200 OK", "Content-Length: 5", "hello", "world")
    static let tlsAlert = Sketch(
        "| >| ClientHello             |",
        "| <| ServerHello, {certificate}|",
        "| >| TLS {alert} unknown_ca  |",
        "| >| FIN ACK                 |")
    static let tlsStop = Sketch(
        "| >| ClientHello             |",
        "| <| FIN ACK                 |")
    static let tlsChoice = Sketch(
        "| >| ClientHello TLS 1.3     |",
        "| <| ServerHello TLS 1.1 ({wrong})|")
    static let tlsCertificate = Sketch(
        "| >| ClientHello             |",
        "| <| {certificate} ({old})   |")
    static let tlsCut = Sketch(
        "| <| TLS 1000 {bytes}        |",
        "| <| FIN ACK ({missing} close_notify)|")
    static let tlsDamage = Sketch("| <| TLS 1000 {bytes} (MAC {wrong})|")
    static let webSocketFault = Sketch(
        "| >| WebSocket {text} ({wrong})|",
        "| <| WebSocket {close} 1002  |")
    static let streamReset = Sketch(
        "| >| HEADERS {stream} 1        |",
        "| <| RST_STREAM {stream} 1     |",
        "| >| HEADERS {stream} 3        |")
    static let goAway = Sketch(
        "| >| HEADERS {stream} 1        |",
        "| <| GOAWAY Last-Stream-ID=1 |",
        "| <| HEADERS {stream} 1        |",
        "| <| FIN ACK                 |")
    static let streamWindow = Sketch(
        "| <| DATA {stream} 1 65535 {bytes}|",
        "| >| WINDOW_UPDATE (300 ms {later})|",
        "| <| DATA {stream} 1           |")
    static let http2Fault = Sketch(
        "| >| HEADERS {stream} 2 ({wrong})|",
        "| <| GOAWAY PROTOCOL_ERROR   |")
    static let concurrency = Sketch(
        "| >| HEADERS {stream} 1        |",
        "| <| DATA END_STREAM {stream} 1|",
        "| >| HEADERS {stream} 3        |")
}
