// All that is known of one packet.

function packetLabel(c, p) {
  const parts = [`${t("frame")} ${p.frame}`, seconds(p.page.elapsed), `${t(p.from)} → ${t(p.from === "client" ? "server" : "client")}`, arrowText(p)];
  parts.push(...p.steps.map(stepName), ...p.checks.map((check) => checkLine(p, check).text), numbersText(p), ...p.notes.map(noteMeaning));
  parts.push(`${p.states.client ?? "–"} | ${p.states.server ?? "–"}`);
  return parts.join(", ");
}

/** Names and values of all fields. */
function packetFields(c, p) {
  const fields = [
    [t("frame"), p.frame + (p.file_frame === undefined ? "" : ` (${data.page.files[p.file]}: ${p.file_frame})`)],
    [t("time"), p.time ?? "–"],
    [t("elapsed"), p.page.elapsed === undefined ? "–" : p.page.elapsed.toFixed(9) + " s"],
    [t("direction"), `${t(p.from)} → ${t(p.from === "client" ? "server" : "client")}`],
    [t("flags"), p.flags.join(" ") || "–"],
    ["seq", `${p.page.relative.seq} = ${p.seq}`],
    ["ack", p.ack === undefined ? "–" : `${p.page.relative.ack} = ${p.ack}`],
    [t("window"), windowText(p)],
    [t("length"), `${p.length} B` + (p.page.captured < p.length ? ` (${t("captured", p.page.captured)})` : "")],
  ];
  for (const step of p.steps) fields.push([t("step"), stepText(c, p, step)]);
  for (const check of p.checks) fields.push([t("sum"), checkLine(p, check).text]);
  if (p.acked) fields.push([t("acknowledges"), [p.acked.syn && "SYN", p.acked.bytes > 0 && bytes(p.acked.bytes), p.acked.fin && "FIN"].filter(Boolean).join(" + ") || "–"]);
  fields.push([t("states"), `${t("client")} ${p.states.client ?? "–"}, ${t("server")} ${p.states.server ?? "–"}`]);
  for (const stage of p.stages) fields.push([t("stage"), `${circled(stage)} ${stageName(stage)}`]);
  for (const note of p.notes) fields.push([note, noteMeaning(note)]);
  for (const reason of p.page.reasons ?? []) fields.push([t("reason"), said(reason)]);
  for (const [name, value] of Object.entries(p.page.options)) fields.push([name, optionText(name, value)]);
  fields.push(["TTL", p.page.ttl], ["IP ID", p.page.identification], [t("checksum"), t("checksum_" + p.page.checksum)]);
  if (p.interface) fields.push([t("interface"), p.interface]);
  if (p.process) fields.push([t("process"), [p.process.name, p.process.pid].filter(Boolean).join(" ")]);
  if (p.page.comment) fields.push([t("comment"), p.page.comment]);
  return fields;
}

function windowText(p) {
  if (p.window === undefined) return "–";
  return p.window_bytes === undefined || p.window_bytes === p.window ? p.window : `${p.window_bytes} (${p.window} × ${p.window_bytes / p.window})`;
}

function optionText(name, value) {
  if (name === "sack") return value.map(([left, right]) => `${left}–${right}`).join(", ");
  return Array.isArray(value) ? value.join(", ") : value === true ? "✓" : String(value);
}

function showPacket(element, c, p, closed) {
  const close = () => { element.hidden = true; closed(); };
  element.hidden = false;
  element.onkeydown = (event) => { if (event.key === "Escape") close(); };
  replace(element,
    h("div", { class: "inspector-title" }, h("h3", null, t("frame"), " ", p.frame), h("button", { type: "button", click: close, "aria-label": t("close") }, "×")),
    packetContents(c, p, true));
}

/** Findings, messages, all fields and the display filter of a packet; with links and a button, or for reading only. */
function packetContents(c, p, isInteractive) {
  const filter = `frame.number == ${p.file_frame ?? p.frame}`;
  const head = (exchange, text) => (isInteractive ? link(`c${c.connection}/x${exchange}`, null, text) : text);
  return [
    c.findings.map((finding, i) => framesOfFinding(finding, details(c).packets).includes(p.frame)
      ? h("p", { class: "pin " + finding.severity }, "◆ ", h("strong", null, finding.name), " ", said(details(c).story?.words)?.findings[i] ?? "", " ", h("span", { class: "dim" }, topicOf(finding.name).meaning)) : null),
    (p.page.heads ?? []).map(([exchange, text]) => h("p", null, head(exchange, `#${exchange} ${text}`))),
    (p.page.lines ?? []).map((words) => h("p", null, said(words))),
    h("dl", { class: "facts" }, packetFields(c, p).map(([name, value]) => [h("dt", null, name), h("dd", { class: "mono" }, value)])),
    h("p", { class: "small" }, t("wireshark"), " ", h("code", { class: "filter" }, filter), " ", isInteractive ? copyButton(filter) : null),
  ];
}

function copyButton(text) {
  return h("button", { type: "button", class: "small-button", click: async (event) => {
    try {
      await navigator.clipboard.writeText(text);
      event.target.textContent = "✓";
    } catch {
      // Not allowed here: the text can be selected.
    }
  } }, t("copy"));
}
