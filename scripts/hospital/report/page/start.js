// Builds the page from the charts, keeps filters, address and charts in step.

const form = document.getElementById("choice");
const lists = Object.fromEntries(["specialty", "from", "to"].map((id) => [id, document.getElementById(id)]));

function anchorOf(section) { return section.toLowerCase().replaceAll(" ", "-"); }

function build() {
  const months = allMonths.map((month) => [month, monthName(month)]);
  const options = {
    specialty: [["", "All specialties"], ...[...allSpecialties].sort().map((name) => [name, name])],
    from: months, to: months,
  };
  for (const [id, list] of Object.entries(lists)) {
    list.replaceChildren(...options[id].map(([value, text]) => element("option", { value }, text)));
  }
  const sections = grouped(charts, "section");
  document.getElementById("contents").replaceChildren(...sections.map(([section]) =>
    element("li", {}, element("a", { "data-at": anchorOf(section) }, section))));
  document.getElementById("sections").replaceChildren(...sections.map(([section, ofSection]) =>
    element("section", { id: anchorOf(section), tabindex: "-1", "aria-labelledby": `${anchorOf(section)}-heading` },
      element("h2", { id: `${anchorOf(section)}-heading` }, section),
      element("div", { class: "charts" }, ...ofSection.map(figureOf)))));
}

function keyFigures() {
  const encounters = total(chosen("encounters"), "encounter_count");
  const index = chosen("inpatient_stays").filter((row) => row.index_reason === "Counted as index stay");
  const [indexStays, readmitted] = [total(index, "stay_count"), total(index, "readmitted_stay_count")];
  const lengths = chosen("lengths_of_stay");
  const money = chosen("revenue");
  const charged = total(money, "claim_amount");
  const none = "–";
  return [
    [count(encounters), "encounters"],
    [count(total(lengths, "stay_count")), "inpatient stays ended"],
    [lengths.length ? counted(quantile(lengths, "length_of_stay_days", "stay_count", 0.5), "day") : none, "median length of stay"],
    [indexStays ? percent(readmitted / indexStays) : none, "readmitted within 30 days"],
    [dollars(total(money, "revenue_amount")), "revenue"],
    [charged ? percent(total(money, "denied_amount") / charged) : none, "of charges denied"],
  ];
}

let round = 0;

/** Fills every figure by the present choice; a newer call ends an older one. */
async function fillAll() {
  const own = ++round;
  for (const [id, list] of Object.entries(lists)) list.value = choice[id];
  document.getElementById("shown").textContent = `Showing ${choiceInWords()}`;
  document.getElementById("figures").replaceChildren(...keyFigures().map(([value, name]) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value))));
  for (const link of document.querySelectorAll("#contents a")) link.href = address(link.dataset.at);
  document.body.dataset.state = "drawing";
  for (const definition of charts) {
    if (own !== round) return;
    await fill(definition);
  }
  document.body.dataset.state = "drawn";
}

function goTo(anchor) {
  const section = anchor && document.getElementById(anchor);
  if (section) {
    section.scrollIntoView();
    section.focus({ preventScroll: true });
  }
}

function fromAddress() {
  const before = JSON.stringify(choice);
  const anchor = readAddress();
  const filled = JSON.stringify(choice) === before ? Promise.resolve() : fillAll();
  filled.then(() => goTo(anchor));
}

form.addEventListener("change", ({ target }) => {
  choice[target.id] = target.value;
  if (choice.from > choice.to) choice[target.id === "from" ? "to" : "from"] = target.value;
  history.replaceState(null, "", address());
  fillAll();
});
form.addEventListener("reset", (event) => {
  event.preventDefault();
  Object.assign(choice, { specialty: "", from: allMonths[0], to: allMonths.at(-1) });
  history.replaceState(null, "", address());
  fillAll();
});
form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("hashchange", fromAddress);

let drawnWidth = window.innerWidth;
let waiting = 0;
window.addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (window.innerWidth !== drawnWidth) {
      drawnWidth = window.innerWidth;
      fillAll();
    }
  }, 150);
});

document.getElementById("headline").textContent = allMonths.length
  ? `One hospital, ${monthName(completeMonths[0])} to ${monthName(completeMonths.at(-1))}`
  : "One hospital, without an encounter";
document.getElementById("lead").textContent = `${counted(total(tables.encounters, "encounter_count"), "encounter")} in ${counted(allSpecialties.length, "specialty", "specialties")}, simulated, and read from the star schema on ${engineName(content.engine)}.`;
build();
const firstSection = readAddress();
fillAll().then(() => goTo(firstSection));
