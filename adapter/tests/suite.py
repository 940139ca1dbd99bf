"""What dbt-tests-adapter holds, and which of its classes the tests here run."""

import importlib
import importlib.util
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import dbt.tests.adapter

PREFIX = "dbt.tests.adapter."
FUNCTIONAL = Path(__file__).parent / "functional"


def suite_modules() -> Iterator[ModuleType]:
    """Import every module of the suite."""
    root = Path(next(iter(dbt.tests.adapter.__path__)))
    for path in sorted(root.rglob("*.py")):
        if path.stem not in ("__init__", "__about__"):
            yield importlib.import_module(
                PREFIX + ".".join(path.relative_to(root).with_suffix("").parts)
            )


def own_modules() -> Iterator[ModuleType]:
    """Import every module of functional tests."""
    for path in sorted(FUNCTIONAL.glob("test_*.py")):
        name = f"functional.{path.stem}"
        if name not in sys.modules:
            spec = importlib.util.spec_from_file_location(name, path)
            assert spec
            assert spec.loader
            module = importlib.util.module_from_spec(spec)
            sys.modules[name] = module
            spec.loader.exec_module(module)
        yield sys.modules[name]


def classes(module: ModuleType) -> Iterator[type]:
    """Give the classes a module defines."""
    for value in vars(module).values():
        if inspect.isclass(value) and value.__module__ == module.__name__:
            yield value


def tests(cls: type) -> list[str]:
    """Name the tests a class carries."""
    return [name for name in dir(cls) if name.startswith("test_") and callable(getattr(cls, name))]


def short(cls: type) -> str:
    """Name a class of the suite as `area.module.Class`."""
    return f"{cls.__module__.removeprefix(PREFIX)}.{cls.__qualname__}"


def runs_as_is(cls: type) -> bool:
    """Whether a class only has pytest collect the one it inherits from."""
    own = {name for name in vars(cls) if not name.startswith("__")} - {"clean_up"}
    return cls.__name__.startswith("Test") and not own and len(cls.__bases__) == 1


def wanted() -> dict[str, type]:
    """Give every class of the suite that an adapter has to run or to explain."""
    found: dict[str, type] = {}
    for module in suite_modules():
        for cls in classes(module):
            if issubclass(cls, tuple) or (runs_as_is(cls) and cls.__bases__[0] is not object):
                continue
            if tests(cls) or cls.__name__.startswith("Base"):
                found[short(cls)] = cls
    return found


def collected() -> set[str]:
    """Name the bases whose tests the suite itself collects as they are."""
    return {
        short(cls.__bases__[0])
        for module in suite_modules()
        for cls in classes(module)
        if runs_as_is(cls) and cls.__bases__[0].__module__.startswith(PREFIX)
    }


def adapted(cls: type) -> type | None:
    """Give the class of the suite that a functional test stands for."""
    return next((base for base in cls.__mro__ if base.__module__.startswith(PREFIX)), None)


def functional() -> dict[type, type]:
    """Map each test class here to the class of the suite it stands for."""
    found = {}
    for module in own_modules():
        for cls in classes(module):
            base = adapted(cls)
            if base is not None and cls.__name__.startswith("Test"):
                found[cls] = base
    return found
