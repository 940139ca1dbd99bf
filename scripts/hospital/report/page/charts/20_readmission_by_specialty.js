chart({
  id: "readmission-by-specialty",
  section: "Readmission",
  subject: `Stays that another inpatient stay follows within 30 days, in the ${TOP} specialties that discharge most`,
  answersTo: ["highlight", "period"],
  read: () => {
    const index = chosen("inpatient_stays", { bySpecialty: false })
      .filter((row) => row.index_reason === "Counted as index stay");
    const columns = ["stay_count", "readmitted_stay_count", "any_return_count", "unplanned_readmitted_stay_count"];
    const withRate = (row) => {
      const [low, high] = wilson(row.readmitted_stay_count, row.stay_count);
      return { ...row, value: row.readmitted_stay_count / row.stay_count, low, high };
    };
    const rows = summed(index, "specialty_name", columns).map(withRate);
    const sums = Object.fromEntries(columns.map((column) => [column, total(index, column)]));
    const sorted = descending(rows, "value");
    return { rows: sorted, shown: shownSpecialties(sorted, "stay_count"), all: index.length ? withRate(sums) : null };
  },
  isEmpty: ({ all }) => all === null,
  missing: "No index stay in this choice.",
  finding: ({ all }) => `${percent(all.value)} of discharged inpatients are back within 30 days`,
  summary: ({ shown, all }) => {
    const above = shown.filter((row) => row.low > all.value).map((row) => row.specialty_name);
    const below = shown.filter((row) => row.high < all.value).map((row) => row.specialty_name);
    const names = (found, where) => found.length
      ? `${listed(found)} ${found.length === 1 ? "lies" : "lie"} wholly ${where}`
      : `none lies wholly ${where}`;
    return `${count(all.readmitted_stay_count)} of ${counted(all.stay_count, "index stay")} (95 % interval ${percent(all.low)} to ${percent(all.high)}); of the intervals, ${names(above, "above")} and ${names(below, "below")} the overall rate.`;
  },
  table: ({ rows, all }) => ({
    head: ["specialty", "index stays", "readmitted", "rate", "95 % from", "95 % to", "any return", "unplanned"],
    rows: [...rows, { ...all, specialty_name: "all" }].map((row) => [
      row.specialty_name, count(row.stay_count), count(row.readmitted_stay_count), percent(row.value),
      percent(row.low), percent(row.high), percent(row.any_return_count / row.stay_count),
      percent(row.unplanned_readmitted_stay_count / row.stay_count)]),
  }),
  spec: ({ shown, all }, look) => intervalSpec(
    shown.map((row) => ({
      name: row.specialty_name, value: row.value, low: row.low, high: row.high,
      label: `${percent(row.value)} (${percent(row.low)} to ${percent(row.high)}) of ${counted(row.stay_count, "stay")}`,
      shade: shadeOf(row.specialty_name) })),
    look,
    { axisTitle: "rate with 95 % interval", format: ".0%", overall: all.value, overallLabel: `overall ${percent(all.value)}` }),
});
