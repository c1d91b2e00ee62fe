// The records of the run. Those of a connection stay text until it is opened.

const data = { page: null, summary: null, warnings: [], connections: [], byNumber: new Map(), start: null };

/** Calls `take` with each line of the data, which lies in the page as it is, or compressed and in base64. */
async function forEachLine(take) {
  const element = document.getElementById("data");
  if (element.type !== "application/octet-stream") {
    element.textContent.split("\n").forEach(take);
    return;
  }
  const text = element.textContent;
  element.remove();
  const piece = 1 << 20; // a multiple of 4
  const compressed = new ReadableStream({
    start(controller) {
      for (let at = 0; at < text.length; at += piece) {
        controller.enqueue(Uint8Array.from(atob(text.slice(at, at + piece)), (c) => c.charCodeAt(0)));
      }
      controller.close();
    },
  });
  const reader = compressed.pipeThrough(new DecompressionStream("gzip")).pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    lines.forEach(take);
  }
  take(rest);
}

const CONNECTION_OF_LINE = /^\{"type":"(?:packet|http|icmp|story)".{0,200}?"connection":(\d+)/;

function takeLine(line) {
  if (line === "") return;
  const match = CONNECTION_OF_LINE.exec(line);
  if (match) {
    data.byNumber.get(Number(match[1]))?.lines.push(line);
    return;
  }
  const record = JSON.parse(line);
  switch (record.type) {
    case "page": data.page = record; break;
    case "summary": data.summary = record; break;
    case "warning": data.warnings.push(record); break;
    case "connection":
      record.lines = [];
      data.connections.push(record);
      data.byNumber.set(record.connection, record);
      break;
  }
}

async function loadData() {
  await forEachLine(takeLine);
  data.connections.sort((a, b) => a.connection - b.connection);
  const starts = data.connections.map((c) => Date.parse(c.start)).filter((start) => !Number.isNaN(start));
  data.start = data.summary?.first ? preciseTime(data.summary.first) : null;
  if (data.start === null && starts.length > 0) data.start = { seconds: Math.min(...starts) / 1000, nanoseconds: 0 };
}

/** A time of a record, without the loss of a floating point number for the whole of it. */
function preciseTime(text) {
  return { seconds: Date.parse(text.slice(0, 19) + "Z") / 1000, nanoseconds: Number(text.slice(20, 29)) };
}

/** Seconds from the capture's first packet to a time of a record; undefined where there is no time. */
function sinceStart(text) {
  if (!text || !data.start) return undefined;
  const time = preciseTime(text);
  return time.seconds - data.start.seconds + (time.nanoseconds - data.start.nanoseconds) / 1e9;
}

/** What the records of a connection say, in capture order: packets, exchanges, ICMP errors, its story. */
function details(connection) {
  if (connection.details) return connection.details;
  const found = { packets: [], exchanges: [], icmp: [], story: null };
  for (const line of connection.lines) {
    const record = JSON.parse(line);
    if (record.type === "packet") found.packets.push(record);
    else if (record.type === "http") found.exchanges.push(record);
    else if (record.type === "icmp") found.icmp.push(record);
    else found.story = record;
  }
  found.exchanges.sort((a, b) => a.exchange - b.exchange);
  connection.details = found;
  return found;
}

/** The exchanges of a connection alone. */
function exchangesOf(connection) {
  if (connection.details) return connection.details.exchanges;
  connection.exchangeRecords ??= connection.lines.filter((l) => l.startsWith('{"type":"http"')).map((l) => JSON.parse(l));
  return connection.exchangeRecords;
}

/** How long a connection was open, in seconds. */
function durationOf(connection) {
  return connection.figures?.duration;
}

function bytesOf(connection) {
  return connection.bytes.client + connection.bytes.server;
}

function severityRank(severity) {
  return { error: 3, warning: 2, note: 1 }[severity] ?? 0;
}
