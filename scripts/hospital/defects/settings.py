"""From the words of the command line to settings."""

from __future__ import annotations

from hospital.config import DefectSettings
from hospital.defects.registry import known_defects
from hospital.errors import SettingError

PROFILES = ("none", "standard", "repairable")


def defect_settings(profile: str, rate: float = DefectSettings.rate) -> DefectSettings:
    """The classes of a profile, or those named with commas between, in planting order.

    `standard` is every class, `repairable` those that the warehouse can wholly undo.

    Raises:
        SettingError: a class is unknown, or the rate is not from 0 to 1.
    """
    known = known_defects()
    match profile.strip():
        case "none":
            names: set[str] = set()
        case "standard":
            names = set(known)
        case "repairable":
            names = {name for name, defect in known.items() if defect.is_repairable}
        case listed:
            names = {name.strip() for name in listed.split(",")}
    unknown = sorted(names - set(known))
    if unknown:
        raise SettingError(
            f"--defects names '{unknown[0]}', which is no class of defects; "
            f"give {', '.join(PROFILES)}, or classes with commas between: {', '.join(known)}"
        )
    return DefectSettings(tuple(name for name in known if name in names), rate)
