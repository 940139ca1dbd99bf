"""What the answer key beside a database tells of how it was generated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from hospital.advancing.revision import Loaded
from hospital.config import CodeListSettings, DefectSettings, GenerateConfig
from hospital.errors import LoadError, NotBuiltError
from hospital.sinks.folder import KEPT, MANIFEST, NEXT, REPLACED, explained, folder_at


@dataclass(frozen=True)
class AnswerKey:
    """The settings of the data, as of the day that the database holds.

    The key itself may be incomplete after an advance that was cut off; its settings are not.
    """

    config: GenerateConfig
    is_complete: bool


def answer_key(address: str, loaded: Loaded) -> AnswerKey:
    """The key of the simulation that a database holds.

    Raises:
        NotBuiltError: there is none.
        LoadError: it is that of other data.
    """
    folder = folder_at(address)
    try:
        manifests = [folder.read_json(path) for path in (MANIFEST, NEXT, REPLACED, KEPT)]
    except (pa.ArrowException, OSError) as error:
        raise explained(error, folder) from error
    found = [manifest for manifest in manifests if manifest is not None]
    if not found:
        raise NotBuiltError(
            f"there is no answer key in {address}, and only it tells which faults were planted; "
            f"'hospital generate --replace' makes database and key anew"
        )
    settings = found[0].get("settings", {})
    own = {"seed": loaded.seed, "patients": loaded.patients, "start": str(loaded.start)}
    for name, value in own.items():
        if settings.get(name) != value:
            raise LoadError(
                f"the answer key in {address} is that of other data ({name} "
                f"{settings.get(name)}, the database has {value}); "
                f"'hospital generate --replace' makes database and key anew"
            )
    config = GenerateConfig(
        seed=loaded.seed,
        patients=loaded.patients,
        start=loaded.start,
        as_of=loaded.as_of,
        defects=_defects(settings),
        code_lists=_code_lists(settings),
    )
    is_complete = manifests[0] is not None and _day(settings) == loaded.as_of
    return AnswerKey(config, is_complete)


def _defects(settings: dict[str, Any]) -> DefectSettings:
    planted = settings["defects"]
    return DefectSettings(tuple(planted["classes"]), planted["rate"])


def _code_lists(settings: dict[str, Any]) -> CodeListSettings | None:
    given = settings.get("code_lists")
    return None if given is None else CodeListSettings(given["folder"], given["digest"])


def _day(settings: dict[str, Any]) -> date:
    return date.fromisoformat(settings["as_of"])
