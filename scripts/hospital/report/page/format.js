// Numbers and months in words.

const wholeNumber = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const fewDigits = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 });
const exactDollars = new Intl.NumberFormat("en-US", {
  style: "currency", currency: "USD", minimumFractionDigits: 2 });
const shortDollars = new Intl.NumberFormat("en-US", {
  style: "currency", currency: "USD", notation: "compact", maximumSignificantDigits: 3 });

const UNKNOWN_MONTH = "Unknown";

function count(value) { return wholeNumber.format(value); }

function decimal(value) { return oneDecimal.format(value); }

function percent(share) { return `${oneDecimal.format(100 * share)}\u00a0%`; }

function dollars(value) { return shortDollars.format(value).replace("-$", "−$"); }

function cents(value) { return exactDollars.format(value); }

/** "1 stay", "2 stays". */
function counted(value, one, many = `${one}s`) { return `${count(value)} ${value === 1 ? one : many}`; }

/** "Jan 2025" for 2025-01. */
function monthName(month) {
  if (month === UNKNOWN_MONTH) return "month unknown";
  return new Date(`${month}-01T00:00:00Z`)
    .toLocaleDateString("en-US", { month: "short", year: "numeric", timeZone: "UTC" });
}

/** "a", "a and b", "a, b and c"; after `most` names "and n more". */
function listed(names, most = 4) {
  if (names.length > most) {
    return `${names.slice(0, most - 1).join(", ")} and ${names.length - most + 1} more`;
  }
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** "rose by 3.1 %", "fell by 2 %" or "held steady", for a change of less than 0.5 %. */
function changeInWords(change) {
  if (Math.abs(change) < 0.005) return "held steady";
  return `${change > 0 ? "rose" : "fell"} by ${percent(Math.abs(change))}`;
}

const ENGINES = { duckdb: "DuckDB", mysql: "MySQL", mariadb: "MariaDB" };

/** An engine as its makers write it. */
function engineName(engine) { return ENGINES[engine] ?? engine; }

/** snake_case as words. */
function words(name) { return name.replaceAll("_", " "); }

/** The name of an encounter type inside a sentence. */
function typeName(type) { return type === "ER" ? "ER" : type.toLowerCase(); }

/** With a capital letter. */
function sentence(text) { return text.charAt(0).toUpperCase() + text.slice(1); }
