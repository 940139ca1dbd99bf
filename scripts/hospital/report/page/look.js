// How every chart looks, and the shapes that several share. Colours are the page's own variables,
// so that dark mode and print need no second drawing.

const ACCENT = "var(--accent)";
const FAINT = "var(--faint)";
const INK = "var(--ink)";
const MUTED = "var(--muted)";
const FONT = "Inter, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif";
const TOP = 12; // specialties at most that a chart shows; its table has all
const ROW_HEIGHT = 24;

const config = {
  background: null,
  font: FONT,
  aria: false, // the figure around the chart says it in one sentence and in a table
  padding: { left: 3, right: 6, top: 4, bottom: 2 }, // texts turn out a little wider than Vega measures
  view: { stroke: null },
  axis: {
    domain: false, ticks: false, grid: false, labelColor: MUTED, labelFontSize: 12, labelPadding: 6,
    titleColor: MUTED, titleFontSize: 12, titleFontWeight: "normal", gridColor: "var(--grid)",
    labelLimit: 200,
  },
  axisY: { labelColor: INK },
  header: { labelColor: INK, labelFontSize: 12, title: null },
  bar: { color: ACCENT },
  text: { color: INK, fontSize: 12 },
  rule: { color: MUTED },
};

const YEAR_MONTH = {
  field: "date", type: "temporal", scale: { type: "utc" },
  axis: {
    title: null, format: "%b %Y", labelOverlap: true, labelFlush: true, domain: true,
    domainColor: "var(--grid)", tickCount: 4, labelAlign: "center",
  },
};

const SHADE = {
  field: "shade", type: "nominal", legend: null,
  scale: { domain: ["on", "off"], range: [ACCENT, FAINT] },
};

/** "on" for the chosen specialty and, where none is chosen, for all. */
function shadeOf(specialty) {
  return !choice.specialty || choice.specialty === specialty ? "on" : "off";
}

/** The rows of the most `column`, and the chosen specialty's if it is not among them. */
function shownSpecialties(rows, column) {
  const largest = new Set(descending(rows, column).slice(0, TOP));
  return rows.filter((row) => largest.has(row) || row.specialty_name === choice.specialty);
}

/** A row per drawn month and value of `key`, with 0 where there was nothing. */
function monthlySeries(rows, key, column) {
  return grouped(rows, key).flatMap(([value, ofValue]) => {
    const sums = new Map(summed(ofValue, "calendar_month", [column])
      .map((row) => [row.calendar_month, row[column]]));
    return drawnMonths().map((month, place) => ({
      [key]: value, isFirst: place === 0, date: `${month}-01`, month: monthName(month), value: sums.get(month) ?? 0 }));
  });
}

/** Horizontal bars with their value behind them. Rows: name, value, label, shade. */
function barSpec(rows, { width, narrow }, { axisTitle, labelLimit = narrow ? 130 : 210 }) {
  const most = Math.max(...rows.map((row) => row.value), 0);
  return {
    width, height: rows.length * ROW_HEIGHT, autosize: { type: "fit-x", contains: "padding" },
    data: { values: rows },
    encoding: {
      y: { field: "name", type: "nominal", sort: null, axis: { title: null, labelLimit } },
      x: {
        field: "value", type: "quantitative", axis: { labels: false, title: axisTitle },
        // room for the label behind the longest bar
        scale: { domain: [0, (most || 1) * (narrow ? 1.45 : 1.2)] },
      },
      tooltip: [{ field: "name", title: " " }, { field: "label", title: axisTitle }],
    },
    layer: [
      { mark: { type: "bar", height: 14 }, encoding: { color: SHADE } },
      { mark: { type: "text", align: "left", dx: 5 }, encoding: { text: { field: "label" } } },
    ],
  };
}

/** A point on a line from `low` to `high` per row, and a dashed rule at `overall`. */
function intervalSpec(rows, { width, narrow }, { axisTitle, format, overall, overallLabel }) {
  const y = {
    field: "name", type: "nominal", sort: null,
    axis: { title: null, labelLimit: narrow ? 130 : 210 } };
  const x = (field) => ({
    field, type: "quantitative",
    axis: { title: axisTitle, format, grid: true, tickCount: narrow ? 3 : 5 } });
  const tooltip = [{ field: "name", title: " " }, { field: "label", title: axisTitle }];
  return {
    width, height: rows.length * ROW_HEIGHT, autosize: { type: "fit-x", contains: "padding" },
    layer: [
      {
        data: { values: [{ overall, text: overallLabel }] },
        layer: [
          { mark: { type: "rule", strokeDash: [4, 3] }, encoding: { x: x("overall") } },
          {
            mark: { type: "text", align: "left", baseline: "bottom", dx: 4, y: -2, color: MUTED },
            encoding: { x: x("overall"), text: { field: "text" } },
          },
        ],
      },
      {
        data: { values: rows },
        layer: [
          {
            mark: { type: "rule", strokeWidth: 2 },
            encoding: { y, x: x("low"), x2: { field: "high" }, color: SHADE, tooltip },
          },
          {
            mark: { type: "point", filled: true, size: 70, opacity: 1 },
            encoding: { y, x: x("value"), color: SHADE, tooltip },
          },
        ],
      },
    ],
  };
}

/** Small lines side by side, each with a scale of its own. Rows: of monthlySeries, with shade. */
function linesSpec(rows, key, { width, narrow }, { columns, height, axisTitle, format }) {
  const gap = narrow ? 10 : 24;
  const axis = 46; // pixels that the labels beside a plot take
  const inner = Math.floor((width - axis - (columns - 1) * (gap + axis)) / columns) - 10;
  const names = [...new Set(rows.map((row) => row[key]))];
  const isTight = inner < 130;
  return {
    data: { values: rows },
    facet: { field: key, type: "nominal", sort: names, header: { labelExpr: "''" } },
    columns,
    // flush: plots line up whatever the width of their labels, for which the spacing leaves room
    bounds: "flush",
    spacing: { row: 54, column: gap + axis },
    resolve: { scale: { y: "independent" }, axis: { x: "independent", y: "independent" } },
    spec: {
      width: inner,
      height,
      layer: [
        // the name as a mark, since a header stands higher where the labels of its axis do
        {
          transform: [{ filter: "datum.isFirst" }],
          mark: { type: "text", align: "left", baseline: "bottom", fontWeight: "bold", x: 0, y: -8, limit: inner + gap },
          encoding: { text: { field: key } },
        },
        {
          encoding: {
            x: {
              ...YEAR_MONTH,
              axis: { ...YEAR_MONTH.axis, format: isTight ? "%Y" : "%b %Y", tickCount: inner < 300 ? 2 : 4 },
            },
            y: {
              field: "value", type: "quantitative", scale: { zero: true, nice: true },
              axis: { title: null, format, tickCount: 2, grid: true, labelColor: MUTED },
            },
            color: SHADE,
            tooltip: [
              { field: key, title: " " }, { field: "month", title: "month" },
              { field: "value", title: axisTitle, format }],
          },
          layer: [
            { mark: { type: "area", opacity: 0.14, tooltip: false } },
            { mark: { type: "line", strokeWidth: 1.75, tooltip: false } },
            { mark: { type: "point", opacity: 0, size: 120 } },
          ],
        },
      ],
    },
  };
}
