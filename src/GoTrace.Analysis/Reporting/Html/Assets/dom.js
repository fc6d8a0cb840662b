"use strict";

/* Makes elements. Text only ever goes in as text: nothing here reads HTML. */
const Dom = (() => {
  const svgNamespace = "http://www.w3.org/2000/svg";

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (typeof value === "function") element.addEventListener(name, value);
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children.flat()) {
      if (child === null || child === undefined) continue;
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return element;
  }

  const make = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
  const svg = (tag, attributes, ...children) => fill(document.createElementNS(svgNamespace, tag), attributes, children);

  let lastId = 0;
  const newId = prefix => `${prefix}-${++lastId}`;

  const cssVariable = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  /* Tells a screen reader. */
  function announce(text) {
    const region = document.getElementById("announcer");
    if (region) region.textContent = text;
  }

  return { make, svg, newId, cssVariable, announce };
})();
