chart({
  id: "specialty-trends",
  section: "Volume",
  subject: `Encounters per month in the ${TOP} largest specialties, each on a scale of its own`,
  answersTo: ["highlight", "period"],
  read: () => {
    const rows = chosen("encounters", { bySpecialty: false });
    const largest = shownSpecialties(descending(summed(rows, "specialty_name", ["encounter_count"]), "encounter_count"), "encounter_count")
      .map((row) => row.specialty_name);
    const changes = largest.map((name) => ({
      name, change: yearOnYear(rows.filter((row) => row.specialty_name === name), "encounter_count") }));
    return { rows, largest, changes: changes.filter(({ change }) => change !== null) };
  },
  isEmpty: ({ rows }) => rows.length === 0 || drawnMonths().length < 2,
  missing: "A trend needs two complete months.",
  finding: ({ changes, largest }) => {
    if (!changes.length) return `The monthly course of ${counted(largest.length, "specialty", "specialties")}`;
    const [most] = [...changes].sort((one, other) => Math.abs(other.change) - Math.abs(one.change));
    return `${most.name} changed most: it ${changeInWords(most.change)} in a year`;
  },
  summary: ({ changes }) => {
    if (!changes.length) return "Changes from year to year need 24 complete months.";
    const up = changes.filter(({ change }) => change >= 0.005).length;
    const down = changes.filter(({ change }) => change <= -0.005).length;
    return `The last twelve months against the twelve before: ${count(up)} of ${count(changes.length)} grew, ${count(down)} shrank, and ${count(changes.length - up - down)} held steady.`;
  },
  table: ({ rows, changes }) => {
    const byName = new Map(changes.map(({ name, change }) => [name, change]));
    const months = [...new Set(rows.map((row) => row.calendar_month))];
    const specialties = descending(summed(rows, "specialty_name", ["encounter_count"]), "encounter_count");
    return {
      head: ["specialty", "change in a year", ...months.map(monthName)],
      rows: specialties.map(({ specialty_name: name }) => {
        const sums = new Map(summed(rows.filter((row) => row.specialty_name === name), "calendar_month", ["encounter_count"])
          .map((row) => [row.calendar_month, row.encounter_count]));
        const change = byName.get(name);
        return [name, change === undefined ? "" : percent(change).replace("-", "−"), ...months.map((month) => count(sums.get(month) ?? 0))];
      }),
    };
  },
  spec: ({ rows, largest }, look) => {
    const inOrder = largest.flatMap((name) => rows.filter((row) => row.specialty_name === name));
    const series = monthlySeries(inOrder, "specialty_name", "encounter_count")
      .map((row) => ({ ...row, shade: shadeOf(row.specialty_name) }));
    return linesSpec(series, "specialty_name", look, {
      columns: look.narrow ? 2 : 4, height: 56, axisTitle: "encounters", format: ",d" });
  },
});
