"use strict";

/* Puts the page together. */
(() => {
  const { make } = Dom;
  const report = JSON.parse(document.getElementById("data").textContent);
  const app = document.getElementById("app");
  const root = document.documentElement;
  const main = make("main", { id: "main", tabindex: "-1" });

  function themeButton() {
    const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const button = make("button", {
      type: "button",
      click: () => {
        root.dataset.theme = isDark() ? "light" : "dark";
        show();
        redraw();
      },
    });
    const show = () => { button.textContent = isDark() ? "Light" : "Dark"; };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { show(); redraw(); });
    show();
    return button;
  }

  function redraw() {
    TimePlots.redraw();
    Histograms.redraw();
  }

  function zoomBar() {
    const status = make("span", { class: "range" });
    const bar = make("div", { class: "zoom", role: "group", "aria-label": "Zoom of all plots over time" },
      make("button", { type: "button", "aria-label": "Zoom in", click: () => TimePlots.zoom(0.5) }, "+"),
      make("button", { type: "button", "aria-label": "Zoom out", click: () => TimePlots.zoom(2) }, "−"),
      make("button", { type: "button", "aria-label": "Earlier", click: () => TimePlots.pan(-0.5) }, "◀"),
      make("button", { type: "button", "aria-label": "Later", click: () => TimePlots.pan(0.5) }, "▶"),
      make("button", { type: "button", click: () => TimePlots.showAll() }, "All"),
      status);
    const listen = () => TimePlots.onRange(([min, max]) => {
      const step = Math.max(1, (max - min) / 100);
      status.textContent = `${Format.time(min, step, max)} – ${Format.time(max, step, max)}`;
    });
    return { bar, listen };
  }

  function build() {
    const isComparison = !!report.comparisons;
    const pages = isComparison ? report.comparisons : report.traces;
    const names = pages.map(p => isComparison ? `${p.baseline} against ${p.candidate}` : p.name);
    const links = isComparison ? ComparisonPage.links : TracePage.links;
    const zoom = zoomBar();
    const tools = make("div", { class: "tools" });
    const header = make("header", null,
      make("a", { class: "skip", href: "#main" }, "Skip to the figures"),
      make("h1", null, report.title),
      make("div", { class: "topbar" },
        make("nav", { "aria-label": "Sections" }, make("ul", null, links.map(([id, name]) => make("li", null, make("a", { href: `#${id}` }, name))))),
        tools));

    function show(index) {
      main.replaceChildren(...(isComparison ? ComparisonPage.build(pages[index]) : TracePage.build(pages[index], report)));
      if (!isComparison) zoom.listen();
      requestAnimationFrame(() => { TimePlots.fitAll(); Histograms.fitAll(); });
    }

    if (pages.length > 1) {
      const id = Dom.newId("page");
      tools.append(make("label", { for: id }, isComparison ? "Comparison" : "Trace"), make("select", { id, change: e => show(Number(e.target.value)) },
        names.map((name, i) => make("option", { value: i }, name))));
    }
    if (!isComparison) tools.append(zoom.bar);
    tools.append(themeButton());
    app.replaceChildren(header, main, make("div", { id: "announcer", class: "unseen", "aria-live": "polite" }));
    show(0);
  }

  /* Paper is white, and narrower than most screens. */
  let before = null;
  addEventListener("beforeprint", () => {
    before = root.dataset.theme || "";
    root.dataset.theme = "light";
    root.classList.add("printing");
    TimePlots.fitAll();
    Histograms.fitAll();
    redraw();
  });
  addEventListener("afterprint", () => {
    if (before) root.dataset.theme = before;
    else delete root.dataset.theme;
    root.classList.remove("printing");
    TimePlots.fitAll();
    Histograms.fitAll();
    redraw();
  });

  build();
})();
