// What sums alone do not give: intervals, quantiles, changes from year to year.

const Z = 1.959963984540054; // of the 95 % interval, as in macros/statistics/wilson_bound.sql

/** Wilson's score interval at 95 % as [lower, upper]; E. B. Wilson, JASA 22, 1927, 209-212. */
function wilson(successes, trials) {
  const middle = successes + (Z * Z) / 2;
  const spread = Z * Math.sqrt((successes * (trials - successes)) / trials + (Z * Z) / 4);
  return [(middle - spread) / (trials + Z * Z), (middle + spread) / (trials + Z * Z)];
}

/** The least value whose share of the weights, up to and with it, reaches `share`. */
function quantile(rows, value, weight, share) {
  const sorted = [...rows].sort((one, other) => one[value] - other[value]);
  const wanted = share * total(rows, weight);
  let reached = 0;
  for (const row of sorted) {
    reached += row[weight];
    if (reached >= wanted) return row[value];
  }
  return null;
}

/** Median of plain numbers, the mean of the two middle ones for an even count. */
function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Change of the last 12 drawn months against the 12 before; null if there are not 24. */
function yearOnYear(rows, column) {
  const months = drawnMonths();
  if (months.length < 24) return null;
  const last = new Set(months.slice(-12));
  const before = new Set(months.slice(-24, -12));
  const base = total(rows.filter((row) => before.has(row.calendar_month)), column);
  const now = total(rows.filter((row) => last.has(row.calendar_month)), column);
  return base > 0 ? now / base - 1 : null;
}
