// A preview of a message's content: text, JSON and XML with indents, images, everything else in hexadecimal. It is never put in as markup.

const IMAGE_TYPES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"]);
const HEX_BYTES = 1024;

function contentView(message, content) {
  const size = message.decoded_bytes ?? message.content_bytes;
  const isCut = (content?.bytes ?? 0) < size;
  return h("div", { class: "content" },
    h("p", { class: "small dim" }, t("content"), " ", bytes(message.content_bytes),
      message.decoded_bytes === undefined ? "" : " " + t("decodedTo", bytes(message.decoded_bytes)),
      isCut ? " · " + t("firstBytes", bytes(content?.bytes ?? 0)) : ""),
    content ? preview(content, isCut) : null);
}

function preview(content, isCut) {
  const type = (content.type ?? "").split(";")[0].trim().toLowerCase();
  if (content.text !== undefined) {
    const indented = isCut ? null : type.includes("json") || type === "" ? indentedJSON(content.text) : type.endsWith("xml") ? indentedXML(content.text) : null;
    return [indented === null || indented === content.text ? null : h("p", { class: "small dim" }, t("indented")),
      h("pre", { tabindex: "0" }, (indented ?? content.text).replaceAll("\r\n", "\n"))];
  }
  if (content.base64 === undefined) return null;
  if (IMAGE_TYPES.has(type) && !isCut) return h("img", { alt: t("imageAlt", type), src: `data:${type};base64,${content.base64}` });
  return h("pre", { tabindex: "0", class: "hex" }, hexadecimal(content.base64));
}

function hexadecimal(base64) {
  const all = atob(base64.slice(0, Math.ceil(HEX_BYTES / 3) * 4));
  const lines = [];
  for (let at = 0; at < all.length; at += 16) {
    const codes = [...all.slice(at, at + 16)].map((c) => c.charCodeAt(0));
    const hex = codes.map((code) => code.toString(16).padStart(2, "0")).join(" ").padEnd(48);
    const ascii = codes.map((code) => (code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : ".")).join("");
    lines.push(`${at.toString(16).padStart(8, "0")}  ${hex} ${ascii}`);
  }
  return lines.join("\n");
}
