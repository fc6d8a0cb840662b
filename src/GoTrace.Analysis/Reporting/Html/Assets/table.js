"use strict";

/*
 * Tables that sort and filter. A column has a key, a name and a kind, and gives a row's value; it may
 * make its cells itself. Rows are numbers 0, 1, ...
 */
const Table = (() => {
  const { make, newId } = Dom;
  const shownAtFirst = 12;
  const filterFrom = 8;

  const formats = {
    count: v => v === null ? "-" : Format.number(v),
    number: Format.number,
    ns: Format.duration,
    start_ns: Format.duration,
    share: Format.share,
    bytes: Format.bytes,
    id: Format.exact,
    flag: v => v ? "yes" : "",
  };

  const isText = kind => kind === "text" || kind === "code" || kind === "stack" || kind === "custom_text";

  /* Columns of a table as the page's data has it. */
  function columnsOf(table, report) {
    return table.columns.map(c => {
      if (c.kind === "stack") {
        const stacks = c.ids.map(id => id < 0 ? null : framesOf(report.stacks[id], report.texts));
        return {
          key: c.key, name: c.name, kind: c.kind,
          value: row => stacks[row] ? titleOf(stacks[row].frames) : "",
          search: row => stacks[row] ? stacks[row].frames.map(f => f.name + " " + f.file).join(" ") : "",
          cell: row => stackCell(stacks[row]),
        };
      }
      if (c.ids) {
        return { key: c.key, name: c.name, kind: c.kind, value: row => c.ids[row] < 0 ? "" : report.texts[c.ids[row]] };
      }
      return { key: c.key, name: c.name, kind: c.kind, value: row => c.numbers[row] };
    });
  }

  function framesOf(cells, texts) {
    const frames = [];
    for (let i = 0; i + 2 < cells.length; i += 3) {
      frames.push({ name: texts[cells[i]] || "(unknown)", file: texts[cells[i + 1]], line: cells[i + 2] });
    }
    return { frames, more: cells.length % 3 === 1 ? cells[cells.length - 1] : 0 };
  }

  const isStandard = name => /^(archive|bufio|bytes|cmp|compress|container|context|crypto|database|debug|encoding|errors|expvar|flag|fmt|go|hash|html|image|index|internal|io|iter|log|maps|math|mime|net|os|path|plugin|reflect|regexp|runtime|slices|sort|strconv|strings|structs|sync|syscall|testing|text|time|unicode|unique|vendor|weak)[./]/.test(name);

  /* The frames that say most: the innermost one above the runtime, and the program's own that called it. */
  function titleOf(frames) {
    const first = frames.find(f => !/^(runtime|syscall|reflect|sync|internal)[./]/.test(f.name)) || frames[0];
    const own = frames.find(f => !isStandard(f.name));
    return own && own !== first ? `${first.name} ← ${own.name}` : first.name;
  }

  function stackCell(stack) {
    if (!stack) return make("span", { class: "none" }, "(no stack)");
    const list = make("ol", { class: "stack" });
    const details = make("details", { class: "stack" }, make("summary", null, make("code", null, titleOf(stack.frames))), list);
    let isFilled = false;
    details.addEventListener("toggle", () => {
      if (isFilled) return;
      isFilled = true;
      for (const f of stack.frames) {
        list.append(make("li", null, make("code", null, f.name), f.file ? make("span", { class: "place" }, ` ${f.file}:${f.line}`) : null));
      }
      if (stack.more > 0) list.append(make("li", { class: "none" }, `… and ${stack.more} more`));
    });
    return details;
  }

  function cellOf(column, row) {
    if (column.cell) return column.cell(row);
    const value = column.value(row);
    if (column.kind === "code") return make("code", null, value);
    if (isText(column.kind)) return document.createTextNode(value);
    const text = formats[column.kind](value);
    if (column.kind === "share" && value !== null) {
      const bar = make("span", { class: "bar" });
      bar.style.inlineSize = Math.max(0, Math.min(1, value)) * 100 + "%";
      return make("span", { class: "share" }, bar, make("span", null, text));
    }
    return document.createTextNode(text);
  }

  function compare(column, a, b) {
    const x = column.sort ? column.sort(a) : column.value(a);
    const y = column.sort ? column.sort(b) : column.value(b);
    if (typeof x === "string" && typeof y === "string") return x < y ? -1 : x > y ? 1 : 0;
    return x - y;
  }

  const isNone = v => v === null || v === undefined || Number.isNaN(v);

  /*
   * options: rowHeader, the key of the column that names a row; actions(row), what can be done with
   * a row; filter, whether to have a filter (by default where there are many rows).
   */
  function build(caption, columns, rowCount, options = {}) {
    const rows = Array.from({ length: rowCount }, (_, i) => i);
    const state = { sorted: null, isDown: false, filter: "", isAll: rowCount <= shownAtFirst + 3 };
    const body = make("tbody");
    const status = make("p", { class: "status", role: "status" });
    const more = make("button", { type: "button", class: "more", click: () => { state.isAll = true; render(); } });
    const headers = columns.map(c => header(c));
    const head = make("tr", null, headers.map(h => h.cell));
    if (options.actions) head.append(make("td", { class: "action" }));
    const table = make("table", null, make("caption", null, caption), make("thead", null, head), body);
    const scroller = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, table);
    const parts = [];
    if (options.filter ?? rowCount > filterFrom) parts.push(filterBox());
    parts.push(scroller, status, more);

    function header(column) {
      const isUpFirst = isText(column.kind) || column.kind === "start_ns" || column.kind === "id";
      const cell = make("th", { scope: "col", class: isText(column.kind) ? "text" : column.kind === "custom" ? "graph" : "num" });
      if (column.kind === "custom") {
        cell.append(column.name);
        if (column.head) cell.append(column.head());
        return { cell, column };
      }
      cell.append(make("button", {
        type: "button",
        title: column.title,
        click: () => {
          state.isDown = state.sorted === column ? !state.isDown : !isUpFirst;
          state.sorted = column;
          render();
        },
      }, column.name));
      return { cell, column };
    }

    function filterBox() {
      const id = newId("filter");
      return make("div", { class: "filter" },
        make("label", { for: id }, "Filter"),
        make("input", {
          id, type: "search", autocomplete: "off", spellcheck: "false", "aria-label": `Filter: ${caption}`,
          input: e => { state.filter = e.target.value.toLowerCase(); render(); },
        }));
    }

    function matches(row) {
      return columns.some(c => {
        const text = c.search ? c.search(row) : isText(c.kind) ? c.value(row) : c.kind === "id" ? Format.exact(c.value(row)) : "";
        return text.toLowerCase().includes(state.filter);
      });
    }

    function render() {
      let shown = state.filter ? rows.filter(matches) : rows.slice();
      const found = shown.length;
      if (state.sorted) {
        const c = state.sorted;
        const value = c.sort || c.value;
        shown.sort((a, b) => {
          const noneA = isNone(value(a));
          const noneB = isNone(value(b));
          if (noneA || noneB) return noneA - noneB || a - b;
          return (state.isDown ? compare(c, b, a) : compare(c, a, b)) || a - b;
        });
      }
      if (!state.isAll) shown = shown.slice(0, shownAtFirst);
      for (const h of headers) {
        if (h.column === state.sorted) h.cell.setAttribute("aria-sort", state.isDown ? "descending" : "ascending");
        else h.cell.removeAttribute("aria-sort");
      }
      body.replaceChildren(...shown.map(rowOf));
      more.hidden = state.isAll || found <= shown.length;
      more.textContent = `Show all ${found} rows`;
      const total = Math.max(rowCount, options.total || 0);
      const parts = [];
      if (state.filter) parts.push(`${found} of ${rowCount} rows match.`);
      if (total > rowCount) parts.push(`${rowCount} of ${Format.number(total)} are listed here.`);
      status.textContent = parts.join(" ");
      status.hidden = parts.length === 0;
    }

    function rowOf(row) {
      const tr = make("tr");
      columns.forEach((c, i) => {
        const isHeader = options.rowHeader ? c.key === options.rowHeader : i === 0 && isText(c.kind);
        tr.append(make(isHeader ? "th" : "td",
          { scope: isHeader ? "row" : null, class: isText(c.kind) ? "text" : c.kind === "custom" ? "graph" : "num" },
          cellOf(c, row)));
      });
      if (options.actions) tr.append(make("td", { class: "action" }, options.actions(row)));
      return tr;
    }

    render();
    return make("div", { class: "table" }, parts, options.note ? make("p", { class: "note" }, options.note) : null);
  }

  /* A table of the page's data; null where it has no rows. */
  function of(table, report, options = {}) {
    if (!table || table.rows === 0) return null;
    return build(table.caption, columnsOf(table, report), table.rows, { note: table.note, total: table.total, ...options });
  }

  return { build, of };
})();
