// The data of the page: tables as columns, texts once each (see columns.py), turned into rows.

const content = JSON.parse(document.getElementById("data").textContent);

/** The rows of a columnar table as objects; no rows where there is no table. */
function rowsOf(table) {
  if (!table) return [];
  const names = Object.keys(table);
  const columns = names.map((name) => {
    const { values, words, index } = table[name];
    return values ?? index.map((place) => (place < 0 ? null : words[place]));
  });
  return (columns[0] ?? []).map((_, row) =>
    Object.fromEntries(names.map((name, column) => [name, columns[column][row]])));
}

const tables = Object.fromEntries(
  Object.entries(content.tables).map(([name, table]) => [name, rowsOf(table)]));
tables.scorecard = rowsOf(content.scorecard);
tables.benchmark_runs = rowsOf(content.benchmark?.runs);

/** Sum of a column. */
function total(rows, column) {
  return rows.reduce((sum, row) => sum + row[column], 0);
}

/** One row per value of `key`, in order of appearance, with the sums of the columns. */
function summed(rows, key, columns) {
  const groups = new Map();
  for (const row of rows) {
    let group = groups.get(row[key]);
    if (!group) {
      group = { [key]: row[key], ...Object.fromEntries(columns.map((column) => [column, 0])) };
      groups.set(row[key], group);
    }
    for (const column of columns) group[column] += row[column];
  }
  return [...groups.values()];
}

/** The rows of each value of `key`, in order of appearance: [value, rows]. */
function grouped(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    if (!groups.has(row[key])) groups.set(row[key], []);
    groups.get(row[key]).push(row);
  }
  return [...groups];
}

/** The rows in descending order of a column; equal ones as they were. */
function descending(rows, column) {
  return [...rows].sort((one, other) => other[column] - one[column]);
}
