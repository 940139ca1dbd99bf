chart({
  id: "readmission-waterfall",
  section: "Readmission",
  subject: "Why inpatient stays count in the rate or do not",
  answersTo: ["specialty", "period"],
  read: () => {
    const rows = chosen("inpatient_stays");
    const sums = new Map(summed(rows, "index_reason", ["stay_count"])
      .map((row) => [row.index_reason, row.stay_count]));
    const reasons = tables.waterfall_steps.map((row) => row.index_reason);
    const all = total(rows, "stay_count");
    let left = all;
    const steps = [{ name: "All stays", from: 0, to: all, kind: "off" }];
    for (const name of reasons.slice(0, -1)) {
      const taken = sums.get(name) ?? 0;
      steps.push({ name, from: left - taken, to: left, kind: "out" });
      left -= taken;
    }
    steps.push({ name: "Index stays", from: 0, to: left, kind: "off" });
    steps.push({ name: "Readmitted", from: 0, to: total(rows, "readmitted_stay_count"), kind: "on" });
    return { all, left, steps: steps.map((step) => ({ ...step, size: step.to - step.from })) };
  },
  isEmpty: ({ all }) => all === 0,
  missing: "No inpatient stay in this choice.",
  finding: ({ all, left }) => `${percent(left / all)} of inpatient stays count in the rate`,
  summary: ({ all, left, steps }) => {
    const out = steps.filter((step) => step.kind === "out")
      .map((step) => `${count(step.size)} ${step.name.charAt(0).toLowerCase()}${step.name.slice(1)}`);
    return `Of ${counted(all, "inpatient stay")} ${count(left)} are index stays, of which ${count(steps.at(-1).size)} are readmitted; left out are ${listed(out)}.`;
  },
  table: ({ all, steps }) => ({
    head: ["step", "stays", "share of all stays"],
    rows: steps.map((step) => [step.name, count(step.size), percent(step.size / all)]),
  }),
  spec: ({ all, steps }, { width, narrow }) => ({
    width, height: steps.length * 34, autosize: { type: "fit-x", contains: "padding" },
    data: { values: steps.map((step) => ({ ...step, label: step.kind === "out" && step.size ? `−${count(step.size)}` : count(step.size), end: Math.max(step.to, step.from) })) },
    encoding: {
      y: { field: "name", type: "nominal", sort: null, axis: { title: null } },
      tooltip: [{ field: "name", title: " " }, { field: "size", title: "stays", format: ",d" }],
    },
    layer: [
      {
        mark: { type: "bar", height: 20 },
        encoding: {
          x: { field: "from", type: "quantitative", axis: { labels: false, title: "inpatient stays" }, scale: { domain: [0, all * (narrow ? 1.4 : 1.15)] } },
          x2: { field: "to" },
          color: { field: "kind", type: "nominal", legend: null, scale: { domain: ["off", "out", "on"], range: [FAINT, INK, ACCENT] } },
        },
      },
      {
        mark: { type: "text", align: "left", dx: 5 },
        encoding: { x: { field: "end", type: "quantitative" }, text: { field: "label" } },
      },
    ],
  }),
});
