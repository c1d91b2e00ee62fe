// The exchanges of a connection: a table, and one of them with its fields and content.

const HEADING_CLASSES = { frames: "frames", sent: "number sent", received: "number", wait: "number wait", took: "number" };

function exchangesPanel(c, found, chosen) {
  const rows = found.exchanges;
  const place = h("div", { id: "exchange" });
  const section = h("section", { class: "card" }, h("h2", { class: "hidden" }, t("tab_exchanges")),
    c.page.left_out.exchanges > 0 ? h("p", { class: "caution" }, t("exchangesLeftOut", c.page.left_out.exchanges)) : null,
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("tab_exchanges") }, h("table", { class: "exchanges", "aria-label": t("tab_exchanges") },
      h("thead", null, h("tr", null, ["number", "method", "url", "status", "frames", "sent", "received", "wait", "took"].map((key) => h("th", { scope: "col", class: HEADING_CLASSES[key] ?? null }, t("exchange_" + key))))),
      h("tbody", null, rows.map((x) => exchangeRow(c, x, x.exchange === chosen))))),
    place);
  const x = rows.find((row) => row.exchange === chosen) ?? (rows.length === 1 ? rows[0] : null);
  if (x) place.append(exchangeView(c, x));
  return section;
}

function exchangeRow(c, x, isChosen) {
  const { wait } = x.timing;
  const requestPart = x.request ?? x.request_part;
  const responsePart = x.response ?? x.response_part;
  return h("tr", { "aria-current": isChosen ? "true" : null, "data-exchange": x.exchange },
    h("td", null, link(`c${c.connection}/x${x.exchange}`, null, "#" + x.exchange)),
    h("td", null, requestPart?.method ?? "–"), h("td", { class: "url", title: x.page.url }, requestPart?.target ?? "–"),
    h("td", { class: statusClass(responsePart?.status) }, responsePart?.status ?? "–"),
    h("td", { class: "frames" }, framesOf(requestPart, responsePart)),
    h("td", { class: "number sent" }, bytes(requestPart?.content_bytes)), h("td", { class: "number" }, bytes(responsePart?.content_bytes)),
    h("td", { class: "number wait" }, seconds(wait)), h("td", { class: "number took" }, seconds(tookOf(x))));
}

/** How long an exchange took in all; undefined while it was not answered. */
function tookOf(x) {
  const { request, wait, response } = x.timing;
  if (wait === undefined && response === undefined || !(x.response ?? x.response_part)) return undefined;
  return (nanoseconds(request ?? 0) + nanoseconds(wait ?? 0) + nanoseconds(response ?? 0)) / 1e9;
}

function framesOf(request, response) {
  const span = (m) => (m.first_frame === m.last_frame ? `${m.first_frame}` : `${m.first_frame}–${m.last_frame}`);
  return [request, response].filter(Boolean).map(span).join(" → ");
}

function statusClass(status) {
  return status >= 500 ? "bad" : status >= 400 ? "warn" : "";
}

function exchangeView(c, x) {
  const request = x.request ?? x.request_part;
  const response = x.response ?? x.response_part;
  return h("article", { class: "exchange", "data-exchange": x.exchange },
    h("h3", null, said(x.page.words)),
    x.page.url ? h("p", { class: "mono break" }, x.page.url) : null,
    timingBar(x),
    h("div", { class: "columns" },
      messageView(c, t("request"), request && `${request.method ?? "?"} ${request.target ?? "?"} ${request.version}`, request, x.page.request_content),
      messageView(c, t("response"), response && `${response.version} ${response.status ?? ""} ${response.reason ?? ""}`, response, x.page.response_content)),
    x.interim.map((m) => h("p", { class: "small mono" }, `${m.status} ${m.reason}`)));
}

function timingBar(x) {
  const parts = ["request", "wait", "response"].map((key) => [key, x.timing[key] ?? 0]);
  const total = parts.reduce((sum, [, value]) => sum + value, 0);
  if (total === 0) return null;
  return h("div", { class: "timing" },
    h("div", { class: "bar-track" }, parts.map(([key, value]) => h("span", { class: "part " + key, style: { width: (100 * value) / total + "%" } }))),
    h("p", { class: "small" }, parts.map(([key, value]) => [h("span", { class: "key " + key }, ""), ` ${t("part_" + key)} ${seconds(value)}  `])));
}

function messageView(c, title, startLine, message, content) {
  if (!message) return h("section", { class: "message" }, h("h4", null, title), h("p", { class: "dim" }, t("notCaptured")));
  const frames = [...new Set([message.first_frame, message.last_frame])];
  return h("section", { class: "message" },
    h("h4", null, title, " ", h("span", { class: "small" }, t("frames"), " ", frames.map((f) => [link(`c${c.connection}/f${f}`, null, f), " "]))),
    h("p", { class: "mono start-line break" }, startLine),
    message.complete ? null : h("p", { class: "caution" }, t("incomplete")),
    message.violations ? h("p", { class: "caution" }, message.violations.join(", ")) : null,
    h("table", { class: "fields", "aria-label": title }, h("tbody", null, [...message.headers, ...(message.trailers ?? [])].map(([name, value]) =>
      h("tr", null, h("th", { scope: "row" }, name), h("td", { class: "break" }, value ?? t("fieldUnknown")))))),
    message.content_bytes > 0 || content ? contentView(message, content) : null);
}
