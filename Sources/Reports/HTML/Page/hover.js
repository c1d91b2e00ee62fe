// What stands beside the pointer while it rests on a packet: all of its fields, and what Wireshark shows it by.

/** How long the pointer rests until the card appears, and until it goes when the pointer has left the packet and the card: in milliseconds. */
const HOVER_SHOWS = 150;
const HOVER_GOES = 300;

class HoverCard {
  /** `contents(frame)` makes what is shown of a packet; nothing where its fields are shown already. */
  constructor(contents) {
    this.contents = contents;
    // Whoever does not use a pointer gets the same by Enter, with names.
    this.element = h("div", { class: "hover-card", "aria-hidden": "true", hidden: true, pointerenter: () => clearTimeout(this.timer), pointerleave: () => this.leave() });
    this.onKey = (event) => { if (event.key === "Escape") this.hide(); };
    this.onScroll = () => this.hide();
  }

  /** The pointer is over a packet, or over none. A finger has no place to rest. */
  over(event) {
    if (event.pointerType === "touch") return;
    const frame = event.target.closest(".packet")?.dataset.frame;
    [this.x, this.y] = [event.clientX, event.clientY];
    if (frame === this.frame) {
      if (frame !== undefined && !this.element.hidden) clearTimeout(this.timer);
      return;
    }
    this.frame = frame;
    clearTimeout(this.timer);
    this.timer = frame === undefined ? setTimeout(() => this.hide(), HOVER_GOES) : setTimeout(() => this.show(), HOVER_SHOWS);
  }

  leave() {
    this.frame = undefined;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hide(), HOVER_GOES);
  }

  show() {
    const contents = this.element.isConnected && this.contents(Number(this.frame));
    if (!contents) {
      this.hide();
      return;
    }
    replace(this.element, contents);
    this.element.hidden = false;
    this.element.scrollTop = 0;
    this.place();
    addEventListener("keydown", this.onKey);
    addEventListener("scroll", this.onScroll);
  }

  /** Beside the pointer, so that the arrow stays in view; where neither side has room for it, above or below. */
  place() {
    const { style } = this.element;
    Object.assign(style, { left: "0", top: "0", maxHeight: "" });
    const { width, height } = this.element.getBoundingClientRect();
    const isRight = this.x + 20 + width <= innerWidth - 8;
    let [left, top] = [isRight ? this.x + 20 : this.x - 20 - width, Math.min(this.y + 16, innerHeight - height - 8)];
    if (left < 8) {
      const fitsBelow = this.y < innerHeight / 2;
      const room = (fitsBelow ? innerHeight - this.y : this.y) - 24;
      style.maxHeight = `${room}px`;
      [left, top] = [Math.min(this.x, innerWidth - width - 8), fitsBelow ? this.y + 16 : this.y - 16 - Math.min(height, room)];
    }
    Object.assign(style, { left: `${Math.max(8, left)}px`, top: `${Math.max(8, top)}px` });
  }

  hide() {
    clearTimeout(this.timer);
    this.frame = undefined;
    this.element.hidden = true;
    removeEventListener("keydown", this.onKey);
    removeEventListener("scroll", this.onScroll);
  }
}
