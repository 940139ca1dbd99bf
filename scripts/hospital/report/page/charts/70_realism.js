// Where a figure lies in its range: -1 and 1 are the bounds, 0 the target; further out is cut off.
const FURTHEST = 2.5;

function placeInRange({ measured, target, low, high }) {
  const distance = measured - target;
  const width = distance < 0 ? target - low : high - target;
  const place = distance === 0 ? 0 : width === 0 ? Math.sign(distance) * FURTHEST : distance / width;
  return Math.max(-FURTHEST, Math.min(FURTHEST, place));
}

chart({
  id: "realism",
  section: "Realism",
  subject: "Published figures against the simulated data: place in the tolerated range",
  answersTo: [],
  missing: "Not measured yet: run “hospital scorecard --engine …”, then write the report again.",
  read: () => {
    // A file of several simulations has each figure several times: the first stands for them.
    const figures = tables.scorecard.filter((row) => row.data === tables.scorecard[0].data);
    const judged = figures.filter((row) => row.verdict === "pass" || row.verdict === "fail");
    return {
      rows: judged.map((row) => ({ ...row, place: placeInRange(row), shade: row.verdict === "pass" ? "off" : "on" })),
      passed: judged.filter((row) => row.verdict === "pass").length,
    };
  },
  isEmpty: ({ rows }) => rows.length === 0,
  finding: ({ rows, passed }) => `${count(passed)} of ${counted(rows.length, "published figure")} are met`,
  summary: ({ rows, passed }) => {
    const failed = rows.filter((row) => row.verdict === "fail").map((row) => row.figure);
    const headlines = rows.filter((row) => row.is_headline);
    const met = headlines.filter((row) => row.verdict === "pass").length;
    return `Measured on ${engineName(rows[0].data)}: ${percent(passed / rows.length)} of the figures, and ${count(met)} of ${counted(headlines.length, "headline figure")}, lie in their tolerated range`
      + (failed.length ? `; outside: ${listed(failed, 3)}.` : ".");
  },
  table: () => ({
    head: ["figure", "unit", "target", "from", "to", "measured", "verdict", "headline"],
    rows: tables.scorecard.map((row) => [
      row.figure, row.unit, ...[row.target, row.low, row.high].map((value) => fewDigits.format(value)),
      row.measured === null ? "" : fewDigits.format(row.measured), row.verdict, row.is_headline ? "yes" : ""]),
  }),
  spec: ({ rows }, { width, narrow }) => ({
    width, height: grouped(rows, "family").length * 22, autosize: { type: "fit-x", contains: "padding" },
    layer: [
      {
        data: { values: [{ low: -1, high: 1 }] },
        mark: { type: "rect", color: "var(--grid)", opacity: 0.6 },
        encoding: { x: { field: "low", type: "quantitative" }, x2: { field: "high" } },
      },
      {
        data: { values: rows },
        mark: { type: "point", filled: true, size: 46, opacity: 0.9 },
        encoding: {
          y: { field: "family", type: "nominal", axis: { title: null } },
          x: {
            field: "place", type: "quantitative", scale: { domain: [-FURTHEST, FURTHEST] },
            axis: { title: "band: tolerated range", values: narrow ? [-1, 1] : [-1, 0, 1], labelOverlap: false, labelExpr: "['lowest', 'target', 'highest'][datum.value + 1]" },
          },
          color: SHADE,
          shape: { field: "verdict", type: "nominal", legend: null, scale: { domain: ["pass", "fail"], range: ["circle", "diamond"] } },
          tooltip: [{ field: "figure" }, { field: "unit" }, { field: "measured", format: ".4~g" }, { field: "low", format: ".4~g" }, { field: "high", format: ".4~g" }],
        },
      },
    ],
  }),
});
