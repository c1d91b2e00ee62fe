// The first screen: the verdict, what was found, the quality of the capture, and all connections.

const COLUMNS = [
  { key: "number", value: (c) => c.connection },
  { key: "verdict", value: (c) => -severityRank(c.severity) * 1000 - c.findings.length },
  { key: "client", value: (c) => endpoint(c.client) },
  { key: "server", value: (c) => (c.tls?.sni ?? c.server_name ?? "") + endpoint(c.server) },
  { key: "start", value: (c) => c.start ?? "" },
  { key: "duration", value: (c) => -(durationOf(c) ?? 0) },
  { key: "packets", value: (c) => -(c.packets.client + c.packets.server) },
  { key: "bytes", value: (c) => -bytesOf(c) },
  { key: "requests", value: (c) => -c.exchanges },
  { key: "course", value: (c) => -(durationOf(c) ?? 0) },
];

/** Lines of findings on the first screen, and behind a click. */
const FINDINGS_SHOWN = 10;
const FINDINGS_LISTED = 500;

const home = { filter: "", sort: "number", isDescending: false };

function homeView() {
  const words = said(data.summary.page.words);
  const worst = data.summary.severities.error > 0 ? "error" : data.summary.severities.warning > 0 ? "warning" : null;
  return h(
    "main", { id: "main", class: "home" },
    h("section", { class: "outcome " + (worst ?? "none") },
      h("h1", null, sign(worst), " ", words.summary.at(-1)),
      words.summary.slice(0, -1).map((line) => h("p", { class: "dim" }, line)),
      h("p", { class: "counts" }, ["error", "warning", "note"].map((severity) => severityCount(severity)))),
    h("div", { class: "columns" }, findingsSection(), qualitySection(words)),
    connectionsSection(),
  );
}

function severityCount(severity) {
  const count = data.summary.severities[severity];
  return h("button", { type: "button", class: "chip", disabled: count === 0, click: () => setFilter("worst:" + severity) },
    sign(severity), " ", t("with_" + severity, count));
}

/** Findings by name and server, the worst first. */
function sharedFindings() {
  const all = new Map();
  for (const connection of data.connections) {
    const seen = new Set();
    for (const finding of connection.findings) {
      const server = endpoint(connection.server);
      const key = finding.name + " " + server;
      if (seen.has(key)) continue;
      seen.add(key);
      const entry = all.get(key) ?? { name: finding.name, server, severity: finding.severity, connections: [] };
      if (severityRank(finding.severity) > severityRank(entry.severity)) entry.severity = finding.severity;
      entry.connections.push(connection);
      all.set(key, entry);
    }
  }
  return [...all.values()].sort((a, b) => severityRank(b.severity) - severityRank(a.severity) || b.connections.length - a.connections.length);
}

function findingsSection() {
  const shared = sharedFindings();
  const shown = shared.slice(0, FINDINGS_SHOWN);
  const more = shared.slice(FINDINGS_SHOWN, FINDINGS_SHOWN + FINDINGS_LISTED);
  const leftOut = shared.length - shown.length - more.length;
  return h("section", { class: "card findings" },
    h("h2", null, t("findings")),
    shown.length === 0 ? h("p", { class: "dim" }, t("noFindings")) : null,
    h("ul", null, shown.map(findingLine)),
    more.length === 0 ? null : h("details", null, h("summary", null, t("more", shared.length - shown.length)), h("ul", null, more.map(findingLine)),
      leftOut > 0 ? h("p", { class: "dim" }, t("more", leftOut)) : null));
}

function findingLine(entry) {
  const told = entry.connections.find((c) => c.findings[0].name === entry.name);
  return h("li", null,
    sign(entry.severity), " ",
    h("button", { type: "button", class: "plain", click: () => setFilter(`finding:${entry.name} ${entry.server}`) }, entry.name),
    " ", h("span", { class: "dim mono" }, entry.server), " ",
    entry.connections.length === 1 ? null : h("span", { class: "count" }, "× " + entry.connections.length), " ",
    entry.connections.slice(0, 3).map((c) => [link("c" + c.connection, { title: said(c.page.words).headline }, "#" + c.connection), " "]),
    h("span", { class: "dim small" }, topicOf(entry.name).title),
    // The first sentence of a connection's verdict is about its worst finding, unless that is a note.
    told?.findings[0].name === entry.name && told.severity !== "note" ? h("span", { class: "told small" }, said(told.page.words).headline) : null);
}

function qualitySection(words) {
  const lines = [...words.quality, ...words.scans, ...data.warnings.map((w) => said(w.words))];
  const leftOut = data.summary.page.left_out.connections;
  const packets = data.connections.reduce((sum, c) => sum + c.page.left_out.packets, 0);
  const exchanges = data.connections.reduce((sum, c) => sum + c.page.left_out.exchanges, 0);
  if (leftOut > 0) lines.push(t("connectionsLeftOut", leftOut));
  if (packets + exchanges > 0) lines.push(t("partsLeftOut", packets, exchanges));
  return h("section", { class: "card quality" },
    h("h2", null, t("quality")),
    lines.length === 0 ? h("p", { class: "dim" }, t("qualityGood")) : h("ul", null, lines.map((line) => h("li", null, line))),
    h("h2", null, t("capture")),
    h("dl", { class: "facts" },
      h("dt", null, t("file")), h("dd", { class: "mono" }, data.page.files.join(", ") || "–"),
      h("dt", null, t("packets")), h("dd", null, data.summary.packets),
      h("dt", null, t("connectionCount")), h("dd", null, data.summary.connections),
      h("dt", null, t("requests")), h("dd", null, data.summary.exchanges),
      h("dt", null, t("checks")), h("dd", null, t("checkCounts", data.summary.checks.passed, data.summary.checks.failed))));
}

// MARK: The list

function setFilter(text) {
  home.filter = text;
  if (parseRoute(location.hash).view !== "home") location.hash = "";
  else showHomeRows();
  const input = document.getElementById("filter");
  if (input) input.value = text;
  document.getElementById("connections")?.scrollIntoView({ block: "start" });
}

function connectionsSection() {
  const input = h("input", {
    id: "filter", type: "search", value: home.filter, placeholder: t("filterExample"), autocomplete: "off", spellcheck: "false",
    "aria-describedby": "filter-help", input: (event) => { home.filter = event.target.value; showHomeRows(); },
  });
  home.heading = h("div", { class: "row heading", role: "row" }, COLUMNS.map(headingCell));
  const list = new VirtualList({ heading: home.heading, label: t("connections"), rowHeight: isNarrow() ? 92 : 44, maximumHeight: Math.max(320, innerHeight - 220), makeRow: (i) => connectionRow(home.rows[i]) });
  home.list = list;
  lists.add(list);
  home.count = h("p", { class: "dim", role: "status" });
  const section = h("section", { id: "connections", class: "card" },
    h("h2", null, t("connections")),
    h("div", { class: "bar" },
      h("label", { for: "filter" }, t("filter")), input,
      h("label", { class: "narrow-only" }, t("sortBy"), " ", h("select", { change: (e) => sortBy(e.target.value) },
        COLUMNS.map((c) => h("option", { value: c.key, selected: home.sort === c.key }, t("column_" + c.key))))),
      data.summary.exchanges > 0 ? link("waterfall", { class: "button" }, t("waterfall")) : null),
    h("p", { id: "filter-help", class: "dim small" }, t("filterHelp"), " ", h("span", { class: "mono" }, [...FILTERS.keys()].map((k) => k + ":").join(" "))),
    home.count, list.element);
  showHomeRows();
  return section;
}

function headingCell(column) {
  const isSorted = home.sort === column.key;
  return h("div", { class: "cell " + column.key, role: "columnheader", "aria-sort": isSorted ? (home.isDescending ? "descending" : "ascending") : "none" },
    h("button", { type: "button", class: "plain", click: () => sortBy(column.key) }, t("column_" + column.key), isSorted ? (home.isDescending ? " ▼" : " ▲") : ""));
}

function sortBy(key) {
  home.isDescending = home.sort === key && !home.isDescending;
  home.sort = key;
  replace(home.heading, COLUMNS.map(headingCell));
  showHomeRows();
  home.heading.querySelector(`.${key} button`)?.focus();
}

/** All connections in the order that is asked for: a filter that changes need not sort them again. */
function sortedConnections() {
  if (home.sorted?.by !== home.sort) {
    const { value } = COLUMNS.find((c) => c.key === home.sort);
    const rows = data.connections.map((c) => [value(c), c]);
    rows.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x.connection - y.connection));
    home.sorted = { by: home.sort, up: rows.map(([, c]) => c) };
  }
  if (home.isDescending) home.sorted.down ??= home.sorted.up.toReversed();
  return home.isDescending ? home.sorted.down : home.sorted.up;
}

function showHomeRows() {
  const asked = readFilter(home.filter);
  home.rows = sortedConnections().filter(selectorOf(asked));
  home.count.textContent = asked.unknown.length > 0 ? t("filterUnknown", visible(asked.unknown.join(" ")))
    : asked.wrong.length > 0 ? t("filterNotUnderstood", visible(asked.wrong.join(" "))) : t("shownOf", home.rows.length, data.connections.length);
  home.list.show(home.rows.length);
}

function connectionRow(c) {
  const cell = (name, ...children) => h("div", { class: "cell " + name, role: "cell" }, ...children);
  const name = c.tls?.sni ?? c.server_name;
  return h("div", { class: "row", role: "row", click: (event) => { if (!event.target.closest("a")) location.hash = "c" + c.connection; } },
    cell("number", link("c" + c.connection, { "aria-label": t("openConnection", c.connection) }, "#" + c.connection)),
    cell("verdict", sign(c.severity), " ", h("span", { class: "clip", title: said(c.page.words).headline }, said(c.page.words).headline)),
    cell("client mono", endpoint(c.client)),
    cell("server mono", name ? h("span", { class: "clip", title: endpoint(c.server) }, name, " ", h("span", { class: "dim" }, endpoint(c.server))) : endpoint(c.server)),
    cell("start", c.start ? "+" + clockTime(sinceStart(c.start) ?? 0, 3) + " s" : "–"),
    cell("duration", seconds(durationOf(c))),
    cell("packets", c.packets.client + c.packets.server),
    cell("bytes", bytes(bytesOf(c))),
    cell("requests", c.exchanges === 0 ? "" : c.exchanges),
    cell("course", spark(c)));
}

function isNarrow() {
  return innerWidth < 760;
}
