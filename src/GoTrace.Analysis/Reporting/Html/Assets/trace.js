"use strict";

/* The page of one trace. */
const TracePage = (() => {
  const { make } = Dom;
  const few = 20; // so few samples say nothing of how they are spread
  const causeColors = ["--whole", "--line-0", "--line-1", "--line-2", "--line-3", "--line-4", "--line-5", "--line-6", "--line-7"];

  function section(id, title, intro, ...children) {
    const present = children.flat().filter(c => c);
    return make("section", { id, "aria-labelledby": `${id}-title` },
      make("h2", { id: `${id}-title` }, title),
      intro ? make("p", { class: "intro" }, intro) : null,
      present.length > 0 ? present : make("p", { class: "none" }, "There is nothing of this in the trace."));
  }

  /* Opens to a table that is made when it is needed. */
  function later(title, build) {
    const details = make("details", { class: "data" }, make("summary", null, title));
    details.addEventListener("toggle", () => {
      if (details.open && details.children.length === 1) details.append(build());
    });
    return details;
  }

  /* A button that shows a row's time in all plots over time. */
  const showButton = table => {
    const c = TracePlots.columns(table);
    return row => make("button", {
      type: "button",
      "aria-label": `Show ${Format.duration(c.start_ns[row])} to ${Format.duration(c.start_ns[row] + c.length_ns[row])} in the plots`,
      click: () => TimePlots.show(c.start_ns[row], c.length_ns[row]),
    }, "Show");
  };

  function build(trace, report) {
    const t = trace.timeline;
    TimePlots.reset(t ? t.end_ns : 1);
    Histograms.reset();
    const tables = trace.tables;
    const table = (name, options) => Table.of(tables[name], report, options);
    const shown = name => table(name, t && tables[name] && tables[name].rows > 0 ? { actions: showButton(tables[name]) } : {});
    const has = name => tables[name] && tables[name].rows > 0;
    const counted = name => has(name) && TracePlots.columns(tables[name]).count.some(c => c > 0);

    const sections = [
      section("headlines", "At a glance", null, headlines(trace), quality(trace, table)),
      section("use", "Use of each P",
        "What the processors did with their time, in parts that add up to all of it. Drag over any plot over time to zoom all of them; double-click to see all again.",
        t ? TracePlots.use(t) : null,
        t && t.rows.length > 0 ? TracePlots.rows(t) : null,
        t && t.rows.length > 0 && t.rows.length < t.rows_total ? make("p", { class: "note" }, `${t.rows.length} of ${t.rows_total} Ps have a row here.`) : null,
        table("processors"),
        t ? later("The values behind the plots over time", () => TracePlots.dataTable(t)) : null),
      section("lost", "Lost parallelism",
        "Goroutines that were ready to run, and Ps that were idle. Where both were there at once, in red, a P could have worked and did not.",
        t ? TracePlots.runnable(t) : null,
        shown("starved")),
      section("latency", "Schedule latency",
        "How long goroutines that were ready waited for a P, by why they had become ready.",
        latencyPlot(trace),
        t && t.latency_count.some(c => c > 0) ? TracePlots.latency(t) : null,
        counted("latency") ? table("latency", { filter: false }) : null,
        table("latency_stacks")),
      section("preemptions", "Preemptions",
        "A running goroutine was made to give way.",
        t && t.preemptions.some(c => c > 0) ? TracePlots.preemptions(t) : null,
        counted("preemption_kinds") ? table("preemption_kinds", { filter: false }) : null,
        table("preemptions", { rowHeader: "function" }),
        lengthsPlot("Time run before a preemption", trace.histograms.stints, "--line-1")),
      section("syscalls", "Syscalls",
        "One that takes long loses its P, and its goroutine has to wait for one afterwards.",
        t && has("long_syscalls") ? TracePlots.longSyscalls(t, tables.long_syscalls) : null,
        shown("long_syscalls"),
        table("long_syscall_stacks"),
        counted("syscalls") ? table("syscalls", { filter: false }) : null,
        lengthsPlot("Lengths of syscalls", trace.histograms.syscalls, "--line-0"),
        table("syscall_stacks")),
      section("gc", "Garbage collection and pauses", null,
        t && (t.heap_objects.some(v => v > 0) || has("gc_cycles") || has("longest_pauses"))
          ? TracePlots.heap(t, tables.gc_cycles, tables.longest_pauses) : null,
        shown("gc_cycles"),
        shown("longest_pauses"),
        counted("pauses") ? table("pauses", { filter: false }) : null,
        table("mutator", { filter: false }),
        table("ranges", { filter: false })),
      section("goroutines", "Goroutines", null, table("goroutines", { rowHeader: "function" }), table("blocks"), table("threads")),
      section("annotations", "Tasks and regions", "What the program itself marked.", table("tasks"), table("regions"), table("logs")),
      section("events", "What was read", null, table("events"), table("damage")),
    ];
    return sections;
  }

  function headlines(trace) {
    return make("dl", { class: "headlines" }, trace.headlines.map(h =>
      make("div", null, make("dt", null, h.label), make("dd", { class: "value" }, h.value), make("dd", { class: "note" }, h.note))));
  }

  function quality(trace, table) {
    const words = { ok: "Good", note: "Note", warn: "Warning" };
    return make("div", { class: "quality" }, make("h3", null, "Data quality"), make("ul", null, trace.quality.map(n =>
      make("li", { class: n.level }, make("strong", null, words[n.level] + ": "), n.text))));
  }

  function latencyPlot(trace) {
    const series = trace.histograms.latency.map((histogram, i) => ({
      name: histogram.name, histogram, color: causeColors[Math.min(i, causeColors.length - 1)], isFilled: i === 0,
      isOff: i > 0 && histogram.count < few,
    }));
    return Histograms.build("Schedule latency by cause", series, percentiles(trace.histograms.latency[0], "--text"));
  }

  const lengthsPlot = (title, histograms, color) => histograms[0].count < few ? null
    : Histograms.build(title, coloured(histograms, color), percentiles(histograms[0], "--text"));

  const coloured = (histograms, color) => histograms.map(histogram => ({ name: histogram.name, histogram, color, isFilled: true }));

  const percentiles = (h, color) => !h || h.count === 0 ? []
    : [{ name: "median", ns: h.p50_ns, color }, { name: "p99", ns: h.p99_ns, color }, { name: "longest", ns: h.max_ns, color }];

  const links = [
    ["headlines", "At a glance"], ["use", "Use of Ps"], ["lost", "Lost parallelism"], ["latency", "Latency"], ["preemptions", "Preemptions"],
    ["syscalls", "Syscalls"], ["gc", "GC"], ["goroutines", "Goroutines"], ["annotations", "Tasks"], ["events", "Read"],
  ];

  return { build, section, later, links };
})();
