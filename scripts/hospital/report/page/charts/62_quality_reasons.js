// Reasons whose names do not say enough by themselves.
const REASONS = { parent_quarantined: "its encounter is kept out", orphan: "refers to no row" };

function reasonInWords(reason) { return REASONS[reason] ?? words(reason); }

chart({
  id: "quality-reasons",
  section: "Data quality",
  subject: "Source rows kept out of the star, by reason",
  answersTo: [],
  read: () => {
    const reasons = tables.quality_quarantined.flatMap((row) =>
      row.reasons.split(", ").map((reason) => ({ reason, row_count: row.row_count })));
    return {
      rows: descending(summed(reasons, "reason", ["row_count"]), "row_count"),
      all: total(tables.quality_quarantined, "row_count"),
    };
  },
  isEmpty: ({ rows }) => rows.length === 0,
  missing: "No source row is kept out.",
  finding: ({ rows, all }) => `${counted(all, "row")} kept out; the most frequent reason: ${reasonInWords(rows[0].reason)}`,
  summary: ({ rows, all }) => `${counted(all, "source row")} wait to be mended, for ${counted(rows.length, "reason")}; a row with several reasons stands under each.`,
  table: () => ({
    head: ["table", "reasons", "rows"],
    rows: tables.quality_quarantined.map((row) => [row.table_name, row.reasons.split(", ").map(reasonInWords).join(", "), count(row.row_count)]),
  }),
  spec: ({ rows }, look) => barSpec(
    rows.map((row) => ({ name: reasonInWords(row.reason), value: row.row_count, label: count(row.row_count), shade: "on" })),
    look, { axisTitle: "source rows" }),
});
