// The ladder: time runs down, the client stands on the left and the server on the right, each with a lane that shows its state.

const measuring = document.createElement("canvas").getContext("2d");

/** A text in lines that fit a width in pixels, at most `most` of them. */
function wrapped(text, width, most) {
  measuring.font = "600 12px system-ui, sans-serif";
  const lines = [];
  let line = "";
  // Chinese breaks between characters, other text at spaces.
  for (const part of visible(text).match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? []) {
    if (line !== "" && measuring.measureText(line + part.trimEnd()).width > width) {
      lines.push(line);
      line = "";
    }
    line += part;
    while (measuring.measureText(line).width > width && line.length > 4) {
      let cut = line.length - 1;
      while (cut > 1 && measuring.measureText(line.slice(0, cut)).width > width) cut = Math.floor(cut * 0.9);
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  if (line.trim() !== "") lines.push(line);
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), lines[most - 1].slice(0, -1) + "…"];
}

const LINE_HEIGHT = 16;
const LANE = 10;
/** How far an arrow falls where no round trip was measured, and the least and the most where one was. */
const DROP = 9;
const DROP_LEAST = 3;
const DROP_MOST = 24;

function elapsedOf(row) {
  return row.packet?.page.elapsed ?? row.icmp?.elapsed ?? row.packets?.[0].page.elapsed;
}

class Ladder {
  constructor(c, found, frame) {
    Object.assign(this, { c, found, opened: new Map(), selected: frame });
    this.element = h("div", { class: "ladder" });
    this.inspector = h("aside", { class: "inspector", "aria-label": t("packet"), hidden: true });
    this.card = new HoverCard((number) => this.hoverContents(number));
    for (const kind of ["pointerover", "pointermove"]) this.element.addEventListener(kind, (event) => this.card.over(event));
    this.element.addEventListener("pointerleave", () => this.card.leave());
    this.width = 0;
    new ResizeObserver(([entry]) => {
      const width = Math.floor(entry.contentRect.width);
      if (width > 0 && width !== this.width) this.draw(width);
    }).observe(this.element);
  }

  /** Where the columns are. */
  layOut(width) {
    this.width = width;
    const isWide = width >= 820;
    const time = width >= 520 ? 108 : 62;
    const states = width >= 640 ? 92 : 2;
    const beside = isWide ? Math.max(300, Math.floor(width * 0.4)) : 0;
    this.stageX = time + 4;
    this.clientX = time + 24 + states;
    this.serverX = width - beside - states - LANE - 4;
    this.detailX = isWide ? width - beside + 6 : this.clientX + LANE + 8;
    this.detailWidth = isWide ? beside - 10 : width - this.detailX - LANE - states - 10;
    Object.assign(this, { isWide, time, hasStates: states > 2 });
  }

  draw(width) {
    this.layOut(width);
    this.rows = ladderRows(this.c, this.found, this.opened);
    this.openRunOfSelected();
    let y = 34;
    let before;
    this.noteStates();
    this.rows.forEach((row, i) => {
      const elapsed = elapsedOf(row);
      row.pause = before !== undefined && elapsed !== undefined ? elapsed - before : 0;
      if (this.isPause(row.pause)) y += 26;
      row.y = y;
      this.measure(row);
      row.drop = this.dropOf(row, this.rows[i + 1]);
      y += row.height;
      before = row.packets?.at(-1).page.elapsed ?? elapsed ?? before;
    });
    const height = y + 16;
    const svg = g("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": t("ladderLabel", this.c.connection) });
    svg.append(...this.drawEnds(height), ...this.drawLanes(height));
    for (const row of this.rows) svg.append(this.drawRow(row));
    const focused = this.element.contains(document.activeElement) ? document.activeElement.dataset.frame : undefined;
    replace(this.element, svg);
    // Opening the fields of a packet makes the ladder narrower, so that it is drawn anew: what was in use stays in use.
    if (focused !== undefined) this.nodeOf(focused)?.focus({ preventScroll: true });
    if (this.inspected !== undefined) this.nodeOf(this.inspected)?.classList.add("selected");
    else if (this.selected !== undefined) this.select(this.selected, false);
  }

  /**
   * How far an arrow falls: half a round trip on the scale of its row, which lasts until the next one. Slow paths and rows that follow at once make it
   * steep, as far as there is room; where nothing follows for long it is flat.
   */
  dropOf(row, next) {
    const trip = (this.c.rtt.handshake ?? this.c.rtt.connect) / 2;
    const lasts = next && elapsedOf(next) - elapsedOf(row);
    if (!row.packet || !Number.isFinite(trip) || !Number.isFinite(lasts)) return DROP;
    const most = this.isWide ? Math.min(DROP_MOST, row.height - 18) : DROP_MOST - 10;
    return lasts <= trip ? most : Math.max(DROP_LEAST, Math.min(most, (row.height * trip) / lasts));
  }

  /** Nothing for long: at least 200 ms, and many round trips. */
  isPause(duration) {
    return duration >= 0.2 && duration > 4 * (this.c.rtt.handshake ?? 0);
  }

  /** Where the lanes have no room beside them, a state that changes is a line below the arrow: no colour tells it alone. */
  noteStates() {
    const states = {};
    for (const row of this.rows) {
      row.states = [];
      const packet = row.packet;
      for (const end of ["client", "server"]) {
        const state = packet?.states[end];
        if (state === undefined || state === states[end]) continue;
        states[end] = state;
        row.states.push([end, state]);
      }
    }
  }

  stateLines(row) {
    if (this.hasStates) return [];
    return row.states.map(([end, state]) => ({ text: `${t(end)}: ${state}`, style: "state-name", end }));
  }

  openRunOfSelected() {
    const run = this.rows.find((row) => row.packets?.some((p) => p.frame === this.selected));
    if (!run) return;
    const index = run.packets.findIndex((p) => p.frame === this.selected);
    this.opened.set(run.key, run.shown + index + 1);
    this.rows = ladderRows(this.c, this.found, this.opened);
  }

  measure(row) {
    if (row.kind === "run") row.height = 30;
    else if (row.kind === "icmp") {
      row.lines = wrapped("ICMP: " + said(row.icmp.words), this.serverX - this.clientX - 30, 3).map((text) => ({ text, style: "note" }));
      row.height = 12 + row.lines.length * LINE_HEIGHT;
    } else {
      row.lines = [...this.stateLines(row), ...packetLines(this.c, row)].flatMap(({ text, style, end }) => wrapped(text, this.detailWidth, 3).map((part) => ({ text: part, style, end })));
      const bands = 15 * (row.packet.stages.length + (row.packet.page.lines ? 1 : 0));
      row.height = this.isWide ? Math.max(34, bands, 8 + row.lines.length * LINE_HEIGHT) : Math.max(bands, 36 + row.lines.length * LINE_HEIGHT);
    }
  }

  drawEnds() {
    const title = (x, anchor, text) => g("text", { x, y: 16, class: "end", "text-anchor": anchor }, text);
    return [
      title(this.clientX + LANE / 2, "middle", t("client")), this.hasStates ? title(this.serverX + LANE / 2, "middle", t("server")) : title(this.width - 1, "end", t("server")),
      g("text", { x: this.time, y: 16, class: "dim", "text-anchor": "end" }, t("frameAndTime")),
    ];
  }

  /** The lanes of both ends: a colour for each state, and its name where it changes. */
  drawLanes(height) {
    const parts = [];
    for (const [end, x] of [["client", this.clientX], ["server", this.serverX]]) {
      let state = null;
      let start = 24;
      const finish = (y) => { if (y > start) parts.push(g("rect", { x, y: start, width: LANE, height: y - start, class: "lane " + (state ?? "unknown") })); };
      for (const row of this.rows) {
        const packet = row.packet ?? row.packets?.at(-1);
        if (!packet || packet.states[end] === undefined || packet.states[end] === state) continue;
        const y = row.y + (packet.from === end ? 18 : 18 + (row.drop ?? DROP));
        finish(y);
        state = packet.states[end];
        start = y;
        if (this.hasStates) {
          const side = end === "client" ? { x: x - 5, "text-anchor": "end" } : { x: x + LANE + 5 };
          parts.push(g("text", { ...side, y: y + 4, class: "state", "data-end": end, "data-frame": packet.frame }, state));
        }
      }
      finish(height - 8);
    }
    return parts;
  }

  drawRow(row) {
    if (row.kind === "run") return this.drawRun(row);
    if (row.kind === "icmp") return this.drawICMP(row);
    const p = row.packet;
    const label = packetLabel(this.c, p);
    const group = g("g", {
      class: `packet ${p.from}${this.arrowStyle(p)}`, transform: `translate(0 ${row.y})`, tabindex: "0", role: "button", "aria-label": label,
      "data-frame": p.frame, "data-from": p.from, "data-steps": p.steps.join(" "),
      click: () => this.select(p.frame, true), keydown: (event) => this.onKey(event, p.frame),
    });
    group.append(g("rect", { class: "hit", width: this.width, height: row.height, rx: 4 }));
    if (row.pins.length > 0) group.append(g("rect", { class: "pinned " + this.c.findings[row.pins[0]].severity, width: 4, height: row.height }));
    group.append(...this.drawPause(row), ...this.drawPlace(p), ...this.drawStages(p, row), ...this.drawArrow(row), ...this.drawBadges(p), ...this.drawLines(row));
    return group;
  }

  drawPause(row) {
    if (!this.isPause(row.pause)) return [];
    return [g("text", { class: "pause", x: (this.clientX + this.serverX) / 2, y: -8, "text-anchor": "middle" }, `⋮ ${seconds(row.pause)}`)];
  }

  drawPlace(p) {
    const time = p.page.elapsed === undefined ? "–" : clockTime(p.page.elapsed, 6);
    if (this.time < 100) return [
      g("text", { class: "frame", x: this.time, y: 16, "text-anchor": "end" }, p.frame),
      g("text", { class: "time", x: this.time, y: 30, "text-anchor": "end" }, p.page.elapsed === undefined ? "–" : clockTime(p.page.elapsed, 3)),
    ];
    return [
      g("text", { class: "frame", x: 38, y: 22, "text-anchor": "end" }, p.frame),
      g("text", { class: "time", x: this.time, y: 22, "text-anchor": "end" }, time),
    ];
  }

  /** Stages of HTTP, and messages of TLS, as bands beside the time. */
  drawStages(p, row) {
    const bands = p.stages.map((stage) => ({ style: "stage-" + stage, text: circled(stage), title: stageName(stage) }));
    if (p.page.lines) bands.push({ style: "stage-tls", text: "T", title: "TLS" });
    const height = row.height / Math.max(1, bands.length);
    return bands.map(({ style, text, title }, i) => g("g", { class: "band" }, g("title", null, title),
      g("rect", { x: this.stageX, y: i * height, width: 16, height: Math.max(2, height - 1), class: style }),
      height >= 14 ? g("text", { x: this.stageX + 8, y: i * height + height / 2 + 4, "text-anchor": "middle" }, text) : null));
  }

  arrowStyle(p) {
    if (p.flags.includes("RST")) return " reset";
    if (p.notes.some((note) => note.endsWith("retransmission"))) return " repeated";
    return p.notes.includes("duplicate-frame") ? " twice" : "";
  }

  drawArrow(row) {
    const p = row.packet;
    const fromClient = p.from === "client";
    const [x1, x2] = fromClient ? [this.clientX + LANE + 1, this.serverX - 1] : [this.serverX - 1, this.clientX + LANE + 1];
    const y1 = 18;
    // An arrow that another one crosses ends below where that one begins.
    const y2 = row.crosses === undefined ? y1 + row.drop : this.rows[row.crosses].y - row.y + y1 + 2 * DROP;
    const length = Math.hypot(x2 - x1, y2 - y1);
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
    const head = `M${x2} ${y2}L${x2 - 9 * ux + 4 * uy} ${y2 - 9 * uy - 4 * ux}L${x2 - 9 * ux - 4 * uy} ${y2 - 9 * uy + 4 * ux}Z`;
    // The text stays clear of an arrow that crosses. On a narrow ladder it is as long as the arrow: it stands level above all of it.
    const isFlat = !this.isWide;
    const at = row.crosses === undefined || isFlat ? 0.5 : 0.3;
    const angle = isFlat ? 0 : (Math.atan2(fromClient ? y2 - y1 : y1 - y2, Math.abs(x2 - x1)) * 180) / Math.PI;
    const [tx, ty] = [x1 + (x2 - x1) * at, (isFlat ? y1 - 2 : y1 + (y2 - y1) * at) - 4];
    return [
      g("line", { class: "arrow", x1, y1, x2, y2 }), g("path", { class: "head", d: head }),
      g("text", { class: "flags", x: tx, y: ty, "text-anchor": "middle", transform: `rotate(${angle.toFixed(2)} ${tx} ${ty})` }, arrowText(p)),
    ];
  }

  /** Steps as badges where the arrow begins: 1 to 3 of the handshake, 1 to 4 of the close. */
  drawBadges(p) {
    const x = p.from === "client" ? this.clientX + LANE + 14 : this.serverX - 14;
    const side = p.from === "client" ? 1 : -1;
    return p.steps.map((step, i) => {
      const [kind, number] = step.split("-");
      return g("g", { class: "badge " + kind, transform: `translate(${x + side * i * 34} 18)`, "data-step": step },
        g("rect", { x: -15, y: -9, width: 30, height: 17, rx: 8 }), g("text", { y: 4, "text-anchor": "middle" }, `${number}/${kind === "wave" ? 4 : 3}`));
    });
  }

  drawLines(row) {
    const top = this.isWide ? 18 + 4 : 36 + 8;
    return row.lines.map(({ text, style, end }, i) => g("text", { class: "line " + style, x: this.detailX, y: top + i * LINE_HEIGHT, "data-end": end }, text));
  }

  drawRun(row) {
    const sum = (end) => row.packets.reduce((total, p) => total + (p.from === end ? p.length : 0), 0);
    const text = "… " + t("run", row.packets.length, sum("client"), sum("server"));
    const open = () => {
      this.opened.set(row.key, row.shown + OPENED_AT_ONCE);
      this.draw(this.width);
      this.nodeOf(row.packets[0].frame)?.focus({ preventScroll: true });
    };
    return g("g", {
      class: "run", transform: `translate(0 ${row.y})`, tabindex: "0", role: "button", "aria-label": text, click: open,
      keydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } },
    }, g("rect", { class: "hit", width: this.width, height: row.height, rx: 4 }),
      g("text", { x: this.clientX + LANE + 12, y: 20 }, wrapped(text, this.width - this.clientX - LANE - 16, 1)[0]));
  }

  drawICMP(row) {
    return g("g", { class: "icmp", transform: `translate(0 ${row.y})`, "data-frame": row.icmp.frame },
      g("text", { class: "frame", x: 38, y: 18, "text-anchor": "end" }, row.icmp.frame),
      row.lines.map(({ text, style }, i) => g("text", { class: "line " + style, x: this.clientX + LANE + 10, y: 18 + i * LINE_HEIGHT }, text)));
  }

  nodeOf(frame) {
    return this.element.querySelector(`.packet[data-frame="${frame}"]`);
  }

  // MARK: Choosing a packet

  hoverContents(frame) {
    const packet = frame === this.inspected ? undefined : this.found.packets.find((p) => p.frame === frame);
    return packet && [h("h3", null, t("frame"), " ", packet.frame), packetContents(this.c, packet, false)];
  }

  select(frame, isAsked) {
    this.card.hide();
    this.selected = frame;
    for (const node of this.element.querySelectorAll(".packet.selected")) node.classList.remove("selected");
    const node = this.nodeOf(frame);
    const packet = this.found.packets.find((p) => p.frame === frame);
    if (!node || !packet) return;
    node.classList.add("selected");
    this.inspected = frame;
    showPacket(this.inspector, this.c, packet, () => {
      this.inspected = undefined;
      this.selected = undefined;
      this.nodeOf(frame)?.classList.remove("selected");
      this.nodeOf(frame)?.focus({ preventScroll: true });
    });
    if (isAsked) noteRoute(`c${this.c.connection}/f${frame}`);
    else scrollBy(0, node.getBoundingClientRect().top - innerHeight / 4); // the fields may cover the lower half
  }

  onKey(event, frame) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" || event.key === " ") this.select(frame, true);
    else if (step) {
      const all = [...this.element.querySelectorAll(".packet, .run")];
      all[all.indexOf(event.currentTarget) + step]?.focus();
    } else return;
    event.preventDefault();
  }
}

function ladderPanel(c, found, frame) {
  const ladder = new Ladder(c, found, frame);
  const leftOut = c.page.left_out.packets;
  return h("section", { class: "card ladder-panel" }, h("h2", { class: "hidden" }, t("tab_ladder")),
    h("p", { class: "dim small" }, t("ladderHelp")),
    leftOut > 0 ? h("p", { class: "caution" }, t("packetsLeftOut", leftOut)) : null,
    h("div", { class: "ladder-and-packet" }, ladder.element, ladder.inspector, ladder.card.element));
}
