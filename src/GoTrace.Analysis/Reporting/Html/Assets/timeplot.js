"use strict";

/* Plots over time. They share one cursor and one range: a drag over any of them zooms all. */
const TimePlots = (() => {
  const { make, cssVariable } = Dom;
  const syncKey = "gotrace-time";
  const leftAxis = 62;
  const rightAxis = 44; // its place is kept free where there is none, so that times stand below each other
  const least = 1e3; // the shortest range to zoom to: a microsecond

  let plots = [];
  let end = 0;
  let range = [0, 0];
  let isSetting = false;
  const listeners = new Set();

  const color = name => () => cssVariable(name);

  function reset(endNs) {
    for (const p of plots) p.destroy();
    plots = [];
    listeners.clear();
    end = endNs;
    range = [0, endNs];
  }

  function setRange(min, max) {
    if (max - min < least) {
      const middle = (min + max) / 2;
      [min, max] = [middle - least / 2, middle + least / 2];
    }
    const width = Math.min(max - min, end);
    min = Math.max(0, Math.min(min, end - width));
    range = [min, min + width];
    isSetting = true;
    for (const p of plots) p.plot.setScale("x", { min: range[0], max: range[1] });
    isSetting = false;
    for (const listener of listeners) listener(range, end);
  }

  const zoom = (factor, at) => {
    const [min, max] = range;
    const center = at === undefined || at === null ? (min + max) / 2 : at;
    setRange(center - (center - min) * factor, center + (max - center) * factor);
  };
  const pan = part => {
    const step = (range[1] - range[0]) * part;
    setRange(range[0] + step, range[1] + step);
  };
  const showAll = () => setRange(0, end);
  const stepOf = () => Math.max(1, (range[1] - range[0]) / 1000);

  /* A row's stretch of time with something around it to see it against. */
  function show(start, length) {
    const around = Math.max(length * 2, end / 500, least);
    setRange(start - around, start + length + around);
  }

  /*
   * What a plot is made of: title; height; x, the slices' beginnings, to which the end is added;
   * series: name, values, color (a CSS variable), format, scale, isFilled, isHidden, isLine;
   * axes: scale, format, isLog, isRight, range; draw(u), draws in its own way, isUnder for
   * below the series; values(u, index, time), texts for the legend in place of the series' values.
   */
  function create(spec) {
    const x = [...spec.x, end];
    const data = [x, ...spec.series.map(s => s.values.length === 0 ? x.map(() => null) : [...s.values, s.values[s.values.length - 1]])];
    const box = make("div", { class: "plot", tabindex: "0", role: "group", "aria-roledescription": "plot over time", "aria-label": `${spec.title}. Arrow keys move along time, plus and minus zoom, 0 shows all.` });
    const canvasHost = make("div", { class: "canvas" });
    const legend = legendOf(spec);
    box.append(legend.element, canvasHost);
    const scales = { x: { time: false, range: (u, min, max) => min === null ? range : [min, max] } };
    for (const a of spec.axes) {
      scales[a.scale] = { distr: a.isLog ? 3 : 1, log: 10, dir: a.isDown ? -1 : 1, range: a.range || (a.isLog ? logRange : linearRange) };
    }
    const plot = new uPlot({
      width: 800,
      height: spec.height || 180,
      scales,
      padding: [8, spec.axes.some(a => a.isRight) ? 0 : rightAxis, 0, 0],
      legend: { show: false },
      cursor: {
        sync: { key: syncKey, setSeries: false, filters: { pub: type => type === "mousemove" || type === "mouseleave" } },
        drag: { x: true, y: false, setScale: true },
        points: { show: false },
        dataIdx: (u, series, closest, value) => floorIndex(x, value),
      },
      series: [{}, ...spec.series.map(seriesOf)],
      axes: [axisX(), ...spec.axes.map(axisOf)],
      hooks: {
        setScale: [(u, key) => {
          if (key === "x" && !isSetting) setRange(u.scales.x.min, u.scales.x.max);
        }],
        setCursor: [u => legend.update(u)],
        drawClear: spec.draw && spec.isUnder ? [u => clipped(u, spec.draw)] : [],
        draw: spec.draw && !spec.isUnder ? [u => clipped(u, spec.draw)] : [],
      },
    }, data, canvasHost);
    const fit = () => plot.setSize({ width: Math.max(200, canvasHost.clientWidth), height: spec.height || 180 });
    const observer = new ResizeObserver(fit);
    observer.observe(canvasHost);
    box.addEventListener("keydown", e => onKey(e, plot, x, legend));
    plots.push({ plot, fit, destroy: () => { observer.disconnect(); plot.destroy(); } });
    return box;
  }

  function seriesOf(s) {
    return {
      label: s.name,
      scale: s.scale,
      stroke: s.isStacked ? "transparent" : color(s.color),
      fill: s.isFilled || s.isStacked ? color(s.isStacked ? s.color : s.color + "-soft") : undefined,
      width: s.isStacked ? 0 : (s.width || 1.5),
      show: !s.isHidden,
      spanGaps: false,
      points: { show: false },
      paths: s.isDashes ? dashes : uPlot.paths.stepped({ align: 1 }),
    };
  }

  /* A dash for each slice that has a value: what lies between them is not known. */
  function dashes(u, seriesIndex, first, last) {
    const x = u.data[0];
    const y = u.data[seriesIndex];
    const stroke = new Path2D();
    const least = 3 * (devicePixelRatio || 1);
    for (let i = Math.max(0, first - 1); i <= last && i < x.length - 1; i++) {
      if (y[i] === null) continue;
      const left = u.valToPos(x[i], "x", true);
      const right = Math.max(left + least, u.valToPos(x[i + 1], "x", true));
      const at = u.valToPos(y[i], u.series[seriesIndex].scale, true);
      stroke.moveTo(left, at);
      stroke.lineTo(right, at);
    }
    return { stroke };
  }

  const axisStyle = () => ({
    stroke: color("--text-soft"),
    grid: { stroke: color("--grid"), width: 1 },
    ticks: { stroke: color("--grid"), width: 1, size: 4 },
    font: "12px system-ui, sans-serif",
  });

  const axisX = () => ({
    ...axisStyle(),
    size: 30,
    values: (u, splits, axis, space, increment) => splits.map(v => Format.time(v, increment, range[1])),
  });

  const axisOf = a => ({
    ...axisStyle(),
    scale: a.scale,
    side: a.isRight ? 1 : 3,
    size: a.isRight ? rightAxis : leftAxis,
    grid: { stroke: color("--grid"), width: 1, show: !a.isRight && !a.hasNoGrid },
    values: a.values || ((u, splits) => splits.map(v => v === null ? "" : a.format(v))),
    ...(a.splits ? { splits: a.splits } : a.isLog ? { splits: (u, index, min, max) => logSplits(min, max) } : {}),
    ...(a.isWhole ? { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6, 1e7] } : {}),
  });

  /* Powers of ten, and what lies between where there are few of them. */
  function logSplits(min, max) {
    const least = Math.floor(Math.log10(min) + 1e-9);
    const most = Math.ceil(Math.log10(max) - 1e-9);
    const steps = most - least <= 2 ? [1, 2, 5] : [1];
    const splits = [];
    for (let e = least; e <= most; e++) {
      for (const s of steps) splits.push(s * Math.pow(10, e));
    }
    return splits.filter(v => v >= min * 0.999 && v <= max * 1.001);
  }

  const linearRange = (u, min, max) => [0, max > 0 ? max * 1.08 : 1];

  function logRange(u, min, max) {
    if (!(max > 0)) return [1, 10];
    return [Math.pow(10, Math.floor(Math.log10(Math.max(1, min)))), Math.pow(10, Math.ceil(Math.log10(max * 1.01)))];
  }

  function floorIndex(x, value) {
    let low = 0;
    let high = x.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (x[middle] <= value) low = middle;
      else high = middle - 1;
    }
    return Math.min(low, Math.max(0, x.length - 2));
  }

  function clipped(u, draw) {
    const { left, top, width, height } = u.bbox;
    u.ctx.save();
    u.ctx.beginPath();
    u.ctx.rect(left, top, width, height);
    u.ctx.clip();
    draw(u);
    u.ctx.restore();
  }

  function legendOf(spec) {
    const time = make("span", { class: "value" });
    const entries = spec.legend || spec.series.filter(s => !s.isHidden);
    const values = entries.map(() => make("span", { class: "value" }));
    const element = make("ul", { class: "legend" },
      make("li", { class: "time" }, "at ", time),
      entries.map((s, i) => {
        const mark = s.color ? make("span", { class: "mark", "aria-hidden": "true" }) : null;
        if (mark) mark.style.background = `var(${s.color})`;
        return make("li", null, mark, s.name + " ", values[i]);
      }));
    let said = "";
    function update(u, isSaid) {
      const index = u.cursor.idx;
      const isOn = index !== null && index !== undefined && u.cursor.left >= 0;
      const at = isOn ? u.posToVal(u.cursor.left, "x") : null;
      time.textContent = isOn ? Format.time(at, stepOf(), range[1]) : "–";
      const texts = !isOn ? entries.map(() => "")
        : spec.values ? spec.values(u, index, at)
        : entries.map(s => s.format(s.shown ? s.shown[index] : s.values[index]));
      values.forEach((v, i) => { v.textContent = texts[i] === undefined ? "" : texts[i]; });
      said = `${time.textContent}: ${entries.map((s, i) => `${s.name} ${texts[i]}`).join(", ")}`;
      if (isSaid) Dom.announce(said);
    }
    return { element, update };
  }

  function onKey(e, u, x, legend) {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const at = u.cursor.left >= 0 ? u.posToVal(u.cursor.left, "x") : (range[0] + range[1]) / 2;
    const move = value => {
      const clamped = Math.max(range[0], Math.min(range[1], value));
      u.setCursor({ left: u.valToPos(clamped, "x"), top: u.cursor.top >= 0 ? u.cursor.top : u.over.clientHeight / 2 }, true, true);
      legend.update(u, true);
    };
    const step = (range[1] - range[0]) / 50;
    switch (e.key) {
      case "ArrowLeft": e.shiftKey ? pan(-0.25) : move(at - step); break;
      case "ArrowRight": e.shiftKey ? pan(0.25) : move(at + step); break;
      case "Home": move(range[0]); break;
      case "End": move(range[1]); break;
      case "+": case "=": zoom(0.5, at); break;
      case "-": zoom(2, at); break;
      case "0": case "Escape": showAll(); break;
      default: return;
    }
    e.preventDefault();
  }

  const redraw = () => { for (const p of plots) p.plot.redraw(); };
  const fitAll = () => { for (const p of plots) p.fit(); };
  const onRange = listener => { listeners.add(listener); listener(range, end); };
  const getRange = () => range.slice();

  return { create, reset, setRange, zoom, pan, show, showAll, redraw, fitAll, onRange, getRange, color, axisStyle, logRange, logSplits };
})();
