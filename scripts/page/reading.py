"""What numbers, times and states a reader sees, and that all of it can be read."""

import json


def all_checks(tab, pages):
    yield "round trips", lambda: round_trips(tab, pages)
    yield "one time is one text", lambda: times(tab, pages)
    yield "states in words", lambda: states_in_words(tab, pages)
    yield "the finding on the first screen", lambda: finding_first(tab, pages)


def own(tab, pages, expression, *modules):
    """What functions of the page's program say, which nothing outside of it can call."""
    program = "\n".join((pages.root / f"Sources/Reports/HTML/Page/{module}.js").read_text() for module in modules)
    return tab.evaluate(f"(() => {{ {program}\nreturn {expression}; }})()")


def round_trips(tab, pages):
    """What SACK covers gives its round trip when it comes; what was sent twice gives none (Karn), nor does a SACK of what came twice."""
    segment = lambda at, start, *notes: {"from": "server", "length": 100, "notes": list(notes), "flags": ["ACK"], "page": {"elapsed": at, "relative": {"seq": start}, "options": {}}}
    ack = lambda at, number, *sack: {"from": "client", "length": 0, "notes": [], "flags": ["ACK"], "ack": 1, "window": 500,
                                     "page": {"elapsed": at, "relative": {"seq": 1, "ack": number}, "options": {"sack": [list(b) for b in sack]}}}
    cases = [
        ([segment(0, 1), segment(0.001, 101), ack(0.1, 201)], [[0.1, 0.099]]),
        ([segment(0, 1), segment(0.001, 101), segment(0.002, 201), ack(0.1, 1, (101, 201)), ack(0.105, 1, (101, 301)), segment(0.3, 1, "fast-retransmission"), ack(0.4, 301)],
         [[0.1, 0.099], [0.105, 0.103]]),
        ([segment(0, 1), segment(0.3, 1, "retransmission"), ack(0.4, 101), ack(0.41, 101, (1, 101))], []),
        ([segment(0, 1), segment(0.001, 101), ack(0.1, 101), segment(0.2, 201), ack(0.3, 101, (1, 101), (201, 301))], [[0.1, 0.1], [0.3, 0.1]]),
    ]
    found = []
    for packets, wanted in cases:
        samples = own(tab, pages, f"seriesOf({{figures: {{}}}}, {json.dumps(packets)}, 'server').rtt", "data", "words", "plots")
        if [[round(v, 9) for v in sample] for sample in samples] != wanted:
            found.append(f"{samples}, not {wanted}")
    return found


def times(tab, pages):
    """Sentences, ladder and tables round one time alike, and what was not answered has no total."""
    found = []
    tab.resize(1280, 900)
    tab.open(pages.make("times", *pages.arguments("keep-alive-race")))
    for value, wanted in [(4.8549, "4.854 s"), (5.9139999, "5.913 s"), (0.1 + 0.2, "300.0 ms"), (0.0000124, "12 µs"), (0.00345, "3.5 ms"), (0.0000005, "500 ns"), (1.0, "1.000 s"),
                          (0, "0 s"), (125.9, "2 min 5 s"), (7500, "2 h 5 min"), (-0.5, "−500.0 ms")]:
        shown = own(tab, pages, f"seconds({value})", "words")
        if shown != wanted:
            found.append(f"{value} is {shown!r}, not {wanted!r}")
    for value, digits, wanted in [(4.8549, 3, "4.854"), (0.1 + 0.2, 6, "0.300000"), (5.9139996, 6, "5.913999"), (-0.0005, 3, "-0.000")]:
        shown = own(tab, pages, f"clockTime({value}, {digits})", "words")
        if shown != wanted:
            found.append(f"{value} is {shown!r}, not {wanted!r}")
    for fixture in ["keep-alive-race", "keep-alive-timeout", "http-slow", "lossy-path"]:
        records = pages.records(*pages.arguments(fixture))
        text = pages.run(*pages.arguments(fixture), "--width", "200").decode()
        tab.open(pages.make("times", *pages.arguments(fixture)))
        tab.go("c1/exchanges")
        took = tab.evaluate("Object.fromEntries([...document.querySelectorAll('tr[data-exchange]')].map((r) => [r.dataset.exchange, [r.querySelector('.wait').textContent, r.querySelector('.took').textContent]]))")
        for x in records["http"]:
            wait, total = took.get(str(x["exchange"]), ["–", "–"]) if x["connection"] == 1 else ["–", "–"]
            if x["connection"] == 1 and not (x.get("response") or x.get("response_part")) and total != "–":
                found.append(f"{fixture}: exchange {x['exchange']} was not answered and took {total}")
            if wait != "–" and f"after {wait}" in text:
                continue
            if wait != "–" and len(records["http"]) == 1:
                found.append(f"{fixture}: the page says {wait}, and the text does not")
    return found


def states_in_words(tab, pages):
    """No state is told by its colour alone, however narrow, and no arrow crosses its own text."""
    found = []
    for fixture in ["four-step-close", "request-crossed-close", "ends-reset", "lossy-path"]:
        arguments = pages.arguments(fixture)
        packets = [p for p in pages.records(*arguments)["packet"] if p["connection"] == 1]
        wanted = sorted({(end, state) for p in packets for end, state in p["states"].items() if state is not None})
        page = pages.make("states", *arguments)
        for width in [1280, 768, 390]:
            tab.resize(width, 900)
            tab.open(page, "#c1")
            tab.wait("document.querySelector('.ladder svg') !== null")
            shown = tab.evaluate("[...document.querySelectorAll('.ladder .state, .ladder .state-name')].map((s) => [s.dataset.end, s.textContent.split(': ').at(-1)])")
            missing = [w for w in wanted if list(w) not in shown]
            if missing:
                found.append(f"{fixture} at {width}: no word for {missing}")
            crossed = tab.evaluate("""[...document.querySelectorAll('.packet')].filter((p) => { const a = p.querySelector('.arrow'), f = p.querySelector('.flags'), box = f.getBBox();
              const at = (x) => { const v = (n) => Number(a.getAttribute(n)); return v('y1') + (v('y2') - v('y1')) * (x - v('x1')) / (v('x2') - v('x1')); };
              const turn = f.transform.baseVal[0]?.angle ?? 0;
              if (Math.abs(turn) > 0.01) return false; // along the arrow
              return Math.min(at(box.x), at(box.x + box.width)) < Number(f.getAttribute('y')); }).map((p) => p.dataset.frame)""")
            if crossed:
                found.append(f"{fixture} at {width}: arrows of {crossed} cross their text")
            spread = tab.evaluate("document.documentElement.scrollWidth > innerWidth")
            if spread:
                found.append(f"{fixture} at {width}: wider than the screen")
    return found


def finding_first(tab, pages):
    """The first screen has the whole sentence of what is worst."""
    found = []
    for fixture in ["request-crossed-close", "keep-alive-timeout", "lossy-path"]:
        arguments = pages.arguments(fixture)
        page = pages.make("first", *arguments)
        tab.open(page, "#c1")
        headline = tab.evaluate("document.querySelector('.headline').textContent")
        for width in [1280, 768, 390]:
            tab.resize(width, 900)
            tab.open(page)
            whole = tab.evaluate("""[...document.querySelectorAll('.findings .told')].filter((t) => t.scrollWidth <= t.clientWidth + 1 && t.getBoundingClientRect().right <= innerWidth
              && getComputedStyle(t).textOverflow !== 'ellipsis').map((t) => t.textContent)""")
            if headline not in whole:
                found.append(f"{fixture} at {width}: {headline!r} is not in {whole}")
    return found
