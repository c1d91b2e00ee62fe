// A long list of rows of the same height: only those in view are made.

class VirtualList {
  /** `makeRow(index)` makes an element, which is put in its place; `heading` is a row that stays above them. */
  constructor({ label, rowHeight, maximumHeight, makeRow, heading }) {
    Object.assign(this, { rowHeight, maximumHeight, makeRow, count: 0, rows: new Map() });
    this.space = h("div", { class: "space", role: "presentation" });
    this.scroller = h("div", { class: "virtual", tabindex: "0", role: "rowgroup", "aria-label": label, scroll: () => this.draw() }, this.space);
    this.element = h("div", { role: "table", "aria-label": label }, heading ? h("div", { role: "rowgroup" }, heading) : null, this.scroller);
    this.heading = heading;
    this.firstIndex = heading ? 2 : 1;
    new ResizeObserver(() => this.draw()).observe(this.scroller);
  }

  show(count) {
    this.count = count;
    this.rows.clear();
    this.space.replaceChildren();
    this.space.style.height = count * this.rowHeight + "px";
    this.scroller.style.height = Math.min(count * this.rowHeight, this.maximumHeight) + 2 + "px";
    this.scroller.scrollTop = 0;
    this.element.setAttribute("aria-rowcount", count + this.firstIndex - 1);
    this.draw();
  }

  draw(everything = false) {
    const height = this.scroller.clientHeight || this.maximumHeight;
    // Columns stand below their headings, however wide the scroll bar is.
    if (this.heading) this.heading.style.marginInlineEnd = this.scroller.offsetWidth - this.scroller.clientWidth + "px";
    const first = everything ? 0 : Math.max(0, Math.floor(this.scroller.scrollTop / this.rowHeight) - 10);
    const last = everything ? Math.min(this.count, 1000) : Math.min(this.count, first + Math.ceil(height / this.rowHeight) + 20);
    for (const [index, row] of this.rows) {
      if (index >= first && index < last) continue;
      if (row.contains(document.activeElement)) continue;
      row.remove();
      this.rows.delete(index);
    }
    // All at once into the document.
    const made = new DocumentFragment();
    for (let index = first; index < last; index++) {
      if (this.rows.has(index)) continue;
      const row = this.makeRow(index);
      row.style.top = index * this.rowHeight + "px";
      row.style.height = this.rowHeight + "px";
      row.setAttribute("aria-rowindex", index + this.firstIndex);
      this.rows.set(index, row);
      made.append(row);
    }
    this.space.append(made);
  }

  /** All rows, up to a thousand: on paper nothing scrolls. */
  print() {
    this.draw(true);
    this.scroller.style.height = this.space.style.height;
  }
}

/** The lists that are shown at the moment. */
const lists = new Set();
