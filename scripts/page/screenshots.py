"""Pictures of pages for people to look at: five captures, three widths, light and dark."""

from page import captures

SHOTS = [
    ("healthy", "keep-alive-ten", ["", "#c1"]), ("race", "request-crossed-close", ["", "#c1/f11"]), ("timeout", "keep-alive-timeout", ["", "#c1"]), ("lossy", "lossy-path", ["#c1", "#c1/plots"]),
    ("http2", "http2-troubles", ["", "#c1", "#c1/exchanges", "#waterfall"]), ("many", None, [""]),
]


def take(tab, pages, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, fixture, fragments in SHOTS:
        if fixture is None:
            capture = pages.directory / "many.pcap"
            captures.many(capture, 10_000)
            page = pages.make(name, capture)
        else:
            page = pages.make(name, *pages.arguments(fixture))
        for fragment in fragments:
            for width in [1280, 768, 390]:
                for dark in [False, True]:
                    tab.resize(width, 900, dark)
                    tab.open(page, fragment)
                    tab.evaluate("new Promise((r) => setTimeout(r, 200))")
                    place = fragment.strip("#").replace("/", "-") or "home"
                    tab.screenshot(folder / f"{name}-{place}-{width}-{'dark' if dark else 'light'}.png", whole=True)
