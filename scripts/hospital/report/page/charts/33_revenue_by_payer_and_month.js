chart({
  id: "revenue-by-payer-and-month",
  section: "Revenue",
  subject: "Revenue per month and payer, in US dollars, each payer on a scale of its own",
  answersTo: ["specialty", "period"],
  read: () => {
    const rows = chosen("revenue");
    const payers = descending(summed(rows, "payer_name", ["revenue_amount"]), "revenue_amount")
      .filter((row) => row.revenue_amount > 0).map((row) => row.payer_name);
    const leaders = drawnMonths().flatMap((month) => {
      const ofMonth = summed(rows.filter((row) => row.calendar_month === month), "payer_name", ["revenue_amount"]);
      const [first] = descending(ofMonth, "revenue_amount");
      return first && first.revenue_amount > 0 ? [{ payer_name: first.payer_name, months: 1 }] : [];
    });
    return { rows, payers, leaders: descending(summed(leaders, "payer_name", ["months"]), "months") };
  },
  isEmpty: ({ payers }) => payers.length === 0 || drawnMonths().length < 2,
  missing: "A trend needs revenue in two complete months.",
  finding: ({ leaders }) => leaders.length
    ? `${leaders[0].payer_name} brings most revenue in ${count(leaders[0].months)} of ${counted(total(leaders, "months"), "month")}`
    : "No revenue in a complete month",
  summary: ({ payers, leaders }) => `${counted(payers.length, "payer")} brought revenue; the most in a month came from ${listed(leaders.map((row) => `${row.payer_name} (${counted(row.months, "month")})`), 9)}.`,
  table: ({ rows, payers }) => ({
    head: ["month", ...payers],
    rows: grouped(rows, "calendar_month").map(([month, ofMonth]) => [
      monthName(month),
      ...payers.map((name) => cents(total(ofMonth.filter((row) => row.payer_name === name), "revenue_amount")))]),
  }),
  spec: ({ rows, payers }, look) => {
    const inOrder = payers.flatMap((name) => rows.filter((row) => row.payer_name === name));
    const series = monthlySeries(inOrder, "payer_name", "revenue_amount").map((row) => ({ ...row, shade: "on" }));
    return linesSpec(series, "payer_name", look, {
      columns: look.narrow ? 2 : 4, height: 56, axisTitle: "US dollars", format: "$~s" });
  },
});
