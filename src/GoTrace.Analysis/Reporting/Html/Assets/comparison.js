"use strict";

/* The page of a comparison: the verdict, then figure by figure why. */
const ComparisonPage = (() => {
  const { make, svg } = Dom;
  const { section, later } = TracePage;

  const verdicts = {
    keep: ["Keep", "good"], revert: ["Revert", "bad"], no_difference: ["No difference", "even"], inconclusive: ["Inconclusive", "unclear"],
  };
  const words = {
    improved: "improved", regressed: "regressed", changed: "changed", no_change: "no change", inconclusive: "inconclusive", no_data: "no data",
  };
  const better = { lower: "less is better", higher: "more is better", neither: "neither way is better" };

  const width = 205;
  const height = 30;

  const relative = (f, value) => value === null || value === undefined || !f.baseline_median ? null : value / Math.abs(f.baseline_median);

  /* How far the axis of changes reaches: what does not fit ends in an arrow. */
  function reachOf(figures) {
    const all = [];
    for (const f of figures) {
      for (const v of [f.shift, f.lower, f.upper]) {
        const r = relative(f, v);
        if (r !== null) all.push(Math.abs(r));
      }
    }
    all.sort((a, b) => a - b);
    const wanted = all.length === 0 ? 0.1 : all[Math.floor((all.length - 1) * 0.75)];
    return [0.1, 0.2, 0.5].find(r => r >= wanted) || 1;
  }

  const percent = r => (r > 0 ? "+" : r < 0 ? "−" : "") + Format.number(Math.abs(r) * 100) + "%";

  function axis(reach) {
    const at = r => width / 2 + r / reach * (width / 2 - 14);
    return svg("svg", { class: "axis", width, height: 18, viewBox: `0 0 ${width} 18`, "aria-hidden": "true" },
      [-reach, 0, reach].map(r => svg("text", { x: at(r), y: 13, "text-anchor": r < 0 ? "start" : r > 0 ? "end" : "middle" }, percent(r))));
  }

  /* A row of the forest plot: the change as a point, where it lies as a line, what matters as a band. */
  function forest(f, reach, threshold) {
    const change = relative(f, f.shift);
    const label = `${f.name}: change ${f.change}, interval ${f.interval}, ${words[f.verdict]}`;
    if (change === null) return make("span", { class: "none" }, f.shift === null || f.shift === undefined ? "no data" : "from 0");
    const at = r => width / 2 + Math.max(-reach, Math.min(reach, r)) / reach * (width / 2 - 14);
    const middle = height / 2;
    const parts = [
      svg("rect", { class: "band", x: at(-threshold), y: 0, width: at(threshold) - at(-threshold), height }),
      svg("line", { class: "zero", x1: at(0), x2: at(0), y1: 0, y2: height }),
    ];
    if (f.has_interval) {
      const low = relative(f, f.lower) ?? -Infinity;
      const high = relative(f, f.upper) ?? Infinity;
      parts.push(svg("line", { class: "range", x1: at(low), x2: at(high), y1: middle, y2: middle }));
      parts.push(low < -reach ? arrow(at(-reach), middle, -1) : tick(at(low), middle), high > reach ? arrow(at(reach), middle, 1) : tick(at(high), middle));
    }
    parts.push(Math.abs(change) > reach ? f.has_interval ? null : arrow(at(change), middle, Math.sign(change))
      : svg("rect", { class: "point", x: at(change) - 4.5, y: middle - 4.5, width: 9, height: 9, transform: `rotate(45 ${at(change)} ${middle})` }));
    return svg("svg", { class: `forest ${f.verdict}`, width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label }, svg("title", null, label), parts);
  }

  const tick = (x, y) => svg("line", { class: "range", x1: x, x2: x, y1: y - 4, y2: y + 4 });
  const arrow = (x, y, way) => svg("path", { class: "point", d: `M${x + way * 9} ${y}L${x} ${y - 5}L${x} ${y + 5}Z` });

  /* Every run as a dot, before above after. */
  function dots(f) {
    const all = [...f.baseline_runs, ...f.candidate_runs];
    if (all.length === 0) return make("span", { class: "none" }, "no data");
    const least = Math.min(...all);
    const most = Math.max(...all);
    const at = v => most === least ? width / 2 : 8 + (v - least) / (most - least) * (width - 16);
    const side = (runs, median, y, kind) => [
      runs.map(v => svg("circle", { class: kind, cx: at(v), cy: y, r: 3.5 }, svg("title", null, Format.figure(v, f.unit)))),
      median === null || median === undefined ? [] : svg("line", { class: `median ${kind}`, x1: at(median), x2: at(median), y1: y - 6, y2: y + 6 }),
    ].flat();
    const text = runs => runs.map(v => Format.figure(v, f.unit)).join(", ") || "none";
    return svg("svg", { class: "dots", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Runs before: ${text(f.baseline_runs)}. Runs after: ${text(f.candidate_runs)}.` },
      side(f.baseline_runs, f.baseline_median, 8, "before"), side(f.candidate_runs, f.candidate_median, 22, "after"));
  }

  function figureTable(caption, figures, c, reach) {
    if (figures.length === 0) return null;
    const word = f => make("span", { class: `verdict ${f.verdict}` }, words[f.verdict]);
    const column = (key, name, kind, value, more) => ({ key, name, kind, value, ...more });
    return Table.build(caption, [
      column("name", "Figure", "custom_text", i => figures[i].name, {
        search: i => `${figures[i].name} ${figures[i].meaning} ${words[figures[i].verdict]}`,
        cell: i => make("span", { class: "figure" }, make("code", null, figures[i].name), make("span", { class: "note" }, `${figures[i].meaning}; ${better[figures[i].better]}`)),
      }),
      column("verdict", "Verdict", "custom_text", i => words[figures[i].verdict], { cell: i => word(figures[i]) }),
      column("before", c.baseline, "number", i => figures[i].baseline_median, { cell: i => document.createTextNode(Format.figure(figures[i].baseline_median, figures[i].unit)) }),
      column("after", c.candidate, "number", i => figures[i].candidate_median, { cell: i => document.createTextNode(Format.figure(figures[i].candidate_median, figures[i].unit)) }),
      column("change", "Change", "number", i => relative(figures[i], figures[i].shift), { cell: i => make("span", null, figures[i].change, make("span", { class: "note" }, figures[i].interval)) }),
      column("forest", "Change and where it lies", "custom", () => null, { cell: i => forest(figures[i], reach, c.threshold), head: () => axis(reach) }),
      column("runs", "Runs", "custom", () => null, { cell: i => dots(figures[i]) }),
      column("p", "p", "number", i => figures[i].p_adjusted, { cell: i => document.createTextNode(figures[i].p) }),
    ], figures.length, { rowHeader: "name", filter: true });
  }

  /* The unit of what a change is made up of: not always the figure's own. */
  function partUnit(name) {
    if (name.startsWith("preemptions.")) return "per_second";
    if (/^(sched\.latency|syscalls|gc\.pause)\./.test(name) || name === "work.time") return "ns";
    return name.startsWith("processors.") ? "share" : "count";
  }

  function explanation(f) {
    const unit = partUnit(f.name);
    const parts = f.explained_by;
    const column = (key, name, kind, value, cell) => ({ key, name, kind, value, ...(cell ? { cell } : {}) });
    return Table.build(`What makes up the change of ${f.name} (${f.change})`, [
      column("what", "What", "text", i => parts[i].what),
      column("name", "Which", "code", i => parts[i].name),
      column("before", "Before", "number", i => parts[i].baseline, i => document.createTextNode(Format.figure(parts[i].baseline, unit))),
      column("after", "After", "number", i => parts[i].candidate, i => document.createTextNode(Format.figure(parts[i].candidate, unit))),
      column("share", "Share of the change", "share", i => parts[i].share),
    ], parts.length, { rowHeader: "name", filter: false });
  }

  function distribution(d) {
    const series = [
      { name: "before", histogram: d.baseline, color: "--before", isFilled: true },
      { name: "after", histogram: d.candidate, color: "--after", isFilled: true },
    ];
    const markers = [
      ["median before", d.baseline.p50_ns, "--before"], ["median after", d.candidate.p50_ns, "--after"],
      ["p99 before", d.baseline.p99_ns, "--before"], ["p99 after", d.candidate.p99_ns, "--after"],
    ].map(([name, ns, color]) => ({ name, ns, color }));
    const plot = Histograms.build(`${d.name}: ${d.meaning}`, series, markers);
    if (!plot) return null;
    const rows = [["before", d.baseline], ["after", d.candidate]];
    return make("div", null, make("h3", null, make("code", null, d.name)), make("p", { class: "intro" }, `${d.meaning}; every run of a side weighs the same.`), plot,
      Table.build(`${d.name} on both sides`, [
        { key: "side", name: "Side", kind: "text", value: i => rows[i][0] },
        { key: "count", name: "Samples of all runs", kind: "count", value: i => rows[i][1].count },
        { key: "p50", name: "Median (of the runs' medians)", kind: "ns", value: i => rows[i][1].p50_ns },
        { key: "p99", name: "p99 (median of the runs' p99)", kind: "ns", value: i => rows[i][1].p99_ns },
        { key: "max", name: "Longest", kind: "ns", value: i => rows[i][1].max_ns },
      ], 2, { filter: false }));
  }

  /* A figure's name keeps its small letter. */
  const sentence = text => (/^[a-z_]+\.[a-z]/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1)) + ".";

  function build(c) {
    TimePlots.reset(1);
    Histograms.reset();
    const [title, kind] = verdicts[c.verdict];
    const primary = c.figures.filter(f => f.primary);
    const others = c.figures.filter(f => !f.primary);
    const reach = reachOf(primary);
    const explained = c.figures.filter(f => f.explained_by.length > 0);
    const also = explained.filter(f => !f.primary).slice(0, 12);
    return [
      make("section", { id: "verdict", class: `banner ${kind}`, "aria-labelledby": "verdict-title" },
        make("h2", { id: "verdict-title" }, title),
        make("p", null, sentence(c.reason)),
        c.indicative ? make("p", null, "With one run a side nothing is more than a hint.") : null,
        c.notes.length > 0 ? make("ul", null, c.notes.map(n => make("li", { class: n.level }, make("strong", null, "Warning: "), n.text))) : null),
      section("figures", "Figures the verdict is made from",
        `Changes are relative to the median before. The band is what is too small to matter (${percent(c.threshold).slice(1)}); the line is where the change lies, at ${Format.share(1 - c.alpha)} confidence or the most that so few runs give; p takes into account how many figures were looked at.`,
        legend(c), figureTable("Primary figures", primary, c, reach)),
      section("why", "What explains each change", "The parts that changed most, and their share of the change; a negative share goes the other way.",
        explained.filter(f => f.primary).map(explanation),
        also.length === 0 ? null : later(`What explains changes of other figures (${also.length})`, () => make("div", null, also.map(explanation)))),
      section("distributions", "Distributions over each other", null, c.distributions.map(distribution)),
      section("others", "Other figures", "No verdict is made from these: they help to understand.",
        figureTable("Exploratory figures", others, c, reachOf(others))),
    ];
  }

  const legend = c => make("ul", { class: "legend" },
    [["--before", `before: ${c.baseline}`], ["--after", `after: ${c.candidate}`], ["--good", "improved"], ["--bad", "regressed"], ["--line-0", "changed"], ["--text-soft", "no change, or not clear"]].map(([color, text]) => {
      const mark = make("span", { class: "mark", "aria-hidden": "true" });
      mark.style.background = `var(${color})`;
      return make("li", null, mark, text);
    }));

  const links = [["verdict", "Verdict"], ["figures", "Figures"], ["why", "Why"], ["distributions", "Distributions"], ["others", "Other figures"]];

  return { build, links };
})();
