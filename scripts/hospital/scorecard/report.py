"""The scorecard as a table on standard output and as a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO

from rich import box
from rich.table import Table
from rich.text import Text

from hospital.reporting.console import console
from hospital.scorecard.measuring import REQUIRED_SHARE, Scorecard, Verdict
from hospital.scorecard.targets import targets

Scorecards = Mapping[str, Scorecard]  # by a label of the data, such as 'seed 42'

_STYLES = {"pass": "green", "fail": "bold red", "no data": "bold red", "n/a": "dim"}


def print_scorecards(cards: Scorecards) -> None:
    """Prints every figure and every rule, with one column per data set, then what passed."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("id")
    table.add_column("figure (* headline)", overflow="fold")
    for heading in ("target", "from", "to"):
        table.add_column(heading, justify="right")
    for label in cards:
        table.add_column("measured" if len(cards) == 1 else label, justify="right")
    columns = [card.verdicts for card in cards.values()]
    for verdicts in zip(*columns, strict=True):
        target = verdicts[0].target
        star = " *" if target.is_headline else ""
        table.add_row(
            target.id,
            f"{target.name}{star} [{target.unit}]".replace("[", "\\["),
            f"{target.target:g}",
            f"{target.low:g}",
            f"{target.high:g}",
            *(_cell(verdict) for verdict in verdicts),
        )
    output = console()
    output.print(table)
    for target in targets():
        if not target.applies:
            print(f"not applicable: {target.id}, {target.reason}")
    output.print(_findings(cards))
    for label, card in cards.items():
        print(in_words(label, card))


def in_words(label: str, card: Scorecard) -> str:
    """One line: figures and headline figures in their range, and rules that are broken."""
    headlines = [verdict for verdict in card.applicable if verdict.target.is_headline]
    passed = sum(verdict.is_passed for verdict in card.applicable)
    failed = ", ".join(verdict.target.id for verdict in card.failed_headlines)
    return (
        f"{label}: {passed} of {len(card.applicable)} figures pass ({card.share:.1%}, "
        f"required {REQUIRED_SHARE:.0%}); headline figures: "
        f"{len(headlines) - len(card.failed_headlines)} of {len(headlines)}"
        + (f" (outside: {failed})" if failed else "")
        + f"; rows that break a rule: {card.violations:,}"
    )


def _findings(cards: Scorecards) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("rule")
    for label in cards:
        table.add_column("violations" if len(cards) == 1 else label, justify="right")
    table.add_column("for example", overflow="fold")
    for findings in zip(*(card.findings for card in cards.values()), strict=True):
        example = next((finding.example for finding in findings if finding.violations), "")
        counts = (Text(f"{f.violations:,}", "bold red" if f.violations else "") for f in findings)
        table.add_row(findings[0].name.replace("_", " "), *counts, example)
    return table


def figures_as_csv(cards: Scorecards) -> str:
    """One line per data set and figure, with everything that the table shows."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(
        (
            *("data", "id", "metric", "stratum", "unit", "target", "low", "high", "status"),
            *("headline", "metric_file", "measure", "measured", "verdict", "reason"),
        )
    )
    for label, card in cards.items():
        for verdict in card.verdicts:
            target = verdict.target
            writer.writerow(
                [
                    label,
                    target.id,
                    target.metric,
                    target.stratum,
                    target.unit,
                    target.target,
                    target.low,
                    target.high,
                    "confirmed" if target.is_confirmed else "unconfirmed",
                    int(target.is_headline),
                    target.metric_file,
                    target.measure,
                    "" if verdict.measured is None else f"{verdict.measured:.6g}",
                    verdict.word,
                    target.reason,
                ]
            )
    return file.getvalue()


def findings_as_csv(cards: Scorecards) -> str:
    """One line per data set and rule."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("data", "rule", "meaning", "violations", "example"))
    for label, card in cards.items():
        for found in card.findings:
            writer.writerow((label, found.name, found.rule, found.violations, found.example))
    return file.getvalue()


def _cell(verdict: Verdict) -> Text:
    value = "" if verdict.measured is None else f"{verdict.measured:.4g} "
    return Text(f"{value}{verdict.word}", style=_STYLES[verdict.word])
