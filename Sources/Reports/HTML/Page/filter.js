// What the list of connections shows: words such as `host:10.0.0.1 status:5xx finding:refused`. A word selects what the option of its name selects on
// the command line: of several values of one name any one is enough, all names must hold, and those of an exchange in one exchange.

/** `read` makes a value of a text, or null if it is none; `holds` is asked of a connection, `inExchange` of each of its exchanges. */
const FILTERS = new Map(Object.entries({
  connection: { read: (text) => (/^[1-9]\d*$/.test(text) ? Number(text) : null), holds: (c, number) => c.connection === number },
  // A name may stand in any exchange, or in TLS: `selectorOf` asks for it.
  host: { read: readHost, holds: (c, host) => host.name !== undefined || isAddressOf(c, host) },
  port: { read: (text) => (/^\d{1,5}$/.test(text) && Number(text) < 65_536 ? Number(text) : null), holds: (c, port) => c.client.port === port || c.server.port === port },
  sni: { read: (text) => text.toLowerCase(), holds: (c, name) => isBelow(serverNameOf(c), name) },
  finding: { read: (text) => text, holds: (c, name) => c.findings.some((f) => f.name === name) },
  severity: { read: (text) => severityRank(text) || null, holds: (c, rank) => severityRank(c.severity) >= rank },
  url: { read: readURL, inExchange: (x, test) => x.url !== undefined && test(x.url) },
  method: { read: (text) => text, inExchange: (x, method) => x.method === method },
  status: { read: readStatus, inExchange: (x, test) => x.status !== undefined && test(x.status) },
  after: { read: readMoment, holds: (c, time) => !c.end || nanosecondsOf(c.end) >= time, inExchange: (x, time) => x.end === undefined || x.end >= time },
  before: { read: readMoment, holds: (c, time) => !c.start || nanosecondsOf(c.start) <= time, inExchange: (x, time) => x.start === undefined || x.start <= time },
  // Only here: the worst finding is just this severe, or there is none.
  worst: { read: (text) => (text === "none" ? 0 : severityRank(text) || null), holds: (c, rank) => severityRank(c.severity) === rank },
  protocol: {
    read: (text) => text.toLowerCase(),
    holds: (c, part) => [c.protocol, c.inside?.protocol, c.tls?.version].some((name) => (name ?? "").toLowerCase().includes(part))
      || soughtIn(c).some((x) => x.versions.some((version) => version.includes(part))),
  },
}));

/** What a text asks for; a value may stand in quotation marks, for the sake of its spaces. A name without a value asks for nothing yet. */
function readFilter(text) {
  const asked = { values: new Map(), words: [], wrong: [], unknown: [] };
  for (const word of text.match(/[a-z]+:"[^"]*"|\S+/gi) ?? []) {
    const colon = word.indexOf(":");
    const name = word.slice(0, Math.max(0, colon)).toLowerCase();
    const filter = FILTERS.get(name);
    if (!filter) {
      if (isUnknownName(word)) asked.unknown.push(word);
      else asked.words.push(word.toLowerCase());
      continue;
    }
    const value = word.slice(colon + 1).replace(/^"(.*)"$/, "$1");
    if (value === "") continue;
    const wanted = filter.read(value);
    if (wanted === null) asked.wrong.push(word);
    else asked.values.set(name, [...(asked.values.get(name) ?? []), wanted]);
  }
  return asked;
}

/** `bogus:1`, and neither an address nor a URL. */
function isUnknownName(word) {
  return /^[a-z_-]+:(?!\/\/)/i.test(word) && !/^[\da-f:.]+$/i.test(word);
}

/** What says of a connection whether it is selected. All that does not depend on it is found once. */
function selectorOf({ values, words, wrong, unknown }) {
  if (wrong.length + unknown.length > 0) return () => false;
  const asked = [...values].map(([name, wanted]) => ({ wanted, holds: FILTERS.get(name).holds, inExchange: FILTERS.get(name).inExchange }));
  const ofConnection = asked.filter(({ holds }) => holds);
  const ofExchange = asked.filter(({ inExchange }) => inExchange);
  const hosts = values.get("host") ?? [];
  const hasNames = hosts.some((host) => host.name !== undefined);
  const asksExchanges = ["url", "method", "status"].some((name) => values.has(name));
  const isIn = (x) => ofExchange.every(({ wanted, inExchange }) => wanted.some((value) => inExchange(x, value)));
  return (c) => {
    if (!words.every((word) => searchText(c).includes(word))) return false;
    if (!ofConnection.every(({ wanted, holds }) => wanted.some((value) => holds(c, value)))) return false;
    if (!asksExchanges && !hasNames) return true;
    const isHost = (name) => hosts.some((host) => isAddressOf(c, host) || host.name !== undefined && isBelow(name, host.name));
    if (soughtIn(c).some((x) => isIn(x) && (!hasNames || isHost(x.host)))) return true;
    return !asksExchanges && isHost(serverNameOf(c));
  };
}

function searchText(c) {
  c.searchText ??= [
    endpoint(c.client), endpoint(c.server), c.tls?.sni, c.server_name, c.protocol, c.handshake, c.close, c.severity,
    ...c.findings.map((f) => f.name), c.page.words.en.headline, c.page.words.zh.headline,
  ].filter(Boolean).join(" ").toLowerCase();
  return c.searchText;
}

/** What is looked for in the exchanges of a connection. Their records are read once. */
function soughtIn(c) {
  c.sought ??= exchangesOf(c).map((x) => {
    const start = x.page.start ? nanosecondsOf(x.page.start) : undefined;
    const took = (x.timing?.request ?? 0) + (x.timing?.wait ?? 0) + (x.timing?.response ?? 0);
    return {
      host: hostOfURL(x.page.url), versions: [x.request, x.response, x.request_part, x.response_part].map((m) => (m?.version ?? "").toLowerCase()),
      url: x.page.url, method: x.request?.method, status: x.response?.status, start,
      end: start === undefined ? undefined : start + BigInt(Math.round(took * 1e9)),
    };
  });
  return c.sought;
}

/** Reads what filters look for while nothing else is to be done, so that the first search need not. */
function readAhead() {
  if (!globalThis.requestIdleCallback) return;
  let next = 0;
  const step = (deadline) => {
    while (next < data.connections.length && deadline.timeRemaining() > 2) {
      searchText(data.connections[next]);
      addressesOf(data.connections[next]);
      soughtIn(data.connections[next]);
      next += 1;
    }
    if (next < data.connections.length) requestIdleCallback(step);
  };
  requestIdleCallback(step);
}

// MARK: Values

/** `404`, `5xx`. */
function readStatus(text) {
  if (/^[1-9]\d\d$/.test(text)) return (status) => status === Number(text);
  return /^[1-9]xx$/i.test(text) ? (status) => Math.floor(status / 100) === Number(text[0]) : null;
}

/** A part of a URL, or a regular expression between slashes. */
function readURL(text) {
  if (text.length <= 2 || !text.startsWith("/") || !text.endsWith("/")) return (url) => url.includes(text);
  try {
    const expression = new RegExp(text.slice(1, -1));
    return (url) => expression.test(url);
  } catch {
    return null;
  }
}
