// A long list of rows of the same height: only those in view are made.

class VirtualList {
  /** `makeRow(index)` makes an element, which is put in its place. */
  constructor({ label, rowHeight, maximumHeight, makeRow }) {
    Object.assign(this, { rowHeight, maximumHeight, makeRow, count: 0, rows: new Map() });
    this.space = h("div", { class: "space", role: "rowgroup" });
    this.element = h("div", { class: "virtual", tabindex: "0", role: "table", "aria-label": label, scroll: () => this.draw() }, this.space);
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.element);
  }

  show(count) {
    this.count = count;
    this.rows.clear();
    this.space.replaceChildren();
    this.space.style.height = count * this.rowHeight + "px";
    this.element.style.height = Math.min(count * this.rowHeight, this.maximumHeight) + 2 + "px";
    this.element.setAttribute("aria-rowcount", count);
    this.draw();
  }

  draw(everything = false) {
    const height = this.element.clientHeight || this.maximumHeight;
    const first = everything ? 0 : Math.max(0, Math.floor(this.element.scrollTop / this.rowHeight) - 10);
    const last = everything ? Math.min(this.count, 1000) : Math.min(this.count, first + Math.ceil(height / this.rowHeight) + 20);
    for (const [index, row] of this.rows) {
      if (index >= first && index < last) continue;
      if (row.contains(document.activeElement)) continue;
      row.remove();
      this.rows.delete(index);
    }
    for (let index = first; index < last; index++) {
      if (this.rows.has(index)) continue;
      const row = this.makeRow(index);
      row.style.top = index * this.rowHeight + "px";
      row.style.height = this.rowHeight + "px";
      row.setAttribute("aria-rowindex", index + 1);
      this.rows.set(index, row);
      this.space.append(row);
    }
  }

  /** All rows, up to a thousand: on paper nothing scrolls. */
  print() {
    this.draw(true);
    this.element.style.height = this.space.style.height;
  }
}

/** The lists that are shown at the moment. */
const lists = new Set();
