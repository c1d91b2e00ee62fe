// A plot over time: axes, marks, zoom and pan. What is drawn is given as layers of marks in data units.

const PLOT = { left: 76, right: 12, top: 8, bottom: 30 };

/** Round numbers for an axis, about `count` of them. */
function ticks(low, high, count) {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((f) => f * power).find((s) => s >= rough);
  const all = [];
  for (let value = Math.ceil(low / step) * step; value <= high + step * 1e-9; value += step) all.push(value);
  return all;
}

class Plot {
  /** `layers`: { style, kind: "line" | "steps" | "bars" | "points" | "segments", marks: [[x, y, y2?]] }. `unit` puts a value of y in words, `sizeOf` says how large
   * the unit is that it uses; x goes to `until` at least. */
  constructor({ title, layers, unit, sizeOf = () => 1, until = 0 }) {
    Object.assign(this, { title, unit, sizeOf, until, layers: layers.filter((layer) => layer.marks.length > 0) });
    this.whole = this.extent();
    this.view = { ...this.whole };
    this.canvas = h("div", {
      class: "plot-area", tabindex: "0", role: "img", "aria-label": this.summary(),
      keydown: (event) => this.onKey(event), pointerdown: (event) => this.onDrag(event), dblclick: () => this.reset(),
    });
    this.canvas.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    this.readout = h("p", { class: "dim small mono", "aria-hidden": "true" }, "\u00a0");
    this.canvas.addEventListener("pointermove", (event) => this.onMove(event));
    this.element = h("figure", { class: "plot" },
      h("figcaption", null, h("h3", null, title), " ", this.keys(),
        h("span", { class: "zoom" },
          h("button", { type: "button", "aria-label": t("zoomIn"), click: () => this.zoom(0.5, 0.5) }, "+"),
          h("button", { type: "button", "aria-label": t("zoomOut"), click: () => this.zoom(2, 0.5) }, "−"),
          h("button", { type: "button", click: () => this.reset() }, t("zoomReset")))),
      this.canvas, this.readout);
    // In the next frame: a new height is itself a change of size, which a browser complains of while it tells of one.
    new ResizeObserver(([entry]) => requestAnimationFrame(() => {
      this.width = Math.floor(entry.contentRect.width);
      this.height = this.width < 560 ? 240 : 320;
      this.draw();
    })).observe(this.canvas);
  }

  summary() {
    return this.layers.map((layer) => {
      let [low, high] = [Infinity, -Infinity];
      for (const mark of layer.marks) { low = Math.min(low, mark[1]); high = Math.max(high, mark[2] ?? mark[1]); }
      return t("plotSummary", t("key_" + layer.style), layer.marks.length, this.unit(low), this.unit(high));
    }).join("; ");
  }

  keys() {
    return h("span", { class: "keys small" }, this.layers.map((layer) => h("span", { class: "plot-key " + layer.style }, t("key_" + layer.style))));
  }

  extent() {
    const all = { x0: 0, x1: this.until, y0: 0, y1: 0 };
    for (const { marks } of this.layers) {
      for (const [x, y, y2] of marks) {
        all.x1 = Math.max(all.x1, x);
        all.y1 = Math.max(all.y1, y, y2 ?? 0);
      }
    }
    all.x1 = all.x1 * 1.02 || 1;
    all.y1 = all.y1 * 1.05 || 1;
    return all;
  }

  x(value) { return PLOT.left + ((value - this.view.x0) / (this.view.x1 - this.view.x0)) * (this.width - PLOT.left - PLOT.right); }
  y(value) { return this.height - PLOT.bottom - ((value - this.view.y0) / (this.view.y1 - this.view.y0)) * (this.height - PLOT.top - PLOT.bottom); }

  draw() {
    if (!(this.width > 100)) return;
    const { width, height } = this;
    const svg = g("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    const id = "clip-" + (Plot.count = (Plot.count ?? 0) + 1);
    svg.append(g("clipPath", { id }, g("rect", { x: PLOT.left, y: PLOT.top, width: width - PLOT.left - PLOT.right, height: height - PLOT.top - PLOT.bottom })));
    for (const value of ticks(this.view.x0, this.view.x1, width / 110)) {
      svg.append(g("path", { class: "grid", d: `M${this.x(value)} ${PLOT.top}V${height - PLOT.bottom}` }),
        g("text", { x: this.x(value), y: height - 10, "text-anchor": "middle" }, seconds(value)));
    }
    const size = this.sizeOf(this.view.y1);
    for (const value of ticks(this.view.y0 / size, this.view.y1 / size, 6).map((tick) => tick * size)) {
      svg.append(g("path", { class: "grid", d: `M${PLOT.left} ${this.y(value)}H${width - PLOT.right}` }),
        g("text", { x: PLOT.left - 6, y: this.y(value) + 4, "text-anchor": "end" }, this.unit(value)));
    }
    const clip = g("g", { "clip-path": `url(#${id})` });
    for (const layer of this.layers) clip.append(g("path", { class: `mark ${layer.kind} ${layer.style}`, "data-marks": layer.marks.length, d: this.path(layer) }));
    svg.append(clip);
    replace(this.canvas, svg);
  }

  path({ kind, style, marks }) {
    const at = (value) => value.toFixed(1);
    const parts = [];
    for (const [i, [x, y, y2]] of marks.entries()) {
      const [px, py] = [at(this.x(x)), at(this.y(y))];
      if (kind === "segments") parts.push(`M${px} ${py}V${at(Math.min(this.y(y2), this.y(y) - this.leastHeight(style)))}`);
      else if (kind === "bars") parts.push(`M${px} ${at(this.y(0))}V${py}`);
      else if (kind === "points") parts.push(`M${at(this.x(x) - 2.5)} ${py}h5M${px} ${at(this.y(y) - 2.5)}v5`);
      else if (i === 0) parts.push(`M${px} ${py}`);
      else parts.push(kind === "steps" ? `H${px}V${py}` : `L${px} ${py}`);
    }
    return parts.join("");
  }

  /** What is rare is to be seen, however small it is. */
  leastHeight(style) { return style === "repeated" ? 7 : 1.5; }

  // MARK: Zoom and pan

  /** `at`: the part of the width that stays where it is. */
  zoom(factor, at, atY) {
    const { x0, x1, y0, y1 } = this.view;
    const [mx, my] = [x0 + (x1 - x0) * at, y0 + (y1 - y0) * (atY ?? 0.5)];
    const { whole } = this;
    this.view = {
      x0: Math.max(whole.x0, mx - (mx - x0) * factor), x1: Math.min(whole.x1, mx + (x1 - mx) * factor),
      y0: Math.max(whole.y0, my - (my - y0) * factor), y1: Math.min(whole.y1, my + (y1 - my) * factor),
    };
    this.draw();
  }

  move(dx, dy) {
    const { x0, x1, y0, y1 } = this.view;
    const { whole } = this;
    const sx = Math.min(Math.max(dx * (x1 - x0), whole.x0 - x0), whole.x1 - x1);
    const sy = Math.min(Math.max(dy * (y1 - y0), whole.y0 - y0), whole.y1 - y1);
    this.view = { x0: x0 + sx, x1: x1 + sx, y0: y0 + sy, y1: y1 + sy };
    this.draw();
  }

  reset() {
    this.view = { ...this.whole };
    this.draw();
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [(event.clientX - box.left - PLOT.left) / (this.width - PLOT.left - PLOT.right), 1 - (event.clientY - box.top - PLOT.top) / (this.height - PLOT.top - PLOT.bottom)];
  }

  onWheel(event) {
    // The page scrolls, whichever way; with a key, or once zoomed, the plot zooms.
    const { view, whole } = this;
    const isWhole = view.x0 === whole.x0 && view.x1 === whole.x1 && view.y0 === whole.y0 && view.y1 === whole.y1;
    if (!event.ctrlKey && !event.shiftKey && isWhole) return;
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? 0.8 : 1.25, ...this.place(event));
  }

  onDrag(event) {
    let last = this.place(event);
    const move = (e) => {
      const now = this.place(e);
      this.move(last[0] - now[0], last[1] - now[1]);
      last = this.place(e);
    };
    const end = () => { removeEventListener("pointermove", move); removeEventListener("pointerup", end); };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
  }

  onMove(event) {
    const [px, py] = this.place(event);
    const { x0, x1, y0, y1 } = this.view;
    this.readout.textContent = `${seconds(Number((x0 + px * (x1 - x0)).toPrecision(6)))}  ${this.unit(Math.max(0, y0 + py * (y1 - y0)))}`;
  }

  onKey(event) {
    const move = { ArrowLeft: [-0.2, 0], ArrowRight: [0.2, 0], ArrowUp: [0, 0.2], ArrowDown: [0, -0.2] }[event.key];
    if (move) this.move(...move);
    else if (event.key === "+" || event.key === "=") this.zoom(0.5, 0.5);
    else if (event.key === "-") this.zoom(2, 0.5);
    else if (event.key === "0") this.reset();
    else return;
    event.preventDefault();
  }
}
