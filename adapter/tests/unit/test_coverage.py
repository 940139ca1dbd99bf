"""Every class of dbt-tests-adapter is run here, or has a reason why not."""

import suite
from not_applicable import NOT_APPLICABLE

WANTED = suite.wanted()
COLLECTED = suite.collected()
RUN = suite.functional()


def runs(own: type, theirs: type, test: str) -> bool:
    """Whether a class here runs a test of the suite's as it is, or its own version of it."""
    found = getattr(own, test, None)
    if not issubclass(own, theirs) or found is None:
        return False
    return found is getattr(theirs, test) or found.__module__ == own.__module__


def is_run(name: str) -> bool:
    """Whether classes here run all the tests of one of the suite's classes."""
    theirs = WANTED[name]
    if name in COLLECTED and theirs not in RUN.values():
        return False  # the suite runs exactly this one, so a descendant will not do
    return all(
        any(runs(own, theirs, test) for own in RUN)
        for test in suite.tests(theirs)
        if f"{name}.{test}" not in NOT_APPLICABLE
    )


def test_the_suite_is_found() -> None:
    assert len(WANTED) > 200
    assert len(RUN) > 150


def test_every_class_is_run_or_explained() -> None:
    assert [name for name in WANTED if name not in NOT_APPLICABLE and not is_run(name)] == []


def test_what_is_explained_exists_and_is_not_run() -> None:
    for name, reason in NOT_APPLICABLE.items():
        assert len(reason) > 20, name
        if name in WANTED:
            assert WANTED[name] not in RUN.values(), name
        else:
            cls, _, test = name.rpartition(".")
            assert hasattr(WANTED[cls], test), name
            assert not any(runs(own, WANTED[cls], test) for own in RUN), name


def test_every_class_here_carries_tests() -> None:
    assert [cls for cls in RUN if not suite.tests(cls)] == []


def test_nothing_is_skipped() -> None:
    for path in suite.FUNCTIONAL.glob("*.py"):
        text = path.read_text()
        assert not any(word in text for word in ("mark.skip", "pytest.skip", "xfail")), path
