// The choice of specialty and period: three lists, kept in the address after "#", so that a link
// or a bookmark brings it back. "at" in the address is the section that a link leads to.

const allMonths = [...new Set(tables.encounters.map((row) => row.calendar_month))]
  .filter((month) => month !== UNKNOWN_MONTH).sort();
const allSpecialties = descending(
  summed(tables.encounters, "specialty_name", ["encounter_count"]), "encounter_count")
  .map((row) => row.specialty_name);

// A month with less than half of the usual encounters at either end is one that the data only
// touch; drawn, it would look like a collapse.
const completeMonths = (() => {
  const counts = new Map(summed(tables.encounters, "calendar_month", ["encounter_count"])
    .map((row) => [row.calendar_month, row.encounter_count]));
  const usual = median(allMonths.map((month) => counts.get(month)));
  const isComplete = (month) => counts.get(month) >= usual / 2;
  return allMonths.slice(allMonths.findIndex(isComplete), allMonths.findLastIndex(isComplete) + 1);
})();

const choice = { specialty: "", from: allMonths[0], to: allMonths.at(-1) };

function isWholePeriod() { return choice.from === allMonths[0] && choice.to === allMonths.at(-1); }

function isInPeriod(row) {
  return isWholePeriod() || (choice.from <= row.calendar_month && row.calendar_month <= choice.to);
}

/** The rows of a table that the choice leaves: of the period, and of the specialty if asked. */
function chosen(table, { bySpecialty = true } = {}) {
  return tables[table].filter((row) =>
    isInPeriod(row) && (!bySpecialty || !choice.specialty || row.specialty_name === choice.specialty));
}

/** The months of the chosen period that are complete enough to be drawn. */
function drawnMonths() {
  return completeMonths.filter((month) => choice.from <= month && month <= choice.to);
}

/** The choice in words. */
function choiceInWords() {
  const period = choice.from === choice.to
    ? monthName(choice.from) : `${monthName(choice.from)} to ${monthName(choice.to)}`;
  return `${choice.specialty || "all specialties"}, ${period}`;
}

/** Takes the choice from the address; what it does not name, or names wrongly, is everything. */
function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const known = (value, values, otherwise) => (values.includes(value) ? value : otherwise);
  choice.specialty = known(asked.get("specialty"), allSpecialties, "");
  choice.from = known(asked.get("from"), allMonths, allMonths[0]);
  choice.to = known(asked.get("to"), allMonths, allMonths.at(-1));
  if (choice.from > choice.to) choice.to = allMonths.at(-1);
  return asked.get("at");
}

/** The address part for the choice, with the section `at` if given. */
function address(at) {
  const parts = new URLSearchParams();
  if (choice.specialty) parts.set("specialty", choice.specialty);
  if (choice.from !== allMonths[0]) parts.set("from", choice.from);
  if (choice.to !== allMonths.at(-1)) parts.set("to", choice.to);
  if (at) parts.set("at", at);
  return `#${parts}`;
}
