chart({
  id: "encounters-by-specialty",
  section: "Volume",
  subject: `Encounters in the ${TOP} largest specialties`,
  answersTo: ["highlight", "period"],
  read: () => {
    const rows = summed(chosen("encounters", { bySpecialty: false }), "specialty_name", ["encounter_count"]);
    return { rows: descending(rows, "encounter_count"), all: total(rows, "encounter_count") };
  },
  isEmpty: ({ rows }) => rows.length === 0,
  finding: ({ rows, all }) =>
    `${rows[0].specialty_name} sees ${percent(rows[0].encounter_count / all)} of all encounters`,
  summary: ({ rows, all }) => {
    const top = rows.slice(0, 3);
    const own = rows.find((row) => row.specialty_name === choice.specialty);
    const share = percent(total(top, "encounter_count") / all);
    return `${listed(top.map((row) => row.specialty_name))} together see ${share} of ${counted(all, "encounter")} in ${counted(rows.length, "specialty", "specialties")}`
      + (own ? `; ${own.specialty_name} is number ${rows.indexOf(own) + 1} with ${count(own.encounter_count)}.` : ".");
  },
  table: ({ rows, all }) => ({
    head: ["specialty", "encounters", "share"],
    rows: rows.map((row) => [row.specialty_name, count(row.encounter_count), percent(row.encounter_count / all)]),
  }),
  spec: ({ rows }, look) => barSpec(
    shownSpecialties(rows, "encounter_count").map((row) => ({
      name: row.specialty_name, value: row.encounter_count, label: count(row.encounter_count),
      shade: shadeOf(row.specialty_name) })),
    look, { axisTitle: "encounters" }),
});
