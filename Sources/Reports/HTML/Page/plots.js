// What the packets of a connection show over time, for what one end sent: sequence numbers, bytes in flight, round trips, bytes a second.

const REPEATED = new Set(["retransmission", "fast-retransmission", "spurious-retransmission"]);
const INTERVALS = 120;

/** Runs through the packets once, and gathers the marks of all plots. */
function seriesOf(c, packets, sender, until = durationOf(c)) {
  const s = { segment: [], repeated: [], ack: [], window: [], sack: [], gap: [], flight: [], allowed: [], rtt: [] };
  let [sent, acked, edge] = [0, 0, null];
  const waiting = [];
  for (const p of packets) {
    const x = p.page.elapsed;
    if (x === undefined || p.notes.includes("duplicate-frame")) continue;
    if (p.from === sender) {
      const start = p.page.relative.seq;
      const end = start + p.length;
      if (p.length > 0) {
        const isRepeated = p.notes.some((note) => REPEATED.has(note));
        (isRepeated ? s.repeated : s.segment).push([x, start, end]);
        if (p.notes.includes("previous-segment-not-captured")) s.gap.push([x, start]);
        // An ACK of what was sent twice says nothing of the time (Karn).
        if (isRepeated) { for (const w of waiting) w.isRepeated ||= w.start < end && start < w.end; }
        else waiting.push({ start, end, x });
      }
      sent = Math.max(sent, end);
    } else if (p.ack !== undefined && !p.flags.includes("RST")) {
      const ack = p.page.relative.ack;
      // A number far below is one that wrapped around, or that of another connection.
      if (ack < 0x80000000) acked = Math.max(acked, ack);
      s.ack.push([x, acked]);
      const size = p.window_bytes ?? p.window;
      if (size !== undefined) { edge = Math.max(edge ?? 0, acked + size); s.window.push([x, acked + size]); s.allowed.push([x, size]); }
      for (const [left, right] of p.page.options.sack ?? []) s.sack.push([x, left, right]);
      // What was received behind a hole is told by SACK, when it came; the ACK that covers it waits for the hole.
      for (const block of reportedBlocks(p, acked)) sampleOf(waiting, (w) => w.start >= block[0] && w.end <= block[1], x, s.rtt);
      sampleOf(waiting, (w) => w.end <= acked, x, s.rtt);
    }
    s.flight.push([x, Math.max(0, sent - acked)]);
  }
  s.rate = ratesOf(until, packets, sender);
  return s;
}

/** The blocks of a SACK, without one that tells of bytes that came twice (RFC 2883): they are acknowledged already, or lie in the next block. */
function reportedBlocks(p, acked) {
  const blocks = p.page.options.sack ?? [];
  const [first, second] = blocks;
  const isDuplicate = first && (first[1] <= acked || second && first[0] >= second[0] && first[1] <= second[1]);
  return isDuplicate ? blocks.slice(1) : blocks;
}

/**
 * Takes the segments that are acknowledged now out of those that wait. The last of them that was sent gives a round trip, unless it was sent
 * twice (Karn): those before it may have waited for a delayed ACK.
 */
function sampleOf(waiting, isCovered, x, samples) {
  let last;
  for (let i = 0; i < waiting.length; i++) {
    if (!isCovered(waiting[i])) continue;
    last = waiting[i];
    waiting.splice(i, 1);
    i -= 1;
  }
  if (last && !last.isRepeated) samples.push([x, x - last.x]);
}

function ratesOf(until, packets, sender) {
  const width = (until ?? 0) / INTERVALS;
  if (!(width > 0)) return [];
  const sums = Array.from({ length: INTERVALS }, () => 0);
  for (const p of packets) {
    if (p.from === sender && p.page.elapsed >= 0) sums[Math.min(INTERVALS - 1, Math.floor(p.page.elapsed / width))] += p.length;
  }
  return sums.map((sum, i) => [(i + 0.5) * width, sum / width]).filter(([, rate]) => rate > 0);
}

function plotsPanel(c, found) {
  const place = h("div", { class: "plots" });
  // What lies between packets that were left out is not known: no line is drawn through it.
  const { from } = c.page.left_out;
  const packets = from === undefined ? found.packets : found.packets.filter((p) => p.frame < from);
  const until = from === undefined ? durationOf(c) : packets.at(-1)?.page.elapsed;
  const show = (sender) => replace(place, plotsOf({ c, packets, until }, sender));
  const sender = c.bytes.server >= c.bytes.client ? "server" : "client";
  show(sender);
  return h("section", { class: "card" }, h("h2", { class: "hidden" }, t("tab_plots")),
    h("p", null, h("label", null, t("sender"), " ", h("select", { id: "sender", change: (event) => show(event.target.value) },
      ["client", "server"].map((end) => h("option", { value: end, selected: end === sender }, `${t(end)} (${bytes(c.bytes[end])})`))))),
    h("p", { class: "dim small" }, t("zoomHelp")),
    c.page.left_out.packets > 0 ? h("p", { class: "caution" }, t("packetsLeftOut", c.page.left_out.packets), from === undefined ? "" : " " + t("plotsEnd", from)) : null,
    place);
}

function plotsOf({ c, packets, until }, sender) {
  const s = seriesOf(c, packets, sender, until);
  const layer = (style, kind) => ({ style, kind, marks: s[style] });
  const rate = (value) => bytes(Math.round(value)) + "/s";
  const size = (value) => bytes(Math.round(value));
  const plots = [
    { title: t("plot_sequence"), unit: size, sizeOf: byteUnit, layers: [layer("window", "steps"), layer("ack", "steps"), layer("segment", "segments"), layer("sack", "segments"), layer("repeated", "segments"), layer("gap", "points")] },
    { title: t("plot_flight"), unit: size, sizeOf: byteUnit, layers: [layer("allowed", "steps"), layer("flight", "steps")] },
    { title: t("plot_rtt"), unit: seconds, layers: [layer("rtt", "points")] },
    { title: t("plot_throughput"), unit: rate, sizeOf: byteUnit, layers: [layer("rate", "bars")] },
  ].filter((plot) => plot.layers.some((l) => l.marks.length > 0));
  if (s.segment.length + s.repeated.length === 0) return [h("p", { class: "dim" }, t("noPlot"))];
  return plots.map((plot) => new Plot({ ...plot, until: until ?? 0 }).element);
}
