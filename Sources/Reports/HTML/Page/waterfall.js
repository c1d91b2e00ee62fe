// All exchanges over the time of the capture, as browsers draw them.

const WATERFALL_ROWS = 5000;
const PARTS = ["connect", "tls", "request", "wait", "response"];

function waterfallRows() {
  const rows = [];
  let total = 0;
  for (const c of data.connections) {
    exchangesOf(c).forEach((x, i) => {
      total += 1;
      const start = sinceStart(x.page.start);
      if (start === undefined) return;
      const parts = [];
      // What came before the first request is told with it.
      const opened = sinceStart(c.start);
      if (i === 0 && opened !== undefined) {
        const connect = c.timeline?.connect ?? c.rtt.connect;
        if (connect !== undefined) parts.push(["connect", opened, connect]);
        if (c.timeline?.tls !== undefined) parts.push(["tls", opened + (connect ?? 0), c.timeline.tls]);
      }
      let at = start;
      for (const key of ["request", "wait", "response"]) {
        const value = x.timing[key];
        if (value === undefined) continue;
        parts.push([key, at, value]);
        at += value;
      }
      rows.push({ c, x, parts, start: Math.min(start, parts[0]?.[1] ?? start), end: Math.max(at, start) });
    });
  }
  rows.sort((a, b) => a.start - b.start);
  return { rows: rows.slice(0, WATERFALL_ROWS), total };
}

function waterfallView() {
  const { rows, total } = waterfallRows();
  const first = rows.reduce((low, row) => Math.min(low, row.start), Infinity);
  const last = rows.reduce((high, row) => Math.max(high, row.end), -Infinity);
  const scale = (value) => (100 * (value - first)) / Math.max(1e-9, last - first);
  const list = new VirtualList({
    label: t("waterfallTitle"), rowHeight: isNarrow() ? 46 : 30, maximumHeight: Math.max(320, innerHeight - 240),
    makeRow: (i) => waterfallRow(rows[i], scale), heading: rows.length === 0 ? undefined : waterfallHeading(first, last),
  });
  lists.add(list);
  list.show(rows.length);
  return h("main", { id: "main" },
    h("nav", { class: "crumbs", "aria-label": t("place") }, link("", null, t("allConnections"))),
    h("h1", null, t("waterfallTitle")), h("p", { class: "dim" }, t("waterfallHelp")),
    total > rows.length ? h("p", { class: "caution" }, t("waterfallLeftOut", rows.length, total)) : null,
    h("section", { class: "card" },
      h("p", { class: "small" }, PARTS.map((part) => [h("span", { class: "key " + part }), ` ${t("part_" + part)}  `])),
      rows.length === 0 ? h("p", { class: "dim" }, t("noPlot")) : null, list.element));
}

/** The columns, and the ends of the axis above the bars: in the same grid, so that they stand where the bars begin and end. */
function waterfallHeading(first, last) {
  const heading = (style, ...children) => h("div", { class: "cell " + style, role: "columnheader" }, ...children);
  return h("div", { class: "row heading waterfall-row dim", role: "row" },
    heading("", t("exchange_number")), heading("", t("exchange_url")), heading("", t("exchange_status")), heading("number", t("exchange_took")),
    heading("track", h("div", { class: "axis" }, h("span", null, "+" + seconds(first)), h("span", null, "+" + seconds(last)))));
}

function waterfallRow({ c, x, parts }, scale) {
  // With what came before the first request.
  const own = tookOf(x);
  const took = own === undefined ? undefined : parts.reduce((sum, [, , value]) => sum + nanoseconds(value), 0) / 1e9;
  const fragment = `c${c.connection}/x${x.exchange}`;
  const status = (x.response ?? x.response_part)?.status;
  const target = x.page.url ?? (x.request ?? x.request_part)?.target ?? "–";
  const method = (x.request ?? x.request_part)?.method ?? "";
  const label = `${method} ${target}, ${status ?? "–"}, ${parts.map(([key, , value]) => `${t("part_" + key)} ${seconds(value)}`).join(", ")}`;
  return h("div", { class: "row waterfall-row", role: "row", title: label, click: (event) => { if (!event.target.closest("a")) location.hash = fragment; } },
    h("div", { class: "cell", role: "cell" }, link(fragment, { "aria-label": label }, `#${c.connection}.${x.exchange}`)),
    h("div", { class: "cell mono", role: "cell" }, method, " ", target),
    h("div", { class: "cell " + statusClass(status), role: "cell" }, status ?? "–"),
    h("div", { class: "cell number", role: "cell" }, seconds(took)),
    h("div", { class: "cell track", role: "cell" }, h("div", { class: "fall", "aria-hidden": "true" },
      parts.map(([key, at, value]) => h("span", { class: "part " + key, style: { left: scale(at) + "%", width: scale(at + value) - scale(at) + "%" } })))));
}
