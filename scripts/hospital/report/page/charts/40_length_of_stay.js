const LONGEST_BAR = 21; // days; longer stays share the last bar

chart({
  id: "length-of-stay",
  section: "Length of stay",
  subject: "Inpatient stays by length, in days",
  answersTo: ["specialty", "period"],
  read: () => {
    const rows = summed(chosen("lengths_of_stay"), "length_of_stay_days", ["stay_count"]);
    const at = (share) => quantile(rows, "length_of_stay_days", "stay_count", share);
    const days = rows.reduce((sum, row) => sum + row.length_of_stay_days * row.stay_count, 0);
    const stays = total(rows, "stay_count");
    return { rows, stays, median: at(0.5), ninetieth: at(0.9), longest: at(1), mean: days / stays };
  },
  isEmpty: ({ stays }) => stays === 0,
  missing: "No inpatient stay ended in this choice.",
  finding: ({ median: middle, mean }) =>
    `Half of inpatient stays last ${counted(middle, "day")} or less; the mean is ${decimal(mean)} days`,
  summary: ({ stays, ninetieth, longest }) =>
    `Of ${counted(stays, "inpatient stay")}, nine in ten last ${counted(ninetieth, "day")} or less, and the longest ${counted(longest, "day")}.`,
  table: ({ rows, stays }) => ({
    head: ["days", "stays", "share"],
    rows: [...rows].sort((one, other) => one.length_of_stay_days - other.length_of_stay_days)
      .map((row) => [count(row.length_of_stay_days), count(row.stay_count), percent(row.stay_count / stays)]),
  }),
  spec: ({ rows, median: middle }, { width }) => {
    const bars = Array.from({ length: LONGEST_BAR + 1 }, (_, days) => ({
      days: days === LONGEST_BAR ? `${days}+` : String(days),
      stays: total(rows.filter((row) => Math.min(row.length_of_stay_days, LONGEST_BAR) === days), "stay_count"),
      shade: days === middle ? "on" : "off",
    }));
    return {
      width, height: 200, autosize: { type: "fit-x", contains: "padding" },
      data: { values: bars },
      mark: { type: "bar", width: { band: 0.8 } },
      encoding: {
        x: { field: "days", type: "ordinal", sort: null, axis: { title: "days; the median is marked", labelAngle: 0, labelOverlap: true } },
        y: { field: "stays", type: "quantitative", axis: { title: null, grid: true, tickCount: 4, format: ",d", labelColor: MUTED } },
        color: SHADE,
        tooltip: [{ field: "days" }, { field: "stays", format: ",d" }],
      },
    };
  },
});
