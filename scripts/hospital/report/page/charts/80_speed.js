const POWERS = [1e-4, 1e-3, 0.01, 0.1, 1, 10, 100, 1000, 10000];
const CONTESTANTS = {
  oltp: "OLTP as given", oltp_indexed: "OLTP well indexed", star: "star", star_aggregated: "star with aggregates",
};

chart({
  id: "speed",
  section: "Speed",
  subject: "Time of the four questions on the OLTP tables and on the star, warm, in seconds",
  answersTo: [],
  missing: "Not measured yet: run “make benchmark”, then write the report again.",
  read: () => {
    const runs = tables.benchmark_runs.filter((run) => run.is_warm);
    const rows = grouped(runs, "question").flatMap(([question, ofQuestion]) =>
      grouped(ofQuestion, "contestant").map(([contestant, ofContestant]) => {
        const seconds = ofContestant.map((run) => run.seconds);
        return {
          question: sentence(words(question)), contestant, name: CONTESTANTS[contestant] ?? words(contestant),
          runs: seconds.length, median: median(seconds), least: Math.min(...seconds), most: Math.max(...seconds),
          shade: contestant.startsWith("star") ? "on" : "off",
        };
      }));
    const ratios = grouped(rows, "question").flatMap(([question, ofQuestion]) => {
      const of = (contestant) => ofQuestion.find((row) => row.contestant === contestant)?.median;
      return of("oltp") && of("star") ? [{ question, ratio: of("oltp") / of("star") }] : [];
    });
    return { rows, ratios: descending(ratios, "ratio") };
  },
  isEmpty: ({ rows }) => rows.length === 0,
  finding: ({ ratios }) => {
    if (!ratios.length) return "Times of the four questions";
    const won = ratios.filter(({ ratio }) => ratio > 1).length;
    return won === 0
      ? "The star is faster for none of the questions"
      : `The star is faster for ${count(won)} of ${counted(ratios.length, "question")}, up to ${fewDigits.format(Number(ratios[0].ratio.toPrecision(2)))} times`;
  },
  summary: ({ ratios, rows }) => {
    const { engine, server_version: version, encounter_count: encounters } = content.benchmark;
    const parts = ratios.map(({ question, ratio }) => ratio > 1
      ? `${question} ${Number(ratio.toPrecision(2))} times faster` : `${question} ${Number((1 / ratio).toPrecision(2))} times slower`);
    return `${engineName(engine)} ${version} with ${counted(encounters, "encounter")}, medians of ${count(Math.min(...rows.map((row) => row.runs)))} warm runs or more; star against OLTP as given: ${listed(parts, 9)}.`;
  },
  table: ({ rows }) => ({
    head: ["question", "asked of", "warm runs", "median, s", "least, s", "most, s"],
    rows: rows.map((row) => [row.question, row.name, count(row.runs), ...["median", "least", "most"].map((name) => fewDigits.format(row[name]))]),
  }),
  // Where the page is narrow a heading ends with the plot, so that one in a wide font has the room above the names.
  spec: ({ rows }, { width, narrow }) => ({
    data: { values: rows },
    facet: { row: { field: "question", type: "nominal", sort: [...new Set(rows.map((row) => row.question))], header: { labelOrient: "top", labelAnchor: narrow ? "end" : "start", labelFontWeight: "bold" } } },
    spacing: 12,
    spec: {
      width: width - 150, height: grouped(rows, "contestant").length * 22,
      encoding: {
        y: { field: "name", type: "nominal", sort: null, axis: { title: null, minExtent: 140, maxExtent: 140 } },
        color: SHADE,
        tooltip: [{ field: "name", title: " " }, { field: "median", title: "median, s", format: ".3~g" }, { field: "runs" }],
      },
      layer: [
        { mark: { type: "rule", strokeWidth: 2 }, encoding: { x: { field: "least", type: "quantitative", scale: { type: "log" }, axis: { title: "seconds, logarithmic", grid: true, format: "~g", values: POWERS } }, x2: { field: "most" } } },
        { mark: { type: "point", filled: true, size: 70, opacity: 1 }, encoding: { x: { field: "median", type: "quantitative" } } },
      ],
    },
  }),
});
