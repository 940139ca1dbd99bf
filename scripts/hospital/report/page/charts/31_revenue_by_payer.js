chart({
  id: "revenue-by-payer",
  section: "Revenue",
  subject: "Revenue by payer, in US dollars",
  answersTo: ["specialty", "period"],
  read: () => {
    const rows = summed(chosen("revenue"), "payer_name", ["claim_count", "claim_amount", "revenue_amount", "pending_amount", "denied_amount"]);
    return { rows: descending(rows, "revenue_amount"), all: total(rows, "revenue_amount") };
  },
  isEmpty: ({ all }) => all === 0,
  missing: "No revenue in this choice.",
  finding: ({ rows, all }) => `${rows[0].payer_name} pays ${percent(rows[0].revenue_amount / all)} of revenue`,
  summary: ({ rows, all }) => `${listed(rows.slice(0, 2).map((row) => row.payer_name))} bring ${percent(total(rows.slice(0, 2), "revenue_amount") / all)} of ${dollars(all)}.`,
  table: ({ rows, all }) => ({
    head: ["payer", "claims", "charged", "revenue", "share of revenue"],
    rows: rows.map((row) => [row.payer_name, count(row.claim_count), cents(row.claim_amount), cents(row.revenue_amount), percent(row.revenue_amount / all)]),
  }),
  spec: ({ rows }, look) => barSpec(
    rows.map((row) => ({ name: row.payer_name, value: row.revenue_amount, label: dollars(row.revenue_amount), shade: "on" })),
    look, { axisTitle: "revenue, US dollars" }),
});
