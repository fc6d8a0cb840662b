"use strict";

/* Distributions of lengths of time over each other, on a logarithmic axis. */
const Histograms = (() => {
  const { make } = Dom;
  let plots = [];

  /* The clock of traces has steps of 64 ns: below half a microsecond only doublings are told apart. */
  function bounds(max) {
    const all = [0];
    for (let b = 64; ; b *= 2) {
      all.push(b);
      if (b >= 512) all.push(b * Math.SQRT2);
      if (b > max) return all;
    }
  }

  /* Series: name, color, histogram with buckets of three numbers: from, to, how much. */
  function binned(series) {
    let max = 64;
    for (const s of series) {
      for (let i = 0; i < s.histogram.buckets.length; i += 3) max = Math.max(max, s.histogram.buckets[i + 1]);
    }
    const edges = bounds(Math.min(max, 1e15));
    const shares = series.map(s => {
      const bins = new Array(edges.length - 1).fill(0);
      let whole = 0;
      for (let i = 0; i < s.histogram.buckets.length; i += 3) {
        const [from, to, amount] = s.histogram.buckets.slice(i, i + 3);
        const bin = Math.max(0, edges.findLastIndex(e => e <= from));
        const edge = edges[bin + 1];
        /* A bucket that lies over an edge is divided by it. */
        const over = edge < to && bin + 1 < bins.length ? Math.log(to / edge) / Math.log(to / from) : 0;
        bins[Math.min(bin, bins.length - 1)] += amount * (1 - over);
        if (over > 0) bins[bin + 1] += amount * over;
        whole += amount;
      }
      return bins.map(b => whole > 0 ? b / whole : 0);
    });
    return { edges, shares };
  }

  /* The same height for the same share of a length as much longer: bins below half a microsecond are twice as wide. */
  const density = (share, from, to) => share * 0.5 / Math.log2(to / Math.max(from, 32));

  function longer(shares) {
    const all = new Array(shares.length + 1).fill(0);
    for (let i = shares.length - 1; i >= 0; i--) all[i] = all[i + 1] + shares[i];
    return all;
  }

  function build(title, series, markers) {
    const present = series.filter(s => s.histogram.buckets.length > 0);
    if (present.length === 0) return null;
    const { edges, shares } = binned(present);
    let first = edges.length;
    let last = 0;
    for (const s of shares) {
      s.forEach((v, i) => { if (v > 0) { first = Math.min(first, i); last = Math.max(last, i); } });
    }
    first = Math.max(0, first - 1);
    last = Math.min(shares[0].length - 1, last + 1);
    const x = edges.slice(first, last + 2).map(e => Math.max(e, 32));
    const part = shares.map(s => s.slice(first, last + 1));
    const tails = shares.map(s => longer(s).slice(first, last + 2));
    let isTail = false;

    const id = Dom.newId("mode");
    const host = make("div", { class: "canvas" });
    const mode = make("select", {
      id,
      change: e => { isTail = e.target.value === "tail"; draw(); },
    }, make("option", { value: "density" }, "how many are of a length"), make("option", { value: "tail" }, "how many are longer"));
    const time = make("span", { class: "value" });
    const values = present.map(() => make("span", { class: "value" }));
    const isOff = present.map(s => !!s.isOff);
    const legend = make("ul", { class: "legend" }, make("li", { class: "time" }, time),
      present.map((s, i) => {
        const mark = make("span", { class: "mark", "aria-hidden": "true" });
        mark.style.background = `var(${s.color})`;
        if (present.length === 1) return make("li", null, mark, s.name + " ", values[i]);
        const button = make("button", {
          type: "button", "aria-pressed": !isOff[i],
          click: () => {
            isOff[i] = !isOff[i];
            button.setAttribute("aria-pressed", !isOff[i]);
            draw();
          },
        }, mark, s.name);
        return make("li", null, button, " ", values[i]);
      }));
    const box = make("div", { class: "plot distribution", tabindex: "0", role: "group", "aria-roledescription": "distribution", "aria-label": `${title}. Arrow keys move along lengths.` },
      make("div", { class: "mode" }, make("label", { for: id }, "Show "), mode), legend, host);
    const entry = { plot: null, fit: () => entry.plot && entry.plot.setSize({ width: Math.max(200, host.clientWidth), height: 240 }) };
    plots.push(entry);

    function update(u, isSaid) {
      const i = u.cursor.idx;
      const isOn = i !== null && i !== undefined && u.cursor.left >= 0 && i < x.length - (isTail ? 0 : 1);
      time.textContent = !isOn ? "" : isTail ? `longer than ${Format.duration(edges[first + i])}`
        : `${Format.duration(edges[first + i])} to ${Format.duration(edges[first + i + 1])}`;
      values.forEach((v, s) => {
        const share = !isOn ? null : isTail ? tails[s][i] : part[s][i];
        v.textContent = share === null || share === undefined ? "" : percent(share);
      });
      if (isSaid && isOn) Dom.announce(`${time.textContent}: ${present.map((s, n) => `${s.name} ${values[n].textContent}`).join(", ")}`);
    }

    function draw() {
      if (entry.plot) entry.plot.destroy();
      const data = [x, ...(isTail
        ? tails.map(t => t.map(v => v > 0 ? v : null))
        : part.map(p => [...p.map((v, i) => density(v, edges[first + i], edges[first + i + 1])), null]))];
      entry.plot = new uPlot({
        width: Math.max(200, host.clientWidth || 800),
        height: 240,
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, points: { show: false }, dataIdx: (u, s, closest, value) => Math.max(0, x.findLastIndex(b => b <= value)) },
        scales: {
          x: { time: false, distr: 3, log: 10, range: () => [x[0], x[x.length - 1]] },
          y: isTail ? { distr: 3, log: 10, range: (u, min) => [Math.pow(10, Math.floor(Math.log10(Math.max(1e-9, min)))), 1] } : { range: (u, min, max) => [0, max * 1.08 || 1] },
        },
        series: [{}, ...present.map(s => ({
          label: s.name,
          show: !isOff[present.indexOf(s)],
          stroke: TimePlots.color(s.color),
          fill: !isTail && s.isFilled ? TimePlots.color(s.color + "-soft") : undefined,
          width: s.isFilled ? 2 : 1.5,
          dash: s.dash,
          points: { show: false },
          paths: uPlot.paths.stepped({ align: 1 }),
        }))],
        axes: [
          {
            ...TimePlots.axisStyle(), size: 30,
            splits: (u, index, min, max) => TimePlots.logSplits(min, max),
            values: (u, splits) => splits.map(v => Format.duration(v)),
          },
          {
            ...TimePlots.axisStyle(), size: 62,
            values: (u, splits) => splits.map(v => v === null ? "" : percent(v)),
            ...(isTail ? { splits: (u, index, min, max) => TimePlots.logSplits(min, max) } : {}),
          },
        ],
        hooks: { setCursor: [u => update(u)], draw: [u => drawMarkers(u, markers || [])] },
      }, data, host);
    }

    const observer = new ResizeObserver(entry.fit);
    entry.disconnect = () => observer.disconnect();
    draw();
    observer.observe(host);
    box.addEventListener("keydown", e => {
      const u = entry.plot;
      if (e.target !== box || (e.key !== "ArrowLeft" && e.key !== "ArrowRight")) return;
      const now = u.cursor.left >= 0 && u.cursor.idx !== null ? u.cursor.idx : 0;
      const next = Math.max(0, Math.min(x.length - 2, now + (e.key === "ArrowLeft" ? -1 : 1)));
      u.setCursor({ left: u.valToPos(Math.sqrt(x[next] * x[next + 1]), "x"), top: 10 });
      update(u, true);
      e.preventDefault();
    });
    return box;
  }

  function percent(v) {
    const p = v * 100;
    return p === 0 ? "0%" : p >= 9.95 ? p.toFixed(Math.abs(p - Math.round(p)) < 0.05 ? 0 : 1) + "%" : p >= 0.095 ? p.toFixed(1) + "%" : p >= 0.00095 ? p.toPrecision(1) + "%" : "<0.001%";
  }

  /* Markers: name, ns, color. Labels step down so as not to lie over each other. */
  function drawMarkers(u, markers) {
    const { ctx } = u;
    const ratio = devicePixelRatio || 1;
    ctx.save();
    ctx.font = `${12 * ratio}px system-ui, sans-serif`;
    ctx.textBaseline = "top";
    markers.filter(m => m.ns > 0).forEach((m, i) => {
      const at = Math.round(u.valToPos(m.ns, "x", true));
      if (at < u.bbox.left - 1 || at > u.bbox.left + u.bbox.width + 1) return;
      ctx.strokeStyle = ctx.fillStyle = Dom.cssVariable(m.color);
      ctx.setLineDash([4 * ratio, 3 * ratio]);
      ctx.lineWidth = ratio;
      ctx.beginPath();
      ctx.moveTo(at, u.bbox.top);
      ctx.lineTo(at, u.bbox.top + u.bbox.height);
      ctx.stroke();
      const text = `${m.name} ${Format.duration(m.ns)}`;
      const isLeft = at + ctx.measureText(text).width + 6 * ratio > u.bbox.left + u.bbox.width;
      ctx.textAlign = isLeft ? "right" : "left";
      ctx.fillText(text, at + (isLeft ? -4 : 4) * ratio, u.bbox.top + (2 + 15 * (i % 4)) * ratio);
    });
    ctx.restore();
  }

  function reset() {
    for (const p of plots) {
      if (p.disconnect) p.disconnect();
      if (p.plot) p.plot.destroy();
    }
    plots = [];
  }

  const redraw = () => { for (const p of plots) p.plot.redraw(); };
  const fitAll = () => { for (const p of plots) p.fit(); };

  return { build, reset, redraw, fitAll };
})();
