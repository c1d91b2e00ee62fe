// The rows of a ladder: packets, ICMP errors, and runs of packets of which nothing is to be said.

const SHORT_RUN = 3;
const NOTES_SHOWN = 3;
/** Rows that one click opens. */
const OPENED_AT_ONCE = 200;

/** Pins of one finding at most. */
const PINS = 500;

/** The frames of a finding. Of a loss, which names the first and the last, all that were sent again between them and were needed. */
function framesOfFinding(finding, packets) {
  if (finding.name !== "loss" || finding.frames.length < 2) return finding.frames;
  const [first, last] = [Math.min(...finding.frames), Math.max(...finding.frames)];
  const isAgain = (p) => p.frame >= first && p.frame <= last && p.from === finding.by && p.length > 0
    && p.notes.some((note) => note.endsWith("retransmission")) && !p.notes.includes("spurious-retransmission");
  return [...new Set([...packets.filter(isAgain).slice(0, PINS).map((p) => p.frame), ...finding.frames])].sort((a, b) => a - b);
}

/** Frames of findings, with the numbers of these in the connection's list. */
function pinnedFrames(c, packets) {
  const pins = new Map();
  c.findings.forEach((finding, i) => {
    for (const frame of framesOfFinding(finding, packets)) pins.set(frame, [...(pins.get(frame) ?? []), i]);
  });
  return pins;
}

function ladderRows(c, found, opened) {
  const pins = pinnedFrames(c, found.packets);
  const shownNotes = {};
  const isSpecial = (packet) => {
    const isNew = packet.notes.filter((note) => note !== "window-update").some((note) => (shownNotes[note] = (shownNotes[note] ?? 0) + 1) <= NOTES_SHOWN);
    const { heads, lines, comment } = packet.page;
    return isNew || packet.steps.length > 0 || packet.checks.length > 0 || heads || lines || comment || pins.has(packet.frame)
      || packet.flags.some((flag) => flag === "SYN" || flag === "FIN" || flag === "RST");
  };
  const rows = [];
  let run = [];
  const endRun = () => {
    if (run.length === 0) return;
    const shown = run.length <= SHORT_RUN ? run.length : (opened.get(run[0].frame) ?? 0);
    for (const packet of run.slice(0, shown)) rows.push({ kind: "packet", packet, pins: [] });
    if (shown < run.length) rows.push({ kind: "run", packets: run.slice(shown), key: run[0].frame, shown });
    run = [];
  };
  const events = [...found.packets, ...found.icmp].sort((a, b) => a.frame - b.frame);
  for (const event of events) {
    if (event.type === "packet" && !isSpecial(event)) {
      run.push(event);
      continue;
    }
    endRun();
    rows.push(event.type === "icmp" ? { kind: "icmp", icmp: event } : { kind: "packet", packet: event, pins: pins.get(event.frame) ?? [] });
  }
  endRun();
  markCrossings(rows, c.rtt.handshake);
  return rows;
}

/**
 * A segment whose sender had not received the one before: it acknowledges just what came before that one. The two crossed, so the arrow of
 * the first ends below where the second begins.
 */
function markCrossings(rows, roundTrip) {
  const longest = Math.max(0.05, 1.5 * (roundTrip ?? 0));
  for (let i = 0; i < rows.length; i++) {
    const p = rows[i].packet;
    if (!p || p.length === 0 && !p.flags.includes("FIN") || p.flags.includes("RST") || p.flags.includes("SYN")) continue;
    for (let j = i + 1; j < Math.min(rows.length, i + 4); j++) {
      const q = rows[j].packet;
      if (!q || q.from === p.from) break;
      const isInTime = q.page.elapsed - p.page.elapsed < longest;
      const saysSomething = q.length > 0 || q.flags.includes("FIN");
      if (q.ack === p.seq && saysSomething && isInTime && !q.notes.includes("duplicate-ack")) rows[i].crosses = j;
    }
  }
}

/** What stands beside the arrow of a packet, a line each. */
function packetLines(c, row) {
  const p = row.packet;
  const lines = [];
  for (const step of p.steps) lines.push({ text: stepText(c, p, step), style: "step" });
  for (const check of p.checks) lines.push(checkLine(p, check));
  if (p.steps.length === 0) lines.push({ text: numbersText(p), style: "numbers" });
  for (const [exchange, text] of p.page.heads ?? []) lines.push({ text: `#${exchange} ${text}`, style: "head" });
  for (const words of p.page.lines ?? []) lines.push({ text: said(words), style: "head" });
  for (const note of p.notes) lines.push({ text: (note === "window-update" ? "" : "! ") + noteMeaning(note), style: note === "window-update" ? "dim" : "note" });
  for (const reason of p.page.reasons ?? []) lines.push({ text: said(reason), style: "dim" });
  for (const i of row.pins) lines.push({ text: `◆ ${c.findings[i].name}`, style: "pin " + c.findings[i].severity });
  if (p.page.comment) lines.push({ text: `${t("comment")}: ${p.page.comment}`, style: "dim" });
  return lines;
}

/** `wave 1/4  u = 362 = 3590440546`: relative, and as on the wire. */
function stepText(c, p, step) {
  const letter = { "handshake-1": "x", "handshake-2": "y", "wave-1": "u", "wave-2": "v", "wave-3": "w" }[step];
  if (!letter || c.steps[step] !== p.frame || c.numbers[letter] === undefined) return stepName(step);
  const base = (p.seq - p.page.relative.seq) >>> 0;
  const relative = (c.numbers[letter] - base) >>> 0;
  return `${stepName(step)}  ${letter} = ${relative === 0 ? "" : relative + " = "}${c.numbers[letter]}`;
}

/** `ack = x+1 = 1 = 1893340122 ✓` */
function checkLine(p, check) {
  if (!check.ok) return { text: `✗ ${check.rule}: ${check.actual} ≠ ${check.expected}`, style: check.damaged ? "dim" : "bad" };
  const isACK = check.rule.startsWith("ack");
  const base = isACK ? (p.ack - p.page.relative.ack) >>> 0 : (p.seq - p.page.relative.seq) >>> 0;
  return { text: `${check.rule} = ${(check.actual - base) >>> 0} = ${check.actual} ✓`, style: "good" };
}

function numbersText(p) {
  const { seq, ack } = p.page.relative;
  const covered = p.acked?.bytes > 0 && !p.acked.syn ? ` = ${(ack - p.acked.bytes - (p.acked.fin ? 1 : 0)) >>> 0} + ${p.acked.bytes}${p.acked.fin ? " + 1" : ""}` : "";
  return `seq ${seq}` + (ack === undefined ? "" : `, ack ${ack}${covered}`);
}

/** `PSH ACK · 120` */
function arrowText(p) {
  return (p.flags.join(" ") || "–") + (p.length > 0 ? ` · ${p.length}` : "");
}
