chart({
  id: "quality-rows",
  section: "Data quality",
  subject: "Source rows that are merged into another one or kept out, by table that has any",
  answersTo: [],
  read: () => {
    const rows = tables.quality_rows;
    const sum = (column) => total(rows, column);
    return {
      rows, source: sum("source_row_count"), loaded: sum("loaded_row_count"),
      merged: sum("merged_row_count"), quarantined: sum("quarantined_row_count"),
      shown: rows.filter((row) => row.loaded_row_count < row.source_row_count),
    };
  },
  isEmpty: ({ shown }) => shown.length === 0,
  missing: "Every source row is loaded.",
  finding: ({ source, loaded, merged, quarantined }) => source === loaded + merged + quarantined
    ? `No row is lost: ${percent(loaded / source)} of source rows are loaded, the rest is listed`
    : `${counted(source - loaded - merged - quarantined, "source row")} cannot be accounted for`,
  summary: ({ source, loaded, merged, quarantined }) =>
    `Of ${counted(source, "source row")}, ${count(loaded)} are loaded, ${count(merged)} merged as duplicates and ${count(quarantined)} kept out with a reason.`,
  table: ({ rows }) => ({
    head: ["table", "source rows", "loaded", "merged", "kept out"],
    rows: rows.map((row) => [row.table_name, ...["source", "loaded", "merged", "quarantined"].map((kind) => count(row[`${kind}_row_count`]))]),
  }),
  spec: ({ shown }, { width }) => ({
    width, height: shown.length * ROW_HEIGHT, autosize: { type: "fit-x", contains: "padding" },
    data: { values: shown.flatMap((row) => [
      { table: row.table_name, kind: "merged", rows: row.merged_row_count },
      { table: row.table_name, kind: "kept out", rows: row.quarantined_row_count }]) },
    mark: { type: "bar", height: 14 },
    encoding: {
      y: { field: "table", type: "nominal", sort: null, axis: { title: null } },
      x: { field: "rows", type: "quantitative", axis: { title: "source rows", grid: true, format: ",d", tickCount: 4, tickMinStep: 1 } },
      color: { field: "kind", type: "nominal", scale: { domain: ["merged", "kept out"], range: [FAINT, ACCENT] }, legend: { title: null, orient: "top", labelColor: INK, labelFontSize: 12 } },
      tooltip: [{ field: "table" }, { field: "kind", title: " " }, { field: "rows", format: ",d" }],
    },
  }),
});
