// A connection at a glance: bytes of the client above the line, of the server below it, and marks where something was sent again or reset.

function spark(connection) {
  const { client, server, marks } = connection.page.spark;
  const most = Math.max(1, ...client, ...server);
  // A single byte is still seen beside a megabyte.
  const height = (value) => (value === 0 ? 0 : 1.5 + (9.5 * Math.log(value + 1)) / Math.log(most + 1));
  const bars = (values, up) =>
    values.map((value, i) => (value === 0 ? "" : `M${i * 3 + 1.5} 12V${(up ? 12 - height(value) : 12 + height(value)).toFixed(1)}`)).join("");
  return g(
    "svg",
    { class: "spark", viewBox: "0 0 96 24", role: "img", "aria-label": t("sparkLabel", bytes(connection.bytes.client), bytes(connection.bytes.server)) },
    g("path", { class: "base", d: "M0 12H96" }),
    g("path", { class: "client", d: bars(client, true) }),
    g("path", { class: "server", d: bars(server, false) }),
    g("path", { class: "mark", d: marks.map((i) => `M${i * 3 + 1.5} 0V3M${i * 3 + 1.5} 21V24`).join("") }),
  );
}
