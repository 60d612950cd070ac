// Pieces of the page. Whatever comes from a ledger goes in as text, never as markup.

export function piece(tag, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  if (text !== undefined) made.textContent = text;
  made.append(...children.filter(Boolean));
  return made;
}

export function choice(id, label, options, chosen, changed) {
  const list = piece("select", { id, onchange: (event) => changed(event.target.value) });
  for (const [code, words] of options) list.append(piece("option", { value: code, text: words }));
  list.value = chosen ?? "";
  return piece("div", { class: "lcb-field" }, piece("label", { for: id, text: label }), list);
}

export function typedField(id, label, value, changed) {
  const field = piece("input", { id, value: value || "", maxlength: 200, autocomplete: "off", onchange: (event) => changed(event.target.value.trim()) });
  return piece("div", { class: "lcb-field" }, piece("label", { for: id, text: label }), field);
}

// What is in the lot in hand.
export function panel(told, words) {
  if (!told) return [piece("p", { class: "lcb-quiet", text: words.no_lot })];
  const rows = told.rows.map(([label, value]) => piece("div", {}, piece("dt", { text: label }), piece("dd", { text: value })));
  const lines = told.lines.map((line) =>
    piece("tr", {}, piece("th", { scope: "row", text: line.label }), piece("td", { text: line.count }), piece("td", { text: line.kilos })));
  const head = piece("tr", {}, ...told.head.map((text) => piece("th", { scope: "col", text })));
  const table = piece("table", {}, piece("caption", { text: told.caption }), piece("thead", {}, head), piece("tbody", {}, ...lines));
  return [piece("p", { class: "lcb-mass", text: told.mass }), piece("p", { class: "lcb-quiet", text: told.basis }), piece("dl", {}, ...rows), lines.length ? table : null,
    piece("p", {}, piece("a", { href: told.address, target: "_blank", rel: "noopener", text: words.open_lot }))].filter(Boolean);
}
