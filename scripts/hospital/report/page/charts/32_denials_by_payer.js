chart({
  id: "denials-by-payer",
  section: "Revenue",
  subject: "Share of charges that was denied, by payer",
  answersTo: ["specialty", "period"],
  read: () => {
    const rows = summed(chosen("revenue"), "payer_name", ["claim_amount", "denied_amount"])
      .filter((row) => row.claim_amount > 0)
      .map((row) => ({ ...row, value: row.denied_amount / row.claim_amount }));
    return { rows: descending(rows, "value"), overall: total(rows, "denied_amount") / total(rows, "claim_amount") };
  },
  isEmpty: ({ rows }) => rows.length === 0,
  missing: "No claim in this choice.",
  finding: ({ rows, overall }) => total(rows, "denied_amount") === 0
    ? "No charge was denied"
    : `${rows[0].payer_name} denies most: ${percent(rows[0].value)} of charges, ${percent(overall)} overall`,
  summary: ({ rows, overall }) => `Denied shares reach from ${percent(rows.at(-1).value)} (${rows.at(-1).payer_name}) to ${percent(rows[0].value)} (${rows[0].payer_name}); overall ${percent(overall)} of charges were denied.`,
  table: ({ rows }) => ({
    head: ["payer", "charged", "denied", "share denied"],
    rows: rows.map((row) => [row.payer_name, cents(row.claim_amount), cents(row.denied_amount), percent(row.value)]),
  }),
  spec: ({ rows }, look) => barSpec(
    rows.map((row) => ({ name: row.payer_name, value: row.value, label: percent(row.value), shade: "on" })),
    look, { axisTitle: "share of charges denied" }),
});
