"""Captures that no program would send: text in every field that tries to become markup, and ten thousand connections."""

import struct

HOSTILE = [
    "<script>window.injected=1</script>", "\"><img src=x onerror=window.injected=1>", "</script><script>window.injected=1</script>",
    "<!--<script>", "javascript:window.injected=1", "';window.injected=1;//", "\u2028window.injected=1", "\u202egnp.exe", "${window.injected=1}", "]]><svg onload=window.injected=1>",
]


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


class Capture:
    """A pcap file that grows by TCP segments."""

    def __init__(self, path):
        self.file = open(path, "wb")
        self.file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
        self.time = 1_700_000_000.0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def segment(self, source, target, seq, ack, flags, payload=b"", wait=0.001):
        (a, p), (b, q) = source, target
        tcp = struct.pack(">HHIIBBHHH", p, q, seq & 0xFFFFFFFF, ack & 0xFFFFFFFF, 0x50, flags, 64240, 0, 0)
        pseudo = a + b + struct.pack(">BBH", 0, 6, len(tcp) + len(payload))
        tcp = tcp[:16] + struct.pack(">H", checksum(pseudo + tcp + payload)) + tcp[18:]
        ip = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(tcp) + len(payload), 0, 0x4000, 64, 6, 0) + a + b
        ip = ip[:10] + struct.pack(">H", checksum(ip)) + ip[12:]
        frame = b"\2\0\0\0\0\2\2\0\0\0\0\1\x08\0" + ip + tcp + payload
        self.time += wait
        self.file.write(struct.pack("<IIII", int(self.time), int(self.time % 1 * 1e6), len(frame), len(frame)) + frame)

    def conversation(self, client, server, turns, closes=True):
        """A handshake, requests and responses in turn, and the close."""
        x, y = 1000, 5000
        self.segment(client, server, x, 0, 0x02)
        self.segment(server, client, y, x + 1, 0x12)
        self.segment(client, server, x + 1, y + 1, 0x10)
        x, y = x + 1, y + 1
        for request, response in turns:
            for at in range(0, len(request), 1400):
                self.segment(client, server, x, y, 0x18, request[at:at + 1400])
                x += len(request[at:at + 1400])
            self.segment(server, client, y, x, 0x10)
            for at in range(0, len(response), 1400):
                self.segment(server, client, y, x, 0x18, response[at:at + 1400])
                y += len(response[at:at + 1400])
            self.segment(client, server, x, y, 0x10)
        if closes:
            self.segment(client, server, x, y, 0x11)
            self.segment(server, client, y, x + 1, 0x11)
            self.segment(client, server, x + 1, y + 1, 0x10)


def client_hello(name):
    name = name.encode()
    entry = b"\0" + struct.pack(">H", len(name)) + name
    sni = struct.pack(">HHH", 0, len(entry) + 2, len(entry)) + entry
    alpn_name = b"<b>h2</b>"
    alpn = struct.pack(">HHHB", 16, len(alpn_name) + 3, len(alpn_name) + 1, len(alpn_name)) + alpn_name
    body = b"\3\3" + bytes(32) + b"\0" + b"\0\2\x13\1" + b"\1\0" + struct.pack(">H", len(sni + alpn)) + sni + alpn
    handshake = b"\1" + struct.pack(">I", len(body))[1:] + body
    return b"\x16\3\1" + struct.pack(">H", len(handshake)) + handshake


def hostile(path):
    """Each of the texts in host names, targets, names and values of fields, reasons, types, content, and names of servers in TLS."""
    with Capture(path) as capture:
        server = (bytes([10, 0, 0, 1]), 80)
        for i, text in enumerate(HOSTILE):
            client = (bytes([10, 0, 0, 2]), 40000 + i)
            raw = text.encode()
            target = raw.replace(b" ", b"+")
            head = b"GET /" + target + b"?q=" + target + b" HTTP/1.1\r\nHost: " + raw + b"\r\nUser-Agent: " + raw + b"\r\nX-" + str(i).encode() + b": " + raw + b"\r\nReferer: " + raw + b"\r\n\r\n"
            content = raw * 3
            kinds = [b"text/html", b"image/svg+xml", b"image/png", b"application/json", b"text/xml", raw]
            turns = []
            for kind in kinds:
                answer = b"HTTP/1.1 200 " + raw + b"\r\nContent-Type: " + kind + b"\r\nServer: " + raw + b"\r\nContent-Length: " + str(len(content)).encode() + b"\r\n\r\n" + content
                turns.append((head, answer))
            capture.conversation(client, server, turns)
            capture.conversation((bytes([10, 0, 0, 3]), 41000 + i), (bytes([10, 0, 0, 1]), 443), [(client_hello(text), b"\x15\3\1\0\2\2\x28")])
            capture.conversation((bytes([10, 0, 0, 4]), 42000 + i), (bytes([10, 0, 0, 1]), 80), [(raw + b" " + raw + b" HTTP/1.1\r\n\r\n", b"HTTP/1.1 " + raw + b"\r\n\r\n")])


def keep_alive_race(path):
    """Twelve connections that are well, and one on which the server closes after 5 s, while the next request is on its way."""
    server = (bytes([192, 0, 2, 10]), 80)
    with Capture(path) as capture:
        for i in range(12):
            request = b"GET /%d HTTP/1.1\r\nHost: shop.example\r\n\r\n" % i
            capture.conversation((bytes([192, 0, 2, 77]), 40000 + i), server, [(request, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")])
            if i != 6:
                continue
            client, x, y = (bytes([192, 0, 2, 77]), 51000), 1001, 5001
            first = b"GET /cart HTTP/1.1\r\nHost: shop.example\r\n\r\n"
            answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
            capture.segment(client, server, x - 1, 0, 0x02)
            capture.segment(server, client, y - 1, x, 0x12, wait=0.04)
            capture.segment(client, server, x, y, 0x10)
            capture.segment(client, server, x, y, 0x18, first)
            x += len(first)
            capture.segment(server, client, y, x, 0x18, answer, wait=0.041)
            y += len(answer)
            capture.segment(client, server, x, y, 0x10)
            second = b"POST /order HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 4\r\n\r\nbook"
            capture.segment(client, server, x, y, 0x18, second, wait=5.0)
            capture.segment(server, client, y, x, 0x11, wait=0.015)
            capture.segment(server, client, y + 1, 0, 0x04, wait=0.025)


def many(path, count):
    """Connections of three kinds: one in ten is refused, one in seven is answered by a 503."""
    with Capture(path) as capture:
        for i in range(count):
            client = (bytes([10, 1, i >> 8 & 255, i & 255]), 30000 + i % 20000)
            server = (bytes([10, 2, 0, i % 40]), 80)
            if i % 10 == 3:
                capture.segment(client, server, 1000, 0, 0x02)
                capture.segment(server, client, 0, 1001, 0x14)
                continue
            status = b"503 Service Unavailable" if i % 7 == 2 else b"200 OK"
            request = b"GET /item/%d HTTP/1.1\r\nHost: shop%d.example\r\n\r\n" % (i, i % 40)
            answer = b"HTTP/1.1 " + status + b"\r\nContent-Length: 5\r\n\r\nhello"
            capture.conversation(client, server, [(request, answer)])
