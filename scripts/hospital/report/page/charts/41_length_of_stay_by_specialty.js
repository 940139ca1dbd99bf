chart({
  id: "length-of-stay-by-specialty",
  section: "Length of stay",
  subject: `Median length of inpatient stays with the middle half, in the ${TOP} specialties that discharge most`,
  answersTo: ["highlight", "period"],
  read: () => {
    const stays = chosen("lengths_of_stay", { bySpecialty: false });
    const quartiles = (rows) => ({
      stay_count: total(rows, "stay_count"),
      ...Object.fromEntries([["low", 0.25], ["value", 0.5], ["high", 0.75]].map(([name, share]) =>
        [name, quantile(rows, "length_of_stay_days", "stay_count", share)])),
    });
    const rows = grouped(stays, "specialty_name")
      .map(([specialty_name, ofSpecialty]) => ({ specialty_name, ...quartiles(ofSpecialty) }));
    rows.sort((one, other) => other.value - one.value || other.high - one.high);
    return { rows, all: quartiles(stays), shown: shownSpecialties(rows, "stay_count") };
  },
  isEmpty: ({ shown }) => shown.length === 0,
  missing: "No inpatient stay ended in this choice.",
  finding: ({ shown }) => {
    const longest = shown.filter((row) => row.value === shown[0].value).map((row) => row.specialty_name);
    return `${listed(longest, 3)} ${longest.length === 1 ? "keeps" : "keep"} patients longest: a median of ${counted(shown[0].value, "day")}`;
  },
  summary: ({ shown, all }) => `Medians reach from ${counted(shown.at(-1).value, "day")} (${shown.at(-1).specialty_name}) to ${counted(shown[0].value, "day")} (${shown[0].specialty_name}); the middle half of all stays takes ${count(all.low)} to ${counted(all.high, "day")}.`,
  table: ({ rows, all }) => ({
    head: ["specialty", "stays", "lower quartile, days", "median, days", "upper quartile, days"],
    rows: [...rows, { ...all, specialty_name: "all" }].map((row) =>
      [row.specialty_name, count(row.stay_count), count(row.low), count(row.value), count(row.high)]),
  }),
  spec: ({ shown, all }, look) => intervalSpec(
    shown.map((row) => ({
      name: row.specialty_name, value: row.value, low: row.low, high: row.high,
      label: `${counted(row.value, "day")} (${count(row.low)} to ${count(row.high)}) of ${counted(row.stay_count, "stay")}`,
      shade: shadeOf(row.specialty_name) })),
    look,
    { axisTitle: "days", format: "d", overall: all.value, overallLabel: `overall ${counted(all.value, "day")}` }),
});
