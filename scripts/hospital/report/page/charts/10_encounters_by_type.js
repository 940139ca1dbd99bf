chart({
  id: "encounters-by-type",
  section: "Volume",
  subject: "Encounters per month, by type",
  answersTo: ["specialty", "period"],
  read: () => {
    const rows = chosen("encounters");
    return {
      rows,
      types: descending(summed(rows, "encounter_type", ["encounter_count"]), "encounter_count"),
      change: yearOnYear(rows, "encounter_count"),
    };
  },
  isEmpty: ({ rows }) => rows.length === 0,
  finding: ({ rows, types, change }) => {
    const share = percent(types[0].encounter_count / total(rows, "encounter_count"));
    const mix = `${share} of encounters are ${typeName(types[0].encounter_type)}`;
    return change === null ? mix : `${mix}; their number ${changeInWords(change)} in a year`;
  },
  summary: ({ rows, types }) => {
    const parts = types.map((type) => `${count(type.encounter_count)} ${typeName(type.encounter_type)}`);
    return `${counted(total(rows, "encounter_count"), "encounter")}: ${listed(parts)}.`;
  },
  table: ({ rows, types }) => {
    const names = types.map((type) => type.encounter_type);
    return {
      head: ["month", ...names, "all"],
      rows: grouped(rows, "calendar_month").map(([month, ofMonth]) => [
        monthName(month),
        ...names.map((name) => count(
          total(ofMonth.filter((row) => row.encounter_type === name), "encounter_count"))),
        count(total(ofMonth, "encounter_count")),
      ]),
    };
  },
  spec: ({ rows, types }, look) => {
    const inOrder = types.flatMap((type) =>
      rows.filter((row) => row.encounter_type === type.encounter_type));
    const series = monthlySeries(inOrder, "encounter_type", "encounter_count")
      .map((row) => ({ ...row, shade: "on" }));
    return linesSpec(series, "encounter_type", look, {
      columns: look.narrow ? 1 : 3, height: look.narrow ? 80 : 150,
      axisTitle: "encounters", format: ",d" });
  },
});
