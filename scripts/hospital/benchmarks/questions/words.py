"""The words of docs/query_analysis.md; its figures never stand here."""

from __future__ import annotations

from collections.abc import Mapping

from hospital.benchmarks.questions.contestants import AGGREGATED, INDEXED, OLTP, STAR

TITLES: Mapping[str, str] = {
    "monthly_encounters_by_specialty": "Monthly encounters by specialty",
    "top_diagnosis_procedure_pairs": "Top diagnosis-procedure pairs",
    "readmission_rate_by_specialty": "30-day readmission by specialty",
    "monthly_revenue_by_specialty": "Revenue by specialty and month",
}
CONTESTANTS: Mapping[str, str] = {
    OLTP: "OLTP as given",
    INDEXED: "OLTP well indexed",
    STAR: "star",
    AGGREGATED: "star with aggregates",
}
BOTTLENECKS: Mapping[str, str] = {
    "monthly_encounters_by_specialty": (
        "On the OLTP tables the specialty at the time of the encounter has to be looked up among "
        "the versions of its provider, a window over every encounter and version; the month is "
        "computed row by row, and the counting of distinct patients sorts all encounters. No index "
        "helps with that: what is grouped by is computed. In the star the month, the specialty and "
        "the type stand in the fact, and one index holds them in this order with the patient: the "
        "query is one pass over it, without a join of any size, a temporary table or a sort. The "
        "aggregate has the question's own grain; its people cannot be added up over months or "
        "specialties, so another filter needs the star."
    ),
    "top_diagnosis_procedure_pairs": (
        "The OLTP tables join two many-to-many tables over all encounters, and take repeats out "
        "of both first: two temporary tables, an index on one of them built for this one query, "
        "and a group of all pairs that spills to disk once it outgrows the server's memory for "
        "temporary tables. The star keeps the outcome of that join, a row per encounter and pair, "
        "in bridge_encounter_pair, in the order of its index: counting is one pass. The two "
        "bridges alone would not do: joining them costs what it costs on the OLTP tables. The "
        "aggregate is a finished ranking over all time: a lookup of the first ranks, but no "
        "answer for a period or a specialty."
    ),
    "readmission_rate_by_specialty": (
        "On the OLTP tables runs of encounters, transfers, follow-up and returns are worked out at "
        "every asking, one window over all inpatient encounters after another; "
        "they are few among all encounters, which is why this is the question at which the OLTP "
        "tables do best. The star has worked it out once, in fact_inpatient_stays: a row per stay "
        "with a flag per definition of a return, so that the query sums flags. The aggregate "
        "counts stays by month and specialty: it adds up over any period, and rates come out of "
        "the sums."
    ),
    "monthly_revenue_by_specialty": (
        "The OLTP tables sum claims per encounter before joining them, a temporary table as "
        "long as the encounters, look for the provider's version of each, and sort for the "
        "group. In the star the claims of an encounter are summed in the fact, and an index holds "
        "month, specialty and the amounts: one pass in the order of the group. What is left is the "
        "addition of decimals. The aggregate has the question's grain, and adds up over months "
        "and specialties."
    ),
}
INDEX_REASONS: Mapping[str, str] = {
    "patient_id": "the encounters of a person",
    "patient_key": "the encounters of a version of a patient",
    "provider_key": "the encounters of a version of a provider",
    "encounter_date_key": "the encounters of a day; a load counts changed months by it",
    "calendar_month,specialty_key,encounter_type_key,patient_id": "all of question 1, in its order",
    "calendar_month,specialty_key,payer_key,claim_count,claim_amount,revenue_amount,pending_amount,"
    "denied_amount": "all of question 4 and of revenue by payer, in their order",
    "diagnosis_key,procedure_key": "all of question 2, in its order",
}
COLD = (
    "**Cold**: before each round the server is stopped, the operating system is told to forget the "
    "pages of its files (`posix_fadvise`), and it is started without a saved buffer pool; then "
    "each contestant runs its query once, the first one another in every round. They read other "
    "tables, so none warms another. **Warm**: the query has run before on the same connection. "
    "Times go from sending the query until the last row has arrived; medians, with the quartiles "
    "in brackets. Rows examined are `Handler_read_*` of one run, temporary tables included."
)
