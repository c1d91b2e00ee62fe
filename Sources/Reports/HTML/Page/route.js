// Where in the page one is, as a fragment that can be shared: #c3, #c3/f17, #c3/x2, #c3/plots, #waterfall.

function parseRoute(fragment) {
  const match = /^#?c(\d+)(?:\/(?:f(\d+)|x(\d+)|(exchanges|plots)))?$/.exec(fragment);
  if (!match) return { view: fragment.replace("#", "") === "waterfall" ? "waterfall" : "home" };
  const [, connection, frame, exchange, tab] = match;
  return {
    view: "connection",
    connection: Number(connection),
    frame: frame ? Number(frame) : undefined,
    exchange: exchange ? Number(exchange) : undefined,
    tab: exchange ? "exchanges" : (tab ?? "ladder"),
  };
}

/** Shows another place without a new entry in the history, and without drawing the page anew. */
function noteRoute(fragment) {
  history.replaceState(null, "", "#" + fragment);
}
