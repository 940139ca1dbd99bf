chart({
  id: "quality-repairs",
  section: "Data quality",
  subject: "Values that cleaning changed, by rule",
  answersTo: [],
  read: () => descending(summed(tables.quality_repairs, "rule_name", ["value_count"]), "value_count"),
  isEmpty: (rows) => rows.length === 0,
  missing: "No value had to be repaired.",
  finding: (rows) => `${counted(total(rows, "value_count"), "value")} cleaned; the most frequent fault: ${words(rows[0].rule_name)}`,
  summary: (rows) => `${counted(rows.length, "rule")} of cleaning changed a value; the first three, ${listed(rows.slice(0, 3).map((row) => words(row.rule_name)))}, made ${percent(total(rows.slice(0, 3), "value_count") / total(rows, "value_count"))} of the changes.`,
  table: () => ({
    head: ["rule", "table", "values"],
    rows: tables.quality_repairs.map((row) => [words(row.rule_name), row.table_name, count(row.value_count)]),
  }),
  spec: (rows, look) => barSpec(
    rows.map((row) => ({ name: words(row.rule_name), value: row.value_count, label: count(row.value_count), shade: "on" })),
    look, { axisTitle: "values changed" }),
});
