chart({
  id: "pairs",
  section: "Diagnoses and procedures",
  subject: "The ten most frequent pairs of a diagnosis and a procedure in one encounter",
  answersTo: [],
  read: () => tables.pairs.map((row) => ({
    ...row,
    diagnosis: row.icd10_description ?? row.icd10_code,
    procedure: row.cpt_description ?? row.cpt_code,
  })),
  isEmpty: (rows) => rows.length === 0,
  missing: "No encounter carries both a diagnosis and a procedure.",
  finding: ([first]) => `${first.diagnosis} with “${first.procedure}” is the most frequent pair`,
  summary: (rows) => {
    const [[diagnosis, pairs]] = descendingBySize(grouped(rows, "diagnosis"));
    return `The most frequent pair occurs in ${counted(rows[0].encounter_count, "encounter")}; ${diagnosis} is in ${count(pairs.length)} of the ${counted(rows.length, "pair")}.`;
  },
  table: (rows) => ({
    head: ["rank", "ICD-10-CM", "diagnosis", "CPT", "procedure", "encounters"],
    rows: rows.map((row) => [count(row.pair_rank), row.icd10_code, row.diagnosis, row.cpt_code, row.procedure, count(row.encounter_count)]),
  }),
  // The names stand above the bars: beside them they would leave a phone no room.
  spec: (rows, { width, narrow }) => ({
    width, height: rows.length * 46, autosize: { type: "fit-x", contains: "padding" },
    data: { values: rows.map((row, place) => ({
      place, value: row.encounter_count, label: count(row.encounter_count),
      name: `${row.diagnosis} · ${row.procedure}`, rank: String(row.pair_rank) })) },
    encoding: {
      y: { field: "place", type: "ordinal", axis: null },
      x: { field: "value", type: "quantitative", axis: { labels: false, title: "encounters" }, scale: { domain: [0, rows[0].encounter_count * (narrow ? 1.25 : 1.1)] } },
      tooltip: [{ field: "name", title: " " }, { field: "label", title: "encounters" }],
    },
    layer: [
      { mark: { type: "bar", height: 12, yOffset: 9 } },
      { mark: { type: "text", align: "left", dx: 5, dy: 9 }, encoding: { text: { field: "label" } } },
      { mark: { type: "text", align: "left", dy: -8, limit: width - 8 }, encoding: { x: { datum: 0 }, text: { field: "name" } } },
    ],
  }),
});

function descendingBySize(groups) {
  return [...groups].sort(([, one], [, other]) => other.length - one.length);
}
