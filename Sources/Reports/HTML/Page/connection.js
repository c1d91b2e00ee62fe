// One connection: what happened in words, what was agreed, and its ladder, exchanges or plots.

function connectionView(route) {
  const c = data.byNumber.get(route.connection);
  if (!c) return h("main", { id: "main" }, h("h1", null, t("noConnection", route.connection)), link("", null, t("allConnections")));
  const words = said(c.page.words);
  const found = details(c);
  return h("main", { id: "main", class: "connection" },
    h("nav", { class: "crumbs", "aria-label": t("place") },
      link("", null, t("allConnections")), neighbour(c, -1, "previous"), neighbour(c, 1, "next")),
    h("h1", null, sign(c.severity), " ", t("connection"), " ", c.connection, " ", h("span", { class: "mono ends" }, endpoint(c.client), " → ", endpoint(c.server))),
    h("p", { class: "headline " + (c.severity ?? "none") }, words.headline),
    h("p", { class: "dim" }, words.extent, c.roles === "inferred" ? " · " + t("rolesInferred") : ""),
    h("div", { class: "columns" }, c.findings.length > 0 ? findingsOf(c, found) : null, storySection(c, found)),
    agreedSection(c),
    tabs(c, route),
    panelOf(c, route, found));
}

function neighbour(c, step, label) {
  const rows = home.rows ?? data.connections;
  const other = rows[rows.indexOf(c) + step];
  return other && rows.includes(c) ? link("c" + other.connection, null, t(label), " #" + other.connection) : null;
}

function storySection(c, found) {
  const parts = said(found.story?.words)?.story ?? [];
  return h("section", { class: "card" }, h("h2", null, t("story")),
    h("dl", { class: "story" }, parts.map(([label, text]) => [h("dt", null, label), h("dd", null, text)])));
}

function findingsOf(c, found) {
  const statements = said(found.story?.words)?.findings ?? [];
  return h("section", { class: "card" }, h("h2", null, t("findings")),
    h("ol", { class: "statements" }, c.findings.map((finding, i) => h("li", { class: finding.severity, id: "finding-" + (i + 1) },
      sign(finding.severity), " ", h("strong", null, finding.name), h("p", null, statements[i] ?? ""), h("p", { class: "dim small" }, topicOf(finding.name).meaning),
      h("p", { class: "small" }, t("showFrames"), " ", framesOfFinding(finding, details(c).packets).slice(0, 12).map((f) => [link(`c${c.connection}/f${f}`, null, f), " "]))))));
}

// MARK: What was agreed

const OPTION_NAMES = [["mss", "MSS"], ["window_scale", "window scale"], ["sack_permitted", "SACK"], ["timestamps", "timestamps"], ["fast_open", "Fast Open"], ["multipath", "MPTCP"]];

function optionValue(value) {
  return value === undefined ? "–" : value === true ? "✓" : String(value);
}

function agreedSection(c) {
  const rows = OPTION_NAMES.filter(([key]) => key in c.options.client || key in c.options.server)
    .map(([key, name]) => [name, optionValue(c.options.client[key]), optionValue(c.options.server[key])]);
  rows.push([t("packets"), c.packets.client, c.packets.server], [t("bytes"), bytes(c.bytes.client), bytes(c.bytes.server)]);
  if (c.missing.client + c.missing.server > 0) rows.push([t("missing"), bytes(c.missing.client), bytes(c.missing.server)]);
  const settings = c.http2 ?? c.inside?.http2;
  for (const key of new Set([...Object.keys(settings?.client?.settings ?? {}), ...Object.keys(settings?.server?.settings ?? {})])) {
    rows.push([key, optionValue(settings.client?.settings?.[key]), optionValue(settings.server?.settings?.[key])]);
  }
  const facts = Object.entries(c.numbers).map(([name, value]) => [name, String(value)]);
  if (c.rtt.handshake !== undefined) facts.push([t("handshakeTime"), seconds(c.rtt.handshake)]);
  for (const key of ["version", "cipher", "group", "alpn", "sni", "decrypted"]) {
    if (c.tls?.[key]) facts.push(["TLS " + key, c.tls[key]]);
  }
  facts.push([t("filterOf"), h("code", { class: "filter" }, connectionFilter(c))]);
  return h("details", { class: "card agreed" }, h("summary", null, h("h2", null, t("agreed"))),
    h("div", { class: "columns" },
      h("table", { class: "sides", "aria-label": t("agreed") },
        h("thead", null, h("tr", null, h("td", null, ""), h("th", { scope: "col" }, t("client")), h("th", { scope: "col" }, t("server")))),
        h("tbody", null, rows.map(([name, client, server]) => h("tr", null, h("th", { scope: "row" }, name), h("td", null, client), h("td", null, server))))),
      h("dl", { class: "facts" }, facts.map(([name, value]) => [h("dt", null, name), h("dd", { class: "mono" }, value)]))));
}

/** What Wireshark shows the connection by. */
function connectionFilter(c) {
  const ip = c.client.address.includes(":") ? "ipv6" : "ip";
  return `${ip}.addr == ${c.client.address} && tcp.port == ${c.client.port} && ${ip}.addr == ${c.server.address} && tcp.port == ${c.server.port}`;
}

// MARK: Tabs

function tabs(c, route) {
  const all = [["ladder", `c${c.connection}`], ["exchanges", `c${c.connection}/exchanges`], ["plots", `c${c.connection}/plots`]];
  return h("nav", { class: "tabs", id: "tabs", "aria-label": t("views") }, all.map(([key, fragment]) =>
    key === "exchanges" && c.exchanges === 0 ? null
      : link(fragment, { "aria-current": route.tab === key ? "page" : null }, t("tab_" + key), key === "exchanges" ? ` (${c.exchanges})` : "")));
}

function panelOf(c, route, found) {
  if (route.tab === "exchanges") return exchangesPanel(c, found, route.exchange);
  if (route.tab === "plots") return plotsPanel(c, found);
  return ladderPanel(c, found, route.frame);
}
