"""Every class of dbt-tests-adapter is run here, or has a reason why not."""

import suite
from not_applicable import NOT_APPLICABLE

WANTED = suite.wanted()
COLLECTED = suite.collected()
RUN = suite.functional()


def is_run(name: str) -> bool:
    """Whether a class here stands for one of the suite's."""
    if name in COLLECTED:  # the suite runs exactly this one, so a descendant will not do
        return WANTED[name] in RUN.values()
    return any(issubclass(cls, WANTED[name]) for cls in RUN)


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
            runs = [own for own in RUN if issubclass(own, WANTED[cls]) and getattr(own, test)]
            assert runs == [], name


def test_every_class_here_carries_tests() -> None:
    assert [cls for cls in RUN if not suite.tests(cls)] == []


def test_nothing_is_skipped() -> None:
    for path in suite.FUNCTIONAL.glob("*.py"):
        text = path.read_text()
        assert not any(word in text for word in ("mark.skip", "pytest.skip", "xfail")), path
