chart({
  id: "revenue-by-month",
  section: "Revenue",
  subject: "Revenue, denied and pending charges per month, in US dollars",
  answersTo: ["specialty", "period"],
  read: () => {
    const rows = chosen("revenue");
    return { rows, charged: total(rows, "claim_amount") };
  },
  isEmpty: ({ charged }) => charged === 0,
  missing: "No claim in this choice.",
  // No change in a year: claims of the last months are still pending, so revenue always seems to fall.
  finding: ({ rows, charged }) =>
    `Revenue of ${dollars(total(rows, "revenue_amount"))}; ${percent(total(rows, "pending_amount") / charged)} of charges are still pending`,
  summary: ({ rows, charged }) => `${counted(total(rows, "claim_count"), "claim")} charged ${dollars(charged)}: payers allowed ${dollars(total(rows, "revenue_amount"))} on paid claims, denied ${dollars(total(rows, "denied_amount"))} (${percent(total(rows, "denied_amount") / charged)} of charges), and ${dollars(total(rows, "pending_amount"))} is pending.`,
  table: ({ rows }) => ({
    head: ["month", "claims", "charged", "revenue", "denied", "pending"],
    rows: summed(rows, "calendar_month", ["claim_count", "claim_amount", "revenue_amount", "denied_amount", "pending_amount"])
      .map((row) => [monthName(row.calendar_month), count(row.claim_count), ...["claim_amount", "revenue_amount", "denied_amount", "pending_amount"].map((column) => cents(row[column]))]),
  }),
  spec: ({ rows }, look) => {
    const kinds = { revenue_amount: "Revenue", denied_amount: "Denied", pending_amount: "Pending" };
    const series = Object.entries(kinds).flatMap(([column, kind]) =>
      monthlySeries(rows.map((row) => ({ ...row, kind })), "kind", column)
        .map((row) => ({ ...row, shade: column === "revenue_amount" ? "on" : "off" })));
    return linesSpec(series, "kind", look, {
      columns: look.narrow ? 1 : 3, height: look.narrow ? 80 : 150, axisTitle: "US dollars", format: "$~s" });
  },
});
