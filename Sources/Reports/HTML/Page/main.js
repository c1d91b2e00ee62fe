// Draws the page anew whenever its fragment, its language or its width changes.

function header() {
  const other = language === "en" ? "zh" : "en";
  return h("header", { class: "top" },
    h("a", { class: "skip", href: "#main", click: (event) => { event.preventDefault(); document.getElementById("main").focus(); } }, t("skip")),
    link("", { class: "brand" }, "tcpexplain"),
    h("span", { class: "files mono" }, data.page.files.map((f) => f.split("/").at(-1)).join(", ")),
    h("span", { class: "spring" }),
    h("button", { type: "button", id: "language", lang: other, click: () => { language = other; render(); document.getElementById("language").focus(); } }, other === "zh" ? "中文" : "English"),
    h("select", { id: "theme", "aria-label": t("theme"), change: (event) => setTheme(event.target.value) },
      ["auto", "light", "dark"].map((theme) => h("option", { value: theme, selected: currentTheme() === theme }, t("theme_" + theme)))));
}

function currentTheme() {
  return document.documentElement.dataset.theme ?? "auto";
}

function setTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

let shown = null;

function render() {
  const route = parseRoute(location.hash);
  lists.clear();
  document.documentElement.lang = language;
  const view = route.view === "connection" ? connectionView(route) : route.view === "waterfall" ? waterfallView() : homeView();
  view.tabIndex = -1;
  replace(document.body, header(), view, h("footer", { class: "dim small" }, t("footer", data.page.version)));
  document.title = route.view === "connection" ? `${t("connection")} ${route.connection} – tcpexplain` : "tcpexplain";
  const place = `${route.view} ${route.connection ?? ""}`;
  if (place !== shown) scrollTo(0, 0);
  else if (route.tab && route.frame === undefined) document.getElementById(route.exchange ? "exchange" : "tabs")?.scrollIntoView({ block: "start" });
  if (shown === null || place !== shown) view.focus({ preventScroll: true });
  shown = place;
}

async function main() {
  try {
    await loadData();
    language = data.page.language;
    render();
    readAhead();
    addEventListener("hashchange", render);
    addEventListener("beforeprint", () => {
      lists.forEach((list) => list.print());
      for (const element of document.querySelectorAll("details")) element.open = true;
    });
    addEventListener("afterprint", render);
    let width = innerWidth;
    addEventListener("resize", () => {
      if (width < 760 !== innerWidth < 760) render();
      width = innerWidth;
    });
  } catch (error) {
    document.body.append(h("p", { role: "alert" }, String(error)));
    throw error;
  }
}

main();
