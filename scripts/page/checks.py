"""What is held against the records, and what a reader does with a page."""

import json
import subprocess
import time

from page import captures, diagrams, reading, usage

# Ordinary and odd ones, of each kind of what a page shows.
FIXTURES = [
    "four-step-close", "three-step-close", "request-crossed-close", "keep-alive-race", "keep-alive-ten", "lossy-path", "last-ack-wrong", "reset-injected",
    "icmp-unreachable", "http-codings", "http-hostile-names", "http-odd-bytes", "http-lossy-websocket", "http2-curl", "http2-troubles", "tls-keys",
    "simultaneous-close", "zero-window", "mid-capture", "pcapng-two-interfaces", "sequence-wrap", "duplicate-frames", "corrupted", "not-http",
    "ends-loss", "ends-translated", "ends-reset", "ends-reordering", "ends-mss-clamped", "ends-nat", "ends-rejected", "ends-lossy-delayed",
]


class Pages:
    """Makes pages, and the records that they are held against."""

    def __init__(self, program, root, directory):
        self.program, self.root, self.directory = program, root, directory

    def run(self, *arguments):
        done = subprocess.run([self.program, *map(str, arguments)], capture_output=True, timeout=600, cwd=self.root)
        if done.returncode not in (0, 3):
            raise ValueError(f"exit status {done.returncode}: {done.stderr.decode(errors='replace')[:300]}")
        return done.stdout

    def arguments(self, fixture):
        folder = self.root / "Fixtures" / fixture
        keys = folder / "keys.log"
        capture = next(folder.glob("capture.*")).relative_to(self.root)
        return [capture] + (["--keylog", keys.relative_to(self.root)] if keys.exists() else [])

    def make(self, name, *arguments):
        page = self.directory / f"{name}.html"
        self.run("--summary", "--html", page, *arguments)
        return page

    def records(self, *arguments):
        found = {"packet": [], "http": [], "connection": [], "summary": [], "run": [], "warning": []}
        for line in self.run("--format", "ndjson", *arguments).splitlines():
            record = json.loads(line)
            found[record["type"]].append(record)
        return found


def all_checks(tab, pages):
    for fixture in FIXTURES:
        yield fixture, lambda: like_the_records(tab, pages, fixture)
    yield from usage.all_checks(tab, pages)
    yield from reading.all_checks(tab, pages)
    yield from diagrams.all_checks(tab, pages)
    yield "injection", lambda: injection(tab, pages)
    yield "ten thousand connections", lambda: many(tab, pages)


# MARK: The records

# What each arrow says, as data; all runs are opened before.
LADDER = """(() => [...document.querySelectorAll('.packet')].map((p) => ({
  frame: Number(p.dataset.frame), from: p.dataset.from, steps: p.dataset.steps.split(' ').filter(Boolean),
  right: (() => { const a = p.querySelector('.arrow'); return Number(a.getAttribute('x2')) > Number(a.getAttribute('x1')); })(),
  slopes: (() => { const a = p.querySelector('.arrow'); return Number(a.getAttribute('y2')) > Number(a.getAttribute('y1')); })(),
  flags: p.querySelector('.flags').textContent, badges: [...p.querySelectorAll('.badge text')].map((b) => b.textContent),
  number: p.querySelector('.frame').textContent, lines: [...p.querySelectorAll('.line')].map((l) => l.textContent), label: p.getAttribute('aria-label'),
})))()"""
OPEN_RUNS = "(() => { for (let i = 0; i < 500; i++) { const run = document.querySelector('.run'); if (!run) return true; run.dispatchEvent(new MouseEvent('click', {bubbles: true})); } return false; })()"


def like_the_records(tab, pages, fixture):
    arguments = pages.arguments(fixture)
    records = pages.records(*arguments)
    tab.resize(1280, 900)
    tab.open(pages.make(fixture, *arguments))
    found = first_screen(tab, records)
    for connection in records["connection"][:12]:
        number = connection["connection"]
        tab.go(f"c{number}")
        tab.wait("document.querySelector('.ladder svg') !== null")
        found += ladder(tab, connection, [p for p in records["packet"] if p["connection"] == number])
        exchanges = [x for x in records["http"] if x["connection"] == number]
        if exchanges:
            found += exchange_table(tab, number, exchanges)
        found += plots(tab, number, [p for p in records["packet"] if p["connection"] == number])
    return [f"{text}" for text in found]


def first_screen(tab, records):
    found = []
    severities = records["summary"][0]["severities"]
    chips = tab.evaluate("[...document.querySelectorAll('.chip')].map((c) => parseInt(c.textContent.replace(/[^0-9]/g, '')))")
    if chips != [severities[k] for k in ["error", "warning", "note"]]:
        found.append(f"counts are {chips}, in the summary {severities}")
    rows = tab.evaluate("[...document.querySelectorAll('.virtual .row')].map((r) => ({number: r.querySelector('.number').textContent, packets: r.querySelector('.cell.packets').textContent, requests: r.querySelector('.requests').textContent}))")
    wanted = [{"number": f"#{c['connection']}", "packets": str(c["packets"]["client"] + c["packets"]["server"]), "requests": str(c["exchanges"] or "")}
              for c in records["connection"]]
    wanted.sort(key=lambda row: int(row["number"][1:]))
    if rows != wanted[:len(rows)] or len(rows) < min(15, len(wanted)):
        found.append(f"rows are {rows[:3]}, not {wanted[:3]}")
    return found


def badge(step):
    kind, number = step.rsplit("-", 1)
    return f"{number}/{4 if kind == 'wave' else 3}"


def ladder(tab, connection, packets):
    name = f"connection {connection['connection']}"
    found = []
    pinned = {frame for finding in connection["findings"] for frame in finding["frames"]}
    for loss in connection["findings"]:
        if loss["name"] == "loss":
            pinned |= {p["frame"] for p in packets if p["from"] == loss["by"] and p["length"] and loss["frames"][0] <= p["frame"] <= loss["frames"][-1]
                       and any(n in ("retransmission", "fast-retransmission") for n in p["notes"]) and "spurious-retransmission" not in p["notes"]}
            wanted = sorted(pinned)[:12]
            links = tab.evaluate("[...document.querySelectorAll('.statements a')].map((a) => Number(a.textContent))")
            if not set(wanted) <= set(links) and len(connection["findings"]) == 1:
                found.append(f"{name}: frames {links}, not {wanted}")
    shown = {p["frame"] for p in tab.evaluate(LADDER)}
    for packet in packets:
        if (packet["steps"] or packet["checks"] or packet["frame"] in pinned) and packet["frame"] not in shown:
            found.append(f"{name}: frame {packet['frame']} is folded away")
    if not tab.evaluate(OPEN_RUNS):
        found.append(f"{name}: runs do not open")
    arrows = tab.evaluate(LADDER)
    if [a["frame"] for a in arrows] != [p["frame"] for p in packets]:
        return found + [f"{name}: arrows {[a['frame'] for a in arrows][:20]}, packets {[p['frame'] for p in packets][:20]}"]
    for arrow, packet in zip(arrows, packets):
        place = f"{name}, frame {packet['frame']}"
        flags = " ".join(packet["flags"]) or "–"
        text = flags + (f" · {packet['length']}" if packet["length"] else "")
        for what, is_right in [
            ("direction", arrow["from"] == packet["from"] and arrow["right"] == (packet["from"] == "client") and arrow["slopes"]),
            ("steps", arrow["steps"] == packet["steps"]), ("badges", arrow["badges"] == [badge(s) for s in packet["steps"]]),
            ("number", arrow["number"] == str(packet["frame"])), ("flags", arrow["flags"] == text),
            ("label", str(packet["seq"]) in arrow["label"] or "seq" in arrow["label"]),
        ]:
            if not is_right:
                found.append(f"{place}: {what}: {arrow}")
        words = " ".join(arrow["lines"])
        if (packet["frame"] in pinned) != ("◆" in words):
            found.append(f"{place}: pinned {packet['frame'] in pinned}, in words {words}")
        for check in packet["checks"]:
            mark = "✓" if check["ok"] else "✗"
            if not any(str(check["actual"]) in line and mark in line and check["rule"] in line for line in arrow["lines"]):
                found.append(f"{place}: {check} is not in {words}")
    states = tab.evaluate("[...document.querySelectorAll('.state')].map((s) => [s.dataset.end, Number(s.dataset.frame), s.textContent])")
    found += [f"{name}: states {w} missing" for w in changes(packets) if w not in states]
    return found


def changes(packets):
    """Where the state of an end changes, as the records have it."""
    found, before = [], {}
    for packet in packets:
        for end in ["client", "server"]:
            state = packet["states"].get(end)
            if state is not None and state != before.get(end):
                found.append([end, packet["frame"], state])
                before[end] = state
    return found


def exchange_table(tab, number, exchanges):
    found = []
    tab.go(f"c{number}/exchanges")
    rows = tab.evaluate("[...document.querySelectorAll('tr[data-exchange]')].map((r) => [Number(r.dataset.exchange), ...[...r.cells].slice(1, 4).map((c) => c.textContent)])")
    wanted = []
    for x in sorted(exchanges, key=lambda x: x["exchange"]):
        request = x.get("request") or x.get("request_part") or {}
        response = x.get("response") or x.get("response_part") or {}
        wanted.append([x["exchange"], request.get("method") or "–", request.get("target") or "–", str(response.get("status") or "–")])
    if [[r[0], visible(r[1]), visible(r[2]), r[3]] for r in wanted] != rows:
        found.append(f"connection {number}: exchanges {rows[:3]}, not {wanted[:3]}")
    for x in exchanges[:8]:
        tab.go(f"c{number}/x{x['exchange']}")
        fields = tab.evaluate("[...document.querySelectorAll('.exchange table.fields')].map((t) => t.rows.length)")
        counts = [len(m["headers"]) + len(m.get("trailers", [])) for m in [x.get("request") or x.get("request_part"), x.get("response") or x.get("response_part")] if m]
        if fields != counts:
            found.append(f"connection {number}, exchange {x['exchange']}: {fields} fields, not {counts}")
    return found


def visible(text):
    """As the page shows text that holds invisible characters."""
    hidden = lambda c: ord(c) < 0x20 and c not in "\t\n" or 0x7F <= ord(c) <= 0x9F or c == "\u061c" or "\u200b" <= c <= "\u200f" or "\u2028" <= c <= "\u202e" or "\u2060" <= c <= "\u2069" or c == "\ufeff"
    return "".join(f"\\u{ord(c):04x}" if hidden(c) else c for c in text)


def plots(tab, number, packets):
    tab.go(f"c{number}/plots")
    sender = tab.evaluate("document.getElementById('sender').value")
    timed = all("time" in p for p in packets)
    sent = [p for p in packets if p["from"] == sender and p["length"] > 0 and "duplicate-frame" not in p["notes"]]
    repeated = [p for p in sent if any(n.endswith("retransmission") for n in p["notes"])]
    marks = tab.evaluate("new Promise((r) => setTimeout(r, 60)).then(() => Object.fromEntries([...document.querySelectorAll('.plot:first-of-type .mark')].map((m) => [m.classList[2], Number(m.dataset.marks)])))")
    wanted = (len(sent) - len(repeated), len(repeated)) if timed else (0, 0)
    if (marks.get("segment", 0), marks.get("repeated", 0)) != wanted:
        return [f"connection {number}: {marks} marks of {sender}, {wanted} packets"]
    return []


# MARK: Hostile text, and much of it

def injection(tab, pages):
    # The name of the file is text from outside too.
    capture = pages.directory / "<img src=x onerror=window.injected=1>.pcap"
    captures.hostile(capture)
    page = pages.make("injection", capture)
    tab.resize(1280, 900)
    tab.open(page)
    numbers = [r["connection"] for r in pages.records(capture)["connection"]]
    found = []
    foreign = """(() => { const scripts = document.scripts.length; const strange = document.querySelectorAll('#main img:not([src^="data:image/"]), #main iframe, #main object, #main form, #main base, #main link, #main meta, #main style, #main script').length;
      const handlers = [...document.querySelectorAll('*')].filter((e) => [...e.attributes].some((a) => a.name.startsWith('on') || a.name === 'style' && e.tagName === 'IMG')).length;
      const addresses = [...document.querySelectorAll('[href], [src]')].filter((e) => !/^(#|data:image\\/(png|jpeg|gif|webp|avif|bmp);base64,)/.test(e.getAttribute('href') ?? e.getAttribute('src'))).length;
      return [window.injected ?? null, strange, handlers, addresses, scripts]; })()"""
    places = [""] + [f"c{n}" for n in numbers] + [f"c{n}/exchanges" for n in numbers] + [f"c{n}/x{x}" for n in numbers for x in range(1, 7)] + ["waterfall"]
    for language in ["en", "zh"]:
        for place in places:
            tab.go(place)
            if "/" not in place and place.startswith("c"):
                tab.evaluate("document.querySelector('.packet')?.dispatchEvent(new MouseEvent('click', {bubbles: true}))")
            injected, strange, handlers, addresses, scripts = tab.evaluate(foreign)
            if injected is not None or strange or handlers or addresses or scripts > 2:
                found.append(f"{place}: injected {injected}, {strange} strange elements, {handlers} handlers, {addresses} addresses, {scripts} scripts")
        tab.evaluate("document.getElementById('language').click()")
    for text in captures.HOSTILE:
        tab.go("")
        tab.evaluate(f"(() => {{ const f = document.getElementById('filter'); f.value = {json.dumps('url:' + text)}; f.dispatchEvent(new Event('input')); }})()")
    shown = tab.evaluate("document.body.textContent.includes('<script>window.injected=1</script>')")
    tab.go("c1/x1")
    if not (shown or tab.evaluate("document.body.textContent.includes('<script>window.injected=1</script>')")):
        found.append("the text itself is not shown")
    return found + ([f"injected: {tab.evaluate('window.injected')}"] if tab.evaluate("window.injected ?? null") is not None else [])


# Work of the same kind that needs no page: how fast this machine is at the moment. What the page does is measured in it, never by the clock alone.
WORK = """(() => { const rows = Array.from({length: 10000}, (_, i) => ['name' + (i * 7919) % 10007, i]); rows.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x - y));
  const list = document.createElement('div'); for (const [name, i] of rows.slice(0, 400)) { const row = document.createElement('div'); row.append(name, ' ', String(i)); list.append(row); }
  document.body.append(list); list.offsetHeight; list.remove(); })"""
MEASURE = "((f) => Math.min(...[1, 2, 3].map(() => { const t = performance.now(); f(); document.body.offsetHeight; return performance.now() - t; })))"

BOUNDS = {"loading": 400, "sorting": 12, "filtering": 12, "by network": 12, "all again": 12, "by status": 100}


def in_work(tab, action):
    """How long an action takes, in times of WORK, which is done just before and just after; the best of three of each."""
    before, took, after = tab.evaluate(f"[{MEASURE}({WORK}), {MEASURE}({action}), {MEASURE}({WORK})]")
    return took / max(before, after)


def rows_made(tab, position):
    """How many rows a list makes when it is scrolled there."""
    return tab.evaluate(f"""(() => {{ const v = document.querySelector('.virtual'); const seen = new MutationObserver(() => {{}}); seen.observe(v, {{childList: true, subtree: true}});
      v.scrollTop = {position}; v.dispatchEvent(new Event('scroll')); const made = seen.takeRecords().flatMap((r) => [...r.addedNodes]).filter((n) => n.matches?.('.row')).length; seen.disconnect();
      return [made, Math.abs(v.scrollTop - {position}) < 1]; }})()""")


def many(tab, pages):
    capture = pages.directory / "many.pcap"
    captures.many(capture, 10_000)
    page = pages.make("many", capture)
    found = []
    if page.stat().st_size > 12 << 20:
        found.append(f"the page has {page.stat().st_size} bytes")
    tab.resize(1280, 900)
    start = time.monotonic()
    tab.open(page)
    loading = (time.monotonic() - start) * 1000 / tab.evaluate(f"{MEASURE}({WORK})")
    filtered = lambda text: f"(() => {{ const f = document.getElementById('filter'); f.value = '{text}'; f.dispatchEvent(new Event('input')); }})"
    times = {
        "loading": loading, "sorting": in_work(tab, "(() => document.querySelector('.heading .bytes button').click())"),
        "filtering": in_work(tab, filtered("finding:refused")), "by network": in_work(tab, filtered("host:10.1.0.0/20")), "all again": in_work(tab, filtered("")),
    }
    # A list makes what comes into view, and some rows above and below: however far it is scrolled, and only what is new where it is scrolled by little.
    in_view = tab.evaluate("Math.ceil(document.querySelector('.virtual').clientHeight / document.querySelector('.virtual .row').offsetHeight)")
    made = [rows_made(tab, at) for at in range(23_333, 400_000, 23_333)]
    few = [rows_made(tab, 390_000 + 88 * step) for step in range(10)][1:]
    if not all(0 < count <= in_view + 30 for count, _ in made) or not all(0 < count <= 3 for count, _ in few) or not all(there for _, there in made + few):
        found.append(f"scrolling makes {made} and {few} rows, {in_view} in view")
    # A first search in the exchanges has to read them all.
    times["by status"] = in_work(tab, filtered("status:5xx"))
    found += [f"{what} took {value:.0f} times of the work beside it" for what, value in times.items() if value > BOUNDS[what]]
    count = tab.evaluate("document.querySelector('#connections [role=status]').textContent")
    wanted = sum(1 for i in range(10_000) if i % 7 == 2 and i % 10 != 3)
    if not count.startswith(f"{wanted} of 10000"):
        found.append(f"filtered by status: {count}, not {wanted}")
    rows = tab.evaluate("document.querySelectorAll('.virtual .row').length")
    if rows > 120:
        found.append(f"{rows} rows in the document")
    tab.go("c9999")
    if tab.evaluate("document.querySelectorAll('.packet').length") == 0:
        found.append("connection 9999 has no ladder")
    print(f"  10,000 connections: {page.stat().st_size >> 10} KiB, in times of work of the same kind: " + ", ".join(f"{k} {v:.1f}" for k, v in times.items()) + f"; at most {max(count for count, _ in made)} rows made by scrolling")
    return found
