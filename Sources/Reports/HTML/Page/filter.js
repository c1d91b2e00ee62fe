// What the list of connections shows: words such as `host:10.0.0.1 status:5xx finding:refused`, all of which must hold.

const FILTER_KEYS = {
  connection: (c, value) => String(c.connection) === value,
  host: (c, value) => c.client.address.includes(value) || c.server.address.includes(value) || hostsOf(c).some((x) => x.includes(value)),
  port: (c, value) => String(c.client.port) === value || String(c.server.port) === value,
  sni: (c, value) => (c.tls?.sni ?? c.server_name ?? "").toLowerCase().includes(value),
  finding: (c, value) => c.findings.some((f) => f.name.includes(value)),
  severity: (c, value) => (value === "none" ? !c.severity : c.severity === value),
  url: (c, value) => exchangesOf(c).some((x) => (x.page.url ?? "").toLowerCase().includes(value)),
  method: (c, value) => exchangesOf(c).some((x) => (x.request?.method ?? "").toLowerCase() === value),
  status: (c, value) => exchangesOf(c).some((x) => new RegExp("^" + value.replace(/[^\dx]/g, "").replaceAll("x", "\\d") + "$").test(String(x.response?.status ?? ""))),
  protocol: (c, value) => [c.protocol, c.inside?.protocol, c.tls?.version].some((p) => (p ?? "").toLowerCase().includes(value)),
  after: (c, value) => (sinceStart(c.end) ?? 0) >= Number(value),
  before: (c, value) => (sinceStart(c.start) ?? 0) <= Number(value),
};

/** Host names that the requests of a connection name. */
function hostsOf(connection) {
  return exchangesOf(connection).flatMap((x) => (x.request?.headers ?? []).filter(([name]) => name.toLowerCase() === "host").map(([, value]) => (value ?? "").toLowerCase()));
}

function matches(connection, text) {
  return text.toLowerCase().split(/\s+/).filter(Boolean).every((word) => {
    const colon = word.indexOf(":");
    const test = FILTER_KEYS[word.slice(0, colon)];
    if (colon > 0 && test) return test(connection, word.slice(colon + 1));
    return searchText(connection).includes(word);
  });
}

function searchText(c) {
  c.searchText ??= [
    endpoint(c.client), endpoint(c.server), c.tls?.sni, c.server_name, c.protocol, c.handshake, c.close, c.severity,
    ...c.findings.map((f) => f.name), c.page.words.en.headline, c.page.words.zh.headline,
  ].filter(Boolean).join(" ").toLowerCase();
  return c.searchText;
}
