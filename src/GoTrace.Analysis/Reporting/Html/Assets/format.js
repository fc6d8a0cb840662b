"use strict";

/* Numbers as people read them; the same three digits and units as in the other reports. */
const Format = (() => {
  function digits(v) {
    const a = Math.abs(v);
    if (a >= 99.95) return v.toFixed(0);
    const text = a >= 9.995 ? v.toFixed(1) : v.toFixed(2);
    return text.replace(/\.?0+$/, "");
  }

  function scaled(v, steps) {
    const a = Math.abs(v);
    for (const [limit, factor, unit] of steps) {
      if (a < limit) return digits(v / factor) + unit;
    }
    const [, factor, unit] = steps[steps.length - 1];
    return digits(v / factor) + unit;
  }

  const none = v => v === null || v === undefined || !Number.isFinite(v);
  const duration = v => none(v) ? "-" : scaled(v, [[1e3, 1, "ns"], [1e6, 1e3, "µs"], [1e9, 1e6, "ms"], [Infinity, 1e9, "s"]]);
  const number = v => none(v) ? "-"
    : Math.abs(v) < 1e4 ? (Math.abs(v) < 100 ? digits(v) : v.toFixed(0))
    : scaled(v, [[1e6, 1e3, "k"], [1e9, 1e6, "M"], [Infinity, 1e9, "G"]]);
  const bytes = v => none(v) ? "-" : scaled(v, [[1e3, 1, "B"], [1e6, 1e3, "kB"], [1e9, 1e6, "MB"], [Infinity, 1e9, "GB"]]);
  const share = v => none(v) ? "-" : (v * 100).toFixed(1) + "%";
  const exact = v => none(v) ? "-" : String(Math.round(v));

  /* A point in time, in the unit of a plot's end, with as many digits as tell it from one a step further. */
  function time(ns, step, end) {
    if (none(ns)) return "-";
    const [factor, unit] = end >= 1e9 ? [1e9, "s"] : end >= 1e6 ? [1e6, "ms"] : end >= 1e3 ? [1e3, "µs"] : [1, "ns"];
    const decimals = Math.max(0, Math.min(9, Math.ceil(-Math.log10(step / factor) - 1e-9)));
    return (ns / factor).toFixed(decimals) + unit;
  }

  /* A value of a figure of a comparison. */
  function figure(v, unit) {
    switch (unit) {
      case "ns": return duration(v);
      case "per_second": return none(v) ? "-" : number(v) + "/s";
      case "share": return share(v);
      case "bytes": return bytes(v);
      default: return number(v);
    }
  }

  return { duration, number, bytes, share, exact, time, figure };
})();
