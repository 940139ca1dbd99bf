"""What Spark refuses, as one line."""

from __future__ import annotations

import pytest

from hospital.spark.failures import one_line

_PLAN = "[DIVIDE_BY_ZERO] Division by zero.\n'Project [(1 / 0)]\n+- OneRowRelation\n"
_TASK = (
    "\n  An exception was thrown from the Python worker:\n"
    "Traceback (most recent call last):\n"
    '  File "serializers.py", line 483, in loads\n'
    "    return cloudpickle.loads(obj)\n"
    "ModuleNotFoundError: No module named 'hospital'\n"
    "\n"
)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ValueError(_PLAN), "[DIVIDE_BY_ZERO] Division by zero."),
        (ValueError(_TASK), "ModuleNotFoundError: No module named 'hospital'"),
        (ValueError(), "ValueError"),
    ],
)
def test_it_is_the_line_that_says_what_is_wrong(error: Exception, line: str) -> None:
    assert one_line(error) == line
