// A figure: the finding as its heading, what is drawn, the chart, one sentence, and a table.
//
// A chart is an object with
//   id, section, subject  what it shows, in a few words with the unit
//   answersTo             which of "specialty" and "period" change it ("highlight": it only marks)
//   read()                what the other functions get, by the present choice
//   isEmpty(found)        whether there is nothing to draw, and `missing`, the text for then
//   finding(found), summary(found)   heading and sentence
//   table(found)          { head: [name, …], rows: [[cell, …], …] }; numbers are right-aligned
//   spec(found, look)     a Vega-Lite specification; look: { width, narrow }, in pixels

const charts = [];
const NARROW = 440; // pixels of a figure's width below which labels make room for the marks

/** Declares a chart; the files of charts/ do, in the order of the page. */
function chart(definition) { charts.push({ missing: "Nothing in this choice.", ...definition }); }

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The figure of a chart, still empty. */
function figureOf({ id, subject }) {
  const figure = element("figure", {
    id: `figure-${id}`, "aria-labelledby": `${id}-finding`, "aria-describedby": `${id}-summary` });
  figure.append(
    element("figcaption", {},
      element("h3", { id: `${id}-finding` }),
      element("p", { class: "subject" }, subject)),
    // the marks are hidden from screen readers, which get the sentence and the table instead
    element("div", { class: "plot", role: "img", "aria-labelledby": `${id}-summary` },
      element("div", { class: "drawing", "aria-hidden": "true" })),
    element("p", { class: "summary", id: `${id}-summary` }),
    element("p", { class: "scope" }),
    element("details", {},
      element("summary", {}, `Table: ${subject.charAt(0).toLowerCase()}${subject.slice(1)}`),
      element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Table: ${subject}` })));
  return figure;
}

/** Says which filters leave the chart as it is, where one is set. */
function scopeOf({ answersTo }) {
  const ignored = [
    ...(choice.specialty && !answersTo.includes("specialty") && !answersTo.includes("highlight") ? ["specialty"] : []),
    ...(!isWholePeriod() && !answersTo.includes("period") ? ["period"] : []),
  ];
  return ignored.length ? `Not filtered by ${ignored.join(" and ")}: the data have no such column here.` : "";
}

/** Fills the figure by the present choice; resolves when the chart is drawn. */
async function fill(definition) {
  const figure = document.getElementById(`figure-${definition.id}`);
  const part = (selector) => figure.querySelector(selector);
  const found = definition.read();
  const isEmpty = definition.isEmpty(found);
  figure.classList.toggle("empty", isEmpty);
  part("h3").textContent = isEmpty ? definition.subject : definition.finding(found);
  part(".summary").textContent = isEmpty ? definition.missing : definition.summary(found);
  part(".scope").textContent = scopeOf(definition);
  part(".scroll").replaceChildren(...(isEmpty ? [] : [tableOf(definition.table(found))]));
  if (!isEmpty) await draw(part(".drawing"), (look) => definition.spec(found, look));
  else part(".drawing").replaceChildren();
}

const drawn = new Map(); // drawing -> what releases its last chart

async function draw(drawing, specOf) {
  const width = Math.floor(drawing.clientWidth);
  const spec = { ...specOf({ width, narrow: width < NARROW }), config };
  drawn.get(drawing)?.finalize();
  drawn.set(drawing, await vegaEmbed(drawing, spec, { renderer: "svg", actions: false, mode: "vega-lite" }));
}

function tableOf({ head, rows }) {
  const isNumber = head.map((_, column) => rows.every((row) => typeof row[column] !== "string" || /^[−$]?[\d.,]/.test(row[column])));
  const cells = (kind, row) => row.map((cell, column) =>
    element(kind, { ...(isNumber[column] ? { class: "number" } : {}), ...(kind === "th" ? { scope: "col" } : {}) }, String(cell ?? "")));
  return element("table", {},
    element("thead", {}, element("tr", {}, ...cells("th", head))),
    element("tbody", {}, ...rows.map((row) => element("tr", {}, ...cells("td", row)))));
}
