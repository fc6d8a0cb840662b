"use strict";

/* The plots of one trace over time. */
const TracePlots = (() => {
  const partNames = ["user", "GC worker", "mark assist", "sweep", "stop-the-world", "held in syscall", "scheduling", "idle"];
  const partCount = partNames.length;
  const idle = partCount - 1;
  const rowPixels = 24;

  function bytesOf(base64) {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }

  /* Columns of a table of the page's data, by key. */
  function columns(table) {
    const byKey = {};
    for (const c of table ? table.columns : []) byKey[c.key] = c.ids || c.numbers;
    return byKey;
  }

  /* What all Ps did: parts on top of each other, all of it 100 %. */
  function use(t) {
    const all = bytesOf(t.all);
    const parts = partNames.map((_, p) => t.start_ns.map((_, i) => {
      let whole = 0;
      for (let q = 0; q < partCount; q++) whole += all[i * partCount + q];
      return whole === 0 ? null : all[i * partCount + p] / whole;
    }));
    /* Drawn from the top of the pile down, each from 0: what is below covers it. */
    const order = [...Array(idle).keys()].reverse();
    const series = order.map(p => ({
      name: partNames[p],
      color: `--part-${p}`,
      scale: "share",
      isStacked: true,
      values: parts[p].map((v, i) => {
        if (v === null) return null;
        let sum = 0;
        for (let q = 0; q <= p; q++) sum += parts[q][i];
        return sum;
      }),
    }));
    return TimePlots.create({
      title: "Use of all Ps over time",
      x: t.start_ns,
      series,
      legend: partNames.map((name, p) => ({ name, color: `--part-${p}` })),
      values: (u, index) => partNames.map((_, p) => Format.share(parts[p][index])),
      axes: [{ scale: "share", format: v => Math.round(v * 100) + "%", range: () => [0, 1] }],
    });
  }

  /* What each P did: a row for each, its height filled by the parts of its time. */
  function rows(t) {
    const bytes = bytesOf(t.parts);
    const count = t.start_ns.length;
    const at = (row, slice, part) => bytes[(row * count + slice) * partCount + part];
    let image = null;
    let imageColors = "";

    function paint() {
      const colors = partNames.map((_, p) => Dom.cssVariable(`--part-${p}`));
      if (image && imageColors === colors.join()) return;
      imageColors = colors.join();
      const rgb = colors.map(c => [1, 3, 5].map(i => parseInt(c.slice(i, i + 2), 16)));
      image = document.createElement("canvas");
      image.width = count;
      image.height = t.rows.length * rowPixels;
      const context = image.getContext("2d");
      const pixels = context.createImageData(image.width, image.height);
      for (let row = 0; row < t.rows.length; row++) {
        for (let slice = 0; slice < count; slice++) {
          let sum = 0;
          let y = rowPixels - 1;
          for (let part = 0; part < idle; part++) {
            sum += at(row, slice, part);
            const top = rowPixels - 1 - Math.round(sum / 255 * (rowPixels - 2));
            for (; y > top && y > 0; y--) {
              const offset = 4 * ((row * rowPixels + y) * count + slice);
              [pixels.data[offset], pixels.data[offset + 1], pixels.data[offset + 2]] = rgb[part];
              pixels.data[offset + 3] = 255;
            }
          }
          if (sum + at(row, slice, idle) === 0) continue; // it did not exist
          for (; y > 0; y--) {
            const offset = 4 * ((row * rowPixels + y) * count + slice);
            [pixels.data[offset], pixels.data[offset + 1], pixels.data[offset + 2]] = rgb[idle];
            pixels.data[offset + 3] = 255;
          }
        }
      }
      context.putImageData(pixels, 0, 0);
    }

    function draw(u) {
      paint();
      const ends = [...t.start_ns, t.end_ns];
      const [min, max] = TimePlots.getRange();
      /* All slices but the last are of one length. */
      let first = Math.max(0, ends.findLastIndex(e => e <= min));
      const last = Math.min(count, Math.max(first + 1, ends.findIndex(e => e >= max)));
      u.ctx.imageSmoothingEnabled = false;
      const piece = (from, to) => {
        const left = u.valToPos(ends[from], "x", true);
        const right = u.valToPos(ends[to], "x", true);
        u.ctx.drawImage(image, from, 0, to - from, image.height, left, u.bbox.top, right - left, u.bbox.height);
      };
      if (last === count && count > 1) {
        if (first < count - 1) piece(first, count - 1);
        piece(count - 1, count);
      } else {
        piece(first, last);
      }
    }

    const lines = Math.min(t.rows.length, 24);
    const every = Math.ceil(t.rows.length / lines);
    return TimePlots.create({
      title: "Use of each P over time",
      x: t.start_ns,
      height: Math.max(90, Math.min(640, t.rows.length * Math.max(7, Math.min(26, 420 / t.rows.length)))) + 40,
      series: [{ name: "", values: [], color: "--part-0", scale: "row", isHidden: true }],
      legend: [{ name: "of the P under the cursor," }, ...partNames.map((name, p) => ({ name, color: `--part-${p}` }))],
      values: (u, index) => {
        const row = Math.max(0, Math.min(t.rows.length - 1, Math.floor(u.posToVal(Math.max(0, u.cursor.top), "row"))));
        return ["P" + t.rows[row], ...partNames.map((_, p) => Format.share(at(row, index, p) / 255))];
      },
      axes: [{
        scale: "row", isDown: true, hasNoGrid: true,
        range: () => [0, t.rows.length],
        splits: () => t.rows.map((_, i) => i + 0.5).filter((_, i) => i % every === 0),
        values: (u, splits) => splits.map(v => "P" + t.rows[Math.floor(v)]),
      }],
      draw,
    });
  }

  function runnable(t) {
    return TimePlots.create({
      title: "Ready goroutines and idle Ps over time",
      x: t.start_ns,
      series: [
        { name: "Ps idle beside ready goroutines", values: t.starved, color: "--bad", scale: "ps", format: Format.number, isFilled: true },
        { name: "idle Ps", values: t.idle, color: "--line-5", scale: "ps", format: Format.number },
        { name: "ready goroutines (right)", values: t.runnable, color: "--line-0", scale: "ready", format: Format.number },
      ],
      axes: [
        { scale: "ps", format: Format.number, range: () => [0, Math.max(1, ...t.processors)] },
        { scale: "ready", format: Format.number, isRight: true },
      ],
    });
  }

  const positive = values => values.map(v => v > 0 ? v : null);

  function latency(t) {
    return TimePlots.create({
      title: "Schedule latency of user goroutines over time",
      x: t.start_ns,
      series: [
        { name: "longest", values: positive(t.latency_max_ns), color: "--line-3", scale: "ns", format: Format.duration, isDashes: true, width: 2.5 },
        { name: "p99", values: positive(t.latency_p99_ns), color: "--line-1", scale: "ns", format: Format.duration, isDashes: true, width: 2.5 },
        { name: "median", values: positive(t.latency_p50_ns), color: "--line-0", scale: "ns", format: Format.duration, isDashes: true, width: 2.5 },
      ],
      axes: [{ scale: "ns", format: Format.duration, isLog: true }],
    });
  }

  function preemptions(t) {
    return TimePlots.create({
      title: "Preemptions over time",
      x: t.start_ns,
      height: 150,
      series: [
        { name: "all preemptions", values: t.preemptions, color: "--line-5", scale: "count", format: Format.number, isFilled: true },
        { name: "of user goroutines", values: t.user_preemptions, color: "--line-0", scale: "count", format: Format.number, isFilled: true },
      ],
      axes: [{ scale: "count", format: Format.number, isWhole: true, range: (u, min, max) => [0, Math.max(4, max * 1.08)] }],
    });
  }

  /* Each long syscall as a bar from its beginning to its end; those under way at once lie above each other. */
  function longSyscalls(t, table) {
    const c = columns(table);
    const calls = c.start_ns.map((start, i) => ({ start, end: start + c.length_ns[i], length: c.length_ns[i], isBlocked: c.blocked[i] === 1 }));
    const lanes = [];
    for (const s of calls.slice().sort((a, b) => a.start - b.start)) {
      s.lane = lanes.findIndex(end => end <= s.start);
      if (s.lane < 0) s.lane = lanes.length < 40 ? lanes.push(0) - 1 : lanes.indexOf(Math.min(...lanes));
      lanes[s.lane] = s.end;
    }
    function draw(u) {
      const ratio = devicePixelRatio || 1;
      const lane = u.bbox.height / lanes.length;
      for (const s of calls) {
        const left = u.valToPos(s.start, "x", true);
        const right = u.valToPos(s.end, "x", true);
        u.ctx.fillStyle = Dom.cssVariable(s.isBlocked ? "--part-5" : "--line-0");
        u.ctx.fillRect(left, u.bbox.top + s.lane * lane + 0.1 * lane, Math.max(2 * ratio, right - left), 0.8 * lane);
      }
    }
    return TimePlots.create({
      title: "The longest syscalls over time",
      x: t.start_ns,
      height: 46 + Math.max(18, Math.min(200, lanes.length * 12)),
      series: [{ name: "", values: [], color: "--part-5", scale: "lane", isHidden: true }],
      legend: [{ name: "under way that lost their P", color: "--part-5" }, { name: "others", color: "--line-0" }, { name: "longest of them" }],
      values: (u, index, time) => {
        const now = calls.filter(s => s.start <= time && time <= s.end);
        const blocked = now.filter(s => s.isBlocked).length;
        return [String(blocked), String(now.length - blocked), now.length === 0 ? "-" : Format.duration(Math.max(...now.map(s => s.length)))];
      },
      axes: [{ scale: "lane", range: () => [0, 1], splits: () => [], values: () => [] }],
      draw,
    });
  }

  /* The heap, with the times in which the GC marked behind it and pauses as lines over it. */
  function heap(t, cycleTable, pauseTable) {
    const cycles = columns(cycleTable);
    const pauses = columns(pauseTable);
    function draw(u) {
      const { top, height } = u.bbox;
      const ratio = devicePixelRatio || 1;
      u.ctx.fillStyle = Dom.cssVariable("--band");
      (cycles.start_ns || []).forEach((start, i) => {
        const left = u.valToPos(start, "x", true);
        u.ctx.fillRect(left, top, Math.max(ratio, u.valToPos(start + cycles.length_ns[i], "x", true) - left), height);
      });
      u.ctx.fillStyle = Dom.cssVariable("--bad");
      (pauses.start_ns || []).forEach((start, i) => {
        const left = u.valToPos(start, "x", true);
        u.ctx.fillRect(left, top, Math.max(1.5 * ratio, u.valToPos(start + pauses.length_ns[i], "x", true) - left), 8 * ratio);
      });
    }
    const marks = (u, index, time) => {
      const cycle = (cycles.start_ns || []).findIndex((s, i) => s <= time && time <= s + cycles.length_ns[i]);
      return cycle < 0 ? "" : String(cycles.number[cycle]);
    };
    return TimePlots.create({
      title: "Heap over time",
      x: t.start_ns,
      series: [
        { name: "live objects", values: positive(t.heap_objects), color: "--line-0", scale: "bytes", format: Format.bytes, isFilled: true },
        { name: "goal", values: positive(t.heap_goal), color: "--line-1", scale: "bytes", format: Format.bytes },
      ],
      legend: [
        { name: "live objects", color: "--line-0" }, { name: "goal", color: "--line-1" },
        { name: "GC marks, cycle", color: "--band-mark" }, { name: "longest pauses", color: "--bad" },
      ],
      values: (u, index, time) => [Format.bytes(t.heap_objects[index] || null), Format.bytes(t.heap_goal[index] || null), marks(u, index, time), ""],
      axes: [{ scale: "bytes", format: Format.bytes }],
      draw,
      isUnder: true,
    });
  }

  /* What the plots show, as a table: made when it is opened. */
  function dataTable(t) {
    const all = bytesOf(t.all);
    const column = (key, name, kind, values) => ({ key, name, kind, value: i => values[i] });
    const whole = i => partNames.reduce((sum, _, q) => sum + all[i * partCount + q], 0);
    return Table.build("The values behind the plots over time", [
      column("start_ns", "Start", "start_ns", t.start_ns),
      ...partNames.map((name, p) => ({ key: `part_${p}`, name, kind: "share", value: i => whole(i) === 0 ? null : all[i * partCount + p] / whole(i) })),
      column("runnable", "Ready goroutines", "number", t.runnable),
      column("idle", "Idle Ps", "number", t.idle),
      column("starved", "Idle beside ready", "number", t.starved),
      column("latency", "Waits ended", "count", t.latency_count),
      column("p50", "Median wait", "ns", positive(t.latency_p50_ns)),
      column("p99", "p99 wait", "ns", positive(t.latency_p99_ns)),
      column("max", "Longest wait", "ns", positive(t.latency_max_ns)),
      column("preemptions", "Preemptions", "count", t.preemptions),
      column("starts", "Starts", "count", t.starts),
      column("heap", "Heap", "bytes", positive(t.heap_objects)),
      column("goal", "Heap goal", "bytes", positive(t.heap_goal)),
    ], t.start_ns.length, { filter: false });
  }

  return { use, rows, runnable, latency, preemptions, longSyscalls, heap, dataTable, columns };
})();
