"""What a reader does: sorts, filters, follows links, uses the keyboard, changes the language, zooms, prints; and what a reader needs to see and hear."""

import re
import time

from page import captures


def all_checks(tab, pages):
    yield "a newcomer's path", lambda: newcomer(tab, pages)
    yield "sorting and filtering", lambda: sorting(tab, pages)
    yield "filters like the options", lambda: like_options(tab, pages)
    yield "numbers", lambda: numbers(tab, pages)
    yield "content as it was sent", lambda: content(tab, pages)
    yield "waterfall's axis", lambda: axis(tab, pages)
    yield "slopes", lambda: slopes(tab, pages)
    yield "hover and click", lambda: hover(tab, pages)
    yield "links and keyboard", lambda: keyboard(tab, pages)
    yield "language and theme", lambda: language(tab, pages)
    yield "zoom", lambda: zoom(tab, pages)
    yield "paper", lambda: paper(tab, pages)
    for width in [1280, 768, 390]:
        for dark in [False, True]:
            yield f"contrast and names {width} {'dark' if dark else 'light'}", lambda: accessible(tab, pages, width, dark)


def column(tab, name):
    return tab.evaluate(f"[...document.querySelectorAll('.virtual .row .cell.{name}')].sort((a, b) => parseFloat(a.parentNode.style.top) - parseFloat(b.parentNode.style.top)).map((c) => c.textContent)")


def set_filter(tab, text):
    tab.evaluate(f"(() => {{ const f = document.getElementById('filter'); f.value = {text!r}; f.dispatchEvent(new Event('input')); }})()")
    return column(tab, "number")


def newcomer(tab, pages):
    """From the command to why a request failed: one click, and what is to be read is on the screen without scrolling."""
    capture = pages.directory / "race.pcap"
    captures.keep_alive_race(capture)
    return newcomer_to(tab, pages, capture) + newcomer_to(tab, pages, pages.arguments("keep-alive-timeout")[0])


def newcomer_to(tab, pages, capture):
    start = time.monotonic()
    page = pages.make("race", capture)
    tab.resize(1280, 900)
    tab.open(page)
    found = []
    first = tab.evaluate("document.querySelector('.findings li').textContent")
    if "request-crossed-close" not in first:
        found.append(f"the first finding is {first!r}")
    tab.evaluate("document.querySelector('.findings li a').click()")
    tab.wait("document.querySelectorAll('.packet').length > 0")
    took = time.monotonic() - start
    text = tab.evaluate("document.querySelector('.headline').textContent + ' ' + document.querySelector('.statements').textContent")
    for words in ["the server closed after 5.0", " idle, and request #2", "crossed its FIN", "keep-alive time-out ran out"]:
        if words not in text:
            found.append(f"{words!r} is not in {text!r}")
    if tab.evaluate("document.querySelector('.statements').getBoundingClientRect().bottom > innerHeight"):
        found.append("the finding is not on the first screen")
    if took > 30:
        found.append(f"it took {took:.1f} s")
    # 200 words a minute is slow reading.
    print(f"  a newcomer's path: {took:.1f} s for the command, the page and one click, and {len((first + text).split())} words to read")
    return found


def sorting(tab, pages):
    found = []
    arguments = pages.arguments("http2-troubles")
    records = pages.records(*arguments)["connection"]
    tab.resize(1280, 900)
    tab.open(pages.make("sorting", *arguments))
    for key, value in [("packets", lambda c: c["packets"]["client"] + c["packets"]["server"]), ("requests", lambda c: c["exchanges"])]:
        tab.evaluate(f"document.querySelector('.heading .{key} button').click()")
        wanted = [f"#{c['connection']}" for c in sorted(records, key=lambda c: (-value(c), c["connection"]))]
        if column(tab, "number") != wanted:
            found.append(f"by {key}: {column(tab, 'number')}, not {wanted}")
        if tab.evaluate(f"document.querySelector('.heading .{key}').getAttribute('aria-sort')") != "ascending":
            found.append(f"{key} is not marked as sorted")
    tab.evaluate("document.querySelector('.heading .number button').click()")
    for finding in sorted({f["name"] for c in records for f in c["findings"]}):
        wanted = [f"#{c['connection']}" for c in records if any(f["name"] == finding for f in c["findings"])]
        if not set(wanted) <= set(set_filter(tab, f"finding:{finding}")):
            found.append(f"finding:{finding}: {column(tab, 'number')}, not {wanted}")
    for severity in ["error", "warning", "note"]:
        wanted = sorted(f"#{c['connection']}" for c in records if c["severity"] == severity)
        if sorted(set_filter(tab, f"worst:{severity}")) != wanted:
            found.append(f"worst:{severity}: {column(tab, 'number')}, not {wanted}")
    versions = [x["connection"] for x in pages.records(*arguments)["http"] if "HTTP/2" in (x.get("request") or {}).get("version", "")]
    if versions and sorted(set_filter(tab, "protocol:http/2")) != sorted({f"#{n}" for n in versions}):
        found.append(f"protocol:http/2: {column(tab, 'number')}, not {sorted(set(versions))}")
    tab.open(pages.make("versions", *pages.arguments("keep-alive-ten")))
    if set_filter(tab, "protocol:http/1.1") != ["#1"] or set_filter(tab, "protocol:http/1.0"):
        found.append("protocol:http/1.1 does not select what spoke it")
    tab.open(pages.make("sorting", *arguments))
    if set_filter(tab, "host:no.such.host"):
        found.append("a host that is not there is found")
    return found


# What is asked of the command line and of the page, and of which capture.
ASKED = {
    "http2-troubles": ["severity=note", "severity=warning", "severity=error", "severity=warning severity=error", "port=443", "status=200", "status=2xx", "method=GET",
                       "method=get", "url=/^http/", "url=/[a-z]+$/", "url=HTTP", "connection=1 connection=3", "connection=2", "after=1", "before=0.5", "after=0.2 before=0.9"],
    "http2-tls": ["host=server.example", "host=example", "host=erver.example", "sni=server.example", "sni=example", "host=10.9.0.1", "host=10.9.0.1 url=/one/",
                  "host=10.9.0.0/24", "host=10.9.0.0/31", "host=::/0", "port=443 port=80", "status=404 status=200", "after=2026-11-26T15:05:26Z", "before=2026-11-26T15:05:26+00:00",
                  "before=2026-11-26T16:05:26.2+01:00", "after=2026-11-26", "before=2026-11-26", "after=1795705526", "after=@1795705527", "after=15:05:26.2", "before=15:05:26.2",
                  "after=23:59", "before=15:06 status=200"],
    "keep-alive-ten": ["status=200 url=/1", "method=GET status=404", "host=10.9.0.1", "host=10.9.0.10", "host=[::1]", "finding=request-after-close"],
    "ipv6": ["host=fd00::/8", "host=::/0", "host=fe80::/10", "host=0.0.0.0/0", "port=80"],
}


STATUS = "document.querySelector('#connections [role=status]').textContent"
UNKNOWN = ["There is no filter of this name, so nothing is selected: %s", "没有这样的前缀，因此没有选中任何连接：%s"]


def in_both_languages(tab, expression):
    """What the page shows in English, and in Chinese."""
    change = "document.getElementById('language').click()"
    english = tab.evaluate(expression)
    tab.evaluate(change)
    chinese = tab.evaluate(expression)
    tab.evaluate(change)
    return [english, chinese]


def like_options(tab, pages):
    """A filter selects what the option of its name selects."""
    found = []
    tab.resize(1280, 900)
    tab.send("Emulation.setTimezoneOverride", timezoneId="UTC")
    selected = 0
    for fixture, asked in ASKED.items():
        arguments = pages.arguments(fixture)
        tab.open(pages.make("options", *arguments))
        for words in asked:
            options = [part for word in words.split() for part in ("--" + word.split("=", 1)[0], word.split("=", 1)[1])]
            try:
                wanted = [f"#{c['connection']}" for c in pages.records(*options, *arguments)["connection"]]
            except ValueError as error:
                found.append(f"{fixture}: {words}: {error}")
                continue
            wanted.sort(key=lambda number: int(number[1:]))
            selected += len(wanted)
            if set_filter(tab, words.replace("=", ":")) != wanted:
                found.append(f"{fixture}: {words}: {column(tab, 'number')}, not {wanted}")
        for words in ["status:abc", "status:99", "status:20", "host:10.0.0.0/33", "host:a/b", "after:soon", "before:2026-13-01", "url:/(/", "port:65536", "severity:bad", "connection:0"]:
            if set_filter(tab, words) or words not in tab.evaluate(STATUS):
                found.append(f"{words}: {column(tab, 'number')}, {tab.evaluate(STATUS)!r}")
        # A name that is none is told, those of the script's own language too; an address of IPv6 and a URL are words.
        for words in ["bogus:1", "status:200 Server:nginx", "hosts:", "constructor:x", "__proto__:x"]:
            name = next(word for word in words.split() if not word.startswith("status:"))
            if set_filter(tab, words) or [one % name for one in UNKNOWN] != in_both_languages(tab, STATUS):
                found.append(f"{words}: {column(tab, 'number')}, {in_both_languages(tab, STATUS)}")
        for words in ["fd00:9::1", "dead:beef::1", "http://server.example/"]:
            set_filter(tab, words)
            if tab.evaluate(STATUS) == UNKNOWN[0] % words:
                found.append(f"{words} is taken for a name")
    if selected < 60:
        found.append(f"only {selected} connections were selected at all")
    return found


def numbers(tab, pages):
    """Numbers are written one way: as the sentences have them, which group no digits."""
    capture = pages.directory / "numbers.pcap"
    captures.many(capture, 1200)
    tab.resize(1280, 900)
    tab.open(pages.make("numbers", capture))
    count = pages.records(capture)["summary"][0]["packets"]
    found = []
    for place in ["", "c1", "c1/exchanges", "c1/plots", "waterfall"]:
        tab.go(place)
        text = tab.evaluate("document.body.textContent")
        found += [f"{place}: {number!r}" for number in re.findall(r"\d[\u202f\u00a0,' ]\d{3}(?!\d)", text) if number[1] != " "]
        if place == "" and text.count(str(count)) < 2:
            found.append(f"{count} packets are not told twice in the same way")
    # Sizes are in the units of the sentences, and axes are divided in them.
    arguments = pages.arguments("lossy-path")
    tab.open(pages.make("numbers", *arguments), "#c1/plots")
    tab.wait("document.querySelectorAll('.plot svg').length === 4")
    text = tab.evaluate("document.body.textContent")
    told = re.search(r"([\d.]+) ([KM]iB) \(\d+ bytes\) from the server", text)
    shown = re.search(r"server \(([\d.]+) ([KM]iB)\)", text)
    if re.search(r"\d [kMG]B\b", text) or not told or not shown or told[2] != shown[2] or abs(float(told[1]) - float(shown[1])) > 0.5:
        found.append(f"sizes: {told}, {shown}, {re.findall(r'[0-9.]+ [kKMGi]+B', text)}")
    return found


# Content that a reader of JSON would change, and how it is to be shown; None as it is.
CONTENTS = [
    ("application/json", '{"a":1,"a":2,"n":12345678901234567890,"f":1.10,"10":1,"2":2,"e":1E400,"s":"a, {b: \\"c\\"}","x":[],"y":[{}]}',
     '{\n  "a": 1,\n  "a": 2,\n  "n": 12345678901234567890,\n  "f": 1.10,\n  "10": 1,\n  "2": 2,\n  "e": 1E400,\n  "s": "a, {b: \\"c\\"}",\n  "x": [],\n  "y": [\n    {}\n  ]\n}'),
    ("application/json", '{"cut":[1,2', None),
    ("application/problem+json; charset=utf-8", "[1e2,\t-0]", "[\n  1e2,\n  -0\n]"),
    ("text/plain", '{"a":1}', None),
    ("application/xml", '<?xml version="1.0"?><a x="> <"><!-- > < --><b>t <i>u</i><i>v</i></b> <c/><d><![CDATA[> <]]></d></a>',
     '<?xml version="1.0"?>\n<a x="> <">\n  <!-- > < -->\n  <b>t <i>u</i><i>v</i></b>\n  <c/>\n  <d><![CDATA[> <]]></d>\n</a>'),
    ("text/xml", "<a><b></a></b>", None),
    ("text/xml", "<a b=\"<", None),
]


def content(tab, pages):
    """Only white space outside of strings and text differs from what was sent."""
    capture = pages.directory / "contents.pcap"
    with captures.Capture(capture) as file:
        answers = []
        for kind, text, _ in CONTENTS:
            head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(text)}\r\n\r\n"
            answers.append((b"GET / HTTP/1.1\r\nHost: h\r\n\r\n", (head + text).encode()))
        file.conversation((bytes([10, 0, 0, 2]), 40000), (bytes([10, 0, 0, 1]), 80), answers)
    tab.resize(1280, 900)
    tab.open(pages.make("contents", capture))
    found = []
    for number, (kind, text, indented) in enumerate(CONTENTS, 1):
        tab.go(f"c1/x{number}")
        shown = tab.evaluate("document.querySelector('.content pre').textContent")
        if shown != (indented or text):
            found.append(f"{kind}: {shown!r}")
        # Whoever reads it must know that it was indented.
        if tab.evaluate("document.querySelector('.content pre').previousElementSibling.parentNode.querySelectorAll('p').length") != (1 if indented is None else 2):
            found.append(f"{kind}: not told whether it was indented")
    return found


def axis(tab, pages):
    """The ends of the axis stand above those of the bars, and no bar is too thin to be seen, or outside."""
    found = []
    for width in [1280, 768, 390]:
        tab.resize(width, 900)
        tab.open(pages.make("axis", *pages.arguments("http2-tls")), "#waterfall")
        tab.wait("document.querySelector('.track .part') !== null")
        ends, tracks, parts = tab.evaluate("""['.axis', '.virtual .fall', '.virtual .part'].map((s) => [...document.querySelectorAll(s)].map((e) => { const b = e.getBoundingClientRect(); return [b.left, b.right, b.width]; }))""")
        for left, right, _ in tracks:
            if abs(left - ends[0][0]) > 1.5 or abs(right - ends[0][1]) > 3.5:
                found.append(f"{width}: the axis is from {ends[0][0]:.0f} to {ends[0][1]:.0f}, bars from {left:.0f} to {right:.0f}")
        cells = tab.evaluate("[...document.querySelectorAll('.virtual .track')].map((e) => { const b = e.getBoundingClientRect(); return [b.left, b.right]; })")
        low, high = min(cell[0] for cell in cells), max(cell[1] for cell in cells)
        found += [f"{width}: a bar from {left:.1f} to {right:.1f} in {low:.0f} to {high:.0f}" for left, right, size in parts if size < 1.99 or left < low - 0.1 or right > high + 0.1]
        if len(parts) < 9:
            found.append(f"{width}: {len(parts)} bars")
    return sorted(set(found))


def slopes(tab, pages):
    """Arrows fall by half a round trip on the scale of their row: flat where nothing follows for long, steep where the next is sent before they arrive."""
    found, steep, flat = [], 0, 0
    for fixture in ["request-crossed-close", "http2-tls", "lossy-path"]:
        arguments = pages.arguments(fixture)
        records = pages.records(*arguments)
        connection = records["connection"][0]
        trip = connection["rtt"]["handshake"] / 2
        tab.resize(1280, 900)
        tab.open(pages.make("slopes", *arguments), "#c1")
        tab.wait("document.querySelectorAll('.packet').length > 0")
        shown = tab.evaluate("""[...document.querySelectorAll('.ladder svg > .packet, .ladder svg > .run')].map((p) => { const a = p.querySelector('.arrow');
          return [Number(p.dataset.frame), Number(p.querySelector('.time')?.textContent), a && a.getAttribute('y2') - a.getAttribute('y1'), p.querySelector('.hit').height.baseVal.value]; })""")
        for (frame, time, drop, height), (_, later, next_drop, _) in zip(shown, shown[1:]):
            if drop is None or next_drop is None or drop > height:  # A run, or an arrow that another one crosses.
                continue
            lasts = later - time
            wanted = height if lasts <= trip else height * trip / lasts
            if lasts <= trip * 0.98:
                steep += 1
                is_right = drop >= 14
            elif wanted < 2.5:
                flat += 1
                is_right = drop == 3
            else:
                is_right = drop <= wanted + 1.5 + height * 1e-6 / lasts
            if not is_right:
                found.append(f"{fixture}, frame {frame}: falls by {drop:.1f}, {wanted:.1f} of {height}")
    if steep < 3 or flat < 3:
        found.append(f"{steep} steep, {flat} flat arrows")
    return found


SHOWN = """((s) => { const e = document.querySelector(s); return e.hidden ? null : {
  names: [...e.querySelectorAll('dt')].map((d) => d.textContent), values: [...e.querySelectorAll('dd')].map((d) => d.textContent), filter: e.querySelector('.filter').textContent,
  text: [...e.querySelectorAll(':scope > p:not(.small)')].map((p) => p.textContent), box: (({left, top, right, bottom}) => [left, top, right, bottom])(e.getBoundingClientRect()) }; })"""


def hover(tab, pages):
    """A pointer that rests on an arrow shows all fields of the packet and the filter for it, as a click does; the card stays while the pointer is on it, and Escape closes it."""
    found = []
    move = lambda x, y: tab.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
    card, inspector = SHOWN + "('.hover-card')", SHOWN + "('.inspector')"
    for fixture, frames in [("keep-alive-timeout", [1, 2, 6, 8, 9, 12]), ("lossy-path", [4, 103])]:
        for width in [1280, 768]:
            arguments = pages.arguments(fixture)
            packets = {p["frame"]: p for p in pages.records(*arguments)["packet"]}
            tab.resize(width, 900)
            tab.open(pages.make("hover", *arguments), "#c1")
            tab.wait("document.querySelectorAll('.packet').length > 0")
            for frame in frames:
                place = f"{fixture}, {width}, frame {frame}"
                move(1, 1)
                tab.wait(f"{card} === null")
                x, y = tab.evaluate(f"(() => {{ const p = document.querySelector(`.packet[data-frame='{frame}']`); p.scrollIntoView({{block: 'center'}}); const b = p.querySelector('.arrow').getBoundingClientRect(); return [(b.left + b.right) / 2, (b.top + b.bottom) / 2]; }})()")
                tab.evaluate("new Promise((r) => setTimeout(r, 120))")
                move(x, y)
                shown = tab.wait(card)
                if shown["filter"] != f"frame.number == {frame}":
                    found.append(f"{place}: filter {shown['filter']!r}")
                values = " ".join(shown["values"])
                packet = packets[frame]
                wanted = [str(packet["seq"]), " ".join(packet["flags"]), *packet["states"].values(), *([str(packet["ack"])] if "ack" in packet else [])]
                found += [f"{place}: {text} is not in {values}" for text in wanted if text not in values]
                if {"TTL", "IP ID"} - set(shown["names"]) or len(shown["names"]) < 13:
                    found.append(f"{place}: names {shown['names']}")
                left, top, right, bottom = shown["box"]
                if left < 0 or top < 0 or right > width or bottom > 900 or left <= x <= right and top <= y <= bottom:
                    found.append(f"{place}: the card is at {shown['box']}, the pointer at {x}, {y}")
                move((left + right) / 2, min(bottom - 5, top + 20))
                tab.evaluate("new Promise((r) => setTimeout(r, 500))")
                if tab.evaluate(card) is None:
                    found.append(f"{place}: the card goes while the pointer is on it")
                tab.press("Escape")
                if tab.evaluate(card) is not None:
                    found.append(f"{place}: Escape does not close the card")
                tab.evaluate(f"document.querySelector(`.packet[data-frame='{frame}']`).dispatchEvent(new MouseEvent('click', {{bubbles: true}}))")
                clicked = tab.evaluate(inspector)
                if any(clicked[key] != shown[key] for key in ["names", "values", "filter", "text"]):
                    found.append(f"{place}: hover {shown}, click {clicked}")
                tab.evaluate("document.querySelector('.inspector button').click()")
    return found


def keyboard(tab, pages):
    found = []
    tab.resize(1280, 900)
    tab.open(pages.make("keyboard", *pages.arguments("request-crossed-close")), "#c1/f11")
    tab.wait("document.querySelector('.packet.selected') !== null")
    if tab.evaluate("document.querySelector('.packet.selected').dataset.frame") != "11":
        found.append("the link does not lead to frame 11")
    if "frame.number == 11" not in tab.evaluate("document.querySelector('.inspector').textContent"):
        found.append("no filter for frame 11")
    if tab.evaluate("(() => { const [a, b] = ['10', '11'].map((f) => document.querySelector(`.packet[data-frame='${f}'] .arrow`).getBoundingClientRect()); return a.bottom > b.top && a.top < b.top; })()") is not True:
        found.append("the request does not cross the FIN")
    tab.evaluate("document.querySelector('.packet').focus()")
    tab.press("ArrowDown")
    tab.press("Enter")
    if not tab.evaluate("location.hash.endsWith('/f' + document.activeElement.dataset.frame)"):
        found.append(f"Enter does not choose: {tab.evaluate('location.hash')}")
    tab.evaluate("document.querySelector('.inspector button').focus()")
    tab.press("Escape")
    if not tab.evaluate("document.querySelector('.inspector').hidden"):
        found.append("Escape does not close")
    tab.go("")
    for _ in range(3):
        tab.press("Tab")
    if tab.evaluate("document.activeElement === document.body"):
        found.append("Tab leads nowhere")
    return found


def language(tab, pages):
    found = []
    tab.resize(1280, 900)
    tab.open(pages.make("language", *pages.arguments("request-crossed-close")), "#c1")
    english = tab.evaluate("document.querySelector('.headline').textContent")
    tab.evaluate("document.getElementById('language').click()")
    chinese = tab.evaluate("document.querySelector('.headline').textContent")
    if english == chinese or not re.search(r"[\u4e00-\u9fff]", chinese) or tab.evaluate("document.documentElement.lang") != "zh":
        found.append(f"the headline stays {chinese!r}")
    labels = tab.evaluate("[...document.querySelectorAll('h2, dt, th, .tabs a, button')].map((e) => e.textContent)")
    found += [f"not translated: {text}" for text in labels if re.search(r"\b(the|of|and|What|Findings|Ladder|Plots|All)\b", text)]
    if not tab.evaluate(r"[...document.querySelectorAll('.ladder .line')].some((l) => /[\u4e00-\u9fff]/.test(l.textContent))"):
        found.append("the ladder is not in Chinese")
    tab.evaluate("(() => { const s = document.getElementById('theme'); s.value = 'dark'; s.dispatchEvent(new Event('change')); })()")
    if tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") != "rgb(13, 17, 23)":
        found.append("dark is not dark")
    return found


def zoom(tab, pages):
    found = []
    tab.resize(1280, 900)
    tab.open(pages.make("zoom", *pages.arguments("lossy-path")), "#c1/plots")
    tab.wait("document.querySelectorAll('.plot svg').length === 4")
    path = "document.querySelector('.plot .mark.segment').getAttribute('d')"
    whole = tab.evaluate(path)
    tab.evaluate("document.querySelector('.plot .zoom button').click()")
    if tab.evaluate(path) == whole:
        found.append("zooming changes nothing")
    tab.evaluate("document.querySelector('.plot-area').focus()")
    before = tab.evaluate(path)
    tab.evaluate("document.querySelector('.plot-area').dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight'}))")
    if tab.evaluate(path) == before:
        found.append("arrow keys do not move")
    tab.evaluate("document.querySelector('.plot-area').dispatchEvent(new KeyboardEvent('keydown', {key: '0'}))")
    if tab.evaluate(path) != whole:
        found.append("0 does not show all")
    box = tab.evaluate("(() => { document.querySelector('.plot-area').scrollIntoView({block: 'center'}); const b = document.querySelector('.plot-area').getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; })()")
    top = tab.evaluate("scrollY")
    tab.send("Input.dispatchMouseEvent", type="mouseWheel", x=box[0], y=box[1], deltaX=0, deltaY=-40)
    tab.wait(f"scrollY < {top}")
    if tab.evaluate(path) != whole:
        found.append("the wheel over a plot that shows all zooms it, and the page does not scroll")
    box = tab.evaluate("(() => { const b = document.querySelector('.plot-area').getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; })()")
    tab.send("Input.dispatchMouseEvent", type="mouseWheel", x=box[0], y=box[1], deltaX=0, deltaY=-120, modifiers=2)
    tab.wait(f"{path} !== {whole!r}")
    top = tab.evaluate("scrollY")
    tab.send("Input.dispatchMouseEvent", type="mouseWheel", x=box[0], y=box[1], deltaX=0, deltaY=120)
    tab.wait(f"{path} === {whole!r}")
    if tab.evaluate("scrollY") != top:
        found.append("the wheel over a plot that is zoomed scrolls the page")
    return found


def paper(tab, pages):
    tab.resize(1280, 900)
    found = []
    for fragment in ["", "#c1", "#c1/plots"]:
        tab.open(pages.make("paper", *pages.arguments("lossy-path")), fragment)
        for system, theme in [("dark", "auto"), ("light", "dark"), ("dark", "dark")]:
            tab.send("Emulation.setEmulatedMedia", media="print", features=[{"name": "prefers-color-scheme", "value": system}])
            tab.evaluate(f"(() => {{ const s = document.getElementById('theme'); s.value = '{theme}'; s.dispatchEvent(new Event('change')); }})()")
            ink = tab.evaluate("[getComputedStyle(document.querySelector('h1')).color, getComputedStyle(document.querySelector('.card')).backgroundColor, getComputedStyle(document.getElementById('theme')).display]")
            if ink != ["rgb(27, 31, 36)", "rgb(255, 255, 255)", "none"]:
                found.append(f"{fragment}, {theme} on a {system} system: {ink}")
        tab.send("Emulation.setEmulatedMedia", media="", features=[])
        tab.pdf(pages.directory / "paper.pdf")
        if (pages.directory / "paper.pdf").stat().st_size < 10_000:
            found.append(f"{fragment}: nothing on paper")
    return found


# The contrast of each text with what is behind it, as WCAG 2 computes it; large text needs less.
CONTRAST = """(() => {
  const parse = (c) => { const m = c.match(/[\\d.]+/g)?.map(Number) ?? [0, 0, 0, 0]; return m.length < 4 ? [...m, 1] : m; };
  const light = ([r, g, b]) => { const f = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }; return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
  const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0.5) return c; } return [255, 255, 255, 1]; };
  const bad = new Set();
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) || !e.getClientRects().length || e.disabled || e.closest('noscript, script, .band')) continue;
    const style = getComputedStyle(e);
    const own = e instanceof SVGElement ? style.fill : style.color;
    const [a, b] = [light(parse(own)), light(behind(e instanceof SVGElement ? e.closest('svg').parentElement : e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    if (ratio < (size >= 24 || size >= 18.66 && style.fontWeight >= 700 ? 3 : 4.5)) bad.add(`${e.tagName} .${e.getAttribute('class')}: ${ratio.toFixed(2)} ${e.textContent.slice(0, 30)}`);
  }
  return [...bad];
})()"""


def accessible(tab, pages, width, dark):
    found = []
    tab.resize(width, 900, dark)
    for fixture, fragments in [("request-crossed-close", ["", "#c1/f11", "#c1/x1", "#c1/plots", "#waterfall"]), ("lossy-path", ["#c1"]), ("http2-troubles", [""])]:
        page = pages.make("accessible", *pages.arguments(fixture))
        for fragment in fragments:
            tab.open(page, fragment)
            found += [f"{fragment}: contrast: {text}" for text in tab.evaluate(CONTRAST)]
            overflow = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
            if overflow > 0:
                found.append(f"{fragment}: {overflow} pixels too wide")
            for node in tab.send("Accessibility.getFullAXTree")["nodes"]:
                role = node.get("role", {}).get("value")
                if role in ("button", "link", "textbox", "searchbox", "combobox", "image", "table") and not node.get("ignored") and not node.get("name", {}).get("value"):
                    found.append(f"{fragment}: a {role} without a name")
            small = tab.evaluate("[...document.querySelectorAll('button, select, input, .tabs a')].filter((e) => { const b = e.getBoundingClientRect(); return b.width > 0 && (b.height < 24 || b.width < 20); }).map((e) => e.textContent)")
            found += [f"{fragment}: smaller than a finger: {text}" for text in small]
            if tab.evaluate("document.querySelectorAll('h1').length") != 1:
                found.append(f"{fragment}: not one heading of level 1")
    return found
