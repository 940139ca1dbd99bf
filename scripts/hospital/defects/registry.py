"""The classes of defects, found by looking into the package `classes`: a new one is a new file."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from hospital.defects import classes
from hospital.defects.model import Defect


@cache
def known_defects() -> dict[str, Defect]:
    """Every class by name, in the order in which they are planted.

    Raises:
        ValueError: two classes have the same order number, or a module is not named as its class.
    """
    found = {
        module.name: import_module(f"{classes.__name__}.{module.name}").DEFECT
        for module in pkgutil.iter_modules(classes.__path__)
    }
    defects = sorted(found.values(), key=lambda defect: defect.order)
    if len({defect.order for defect in defects}) < len(defects):
        raise ValueError("two classes of defects have the same order number")
    if any(name != defect.name for name, defect in found.items()):
        raise ValueError("a module of a class of defects is not named as the class")
    return {defect.name: defect for defect in defects}
