"""Rates and their intervals in decimal arithmetic, to six digits, halves rounded up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

_Z = Decimal("1.959963984540054")  # two-sided 95 % of the normal distribution
_MILLIONTH = Decimal("0.000001")
_EXACT = Context(prec=50)


def rate(part: int, whole: int) -> Decimal:
    """The share of `part` in `whole`, which is not 0."""
    return _rounded(_EXACT.divide(Decimal(part), Decimal(whole)))


def wilson_interval(successes: int, trials: int) -> tuple[Decimal, Decimal]:
    """Wilson's score interval at 95 % for at least one trial.

    Solves `|p - successes/trials| = z * sqrt(p * (1 - p) / trials)` for p: a quadratic equation
    (E. B. Wilson, Probable inference, JASA 22, 1927).
    """
    share = _EXACT.divide(Decimal(successes), Decimal(trials))
    spread = _EXACT.divide(_EXACT.multiply(_Z, _Z), Decimal(trials))
    # (1 + spread) p^2 - (2 share + spread) p + share^2 = 0
    half = _EXACT.divide(_EXACT.add(2 * share, spread), Decimal(2))
    root = _EXACT.sqrt(
        _EXACT.subtract(
            _EXACT.multiply(half, half),
            _EXACT.multiply(_EXACT.add(Decimal(1), spread), _EXACT.multiply(share, share)),
        ).max(Decimal(0))
    )
    divisor = _EXACT.add(Decimal(1), spread)
    return (
        _rounded(_EXACT.divide(_EXACT.subtract(half, root), divisor)),
        _rounded(_EXACT.divide(_EXACT.add(half, root), divisor)),
    )


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_MILLIONTH, rounding=ROUND_HALF_UP)
