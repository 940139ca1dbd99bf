"""The checksums of small hospitals, and the file that says what they are to be.

`python -m tests.python.simulation.checksums` (that is `make checksums`) rewrites the file.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from hospital.config import GenerateConfig
from hospital.defects.settings import defect_settings
from hospital.generation import make_block
from hospital.schema.tables import TABLES
from hospital.simulation import block_count
from hospital.sinks.fingerprint import MODULUS, as_text, fingerprint

Checksums = dict[str, str]  # by table: its rows and its checksum

MANIFEST = Path(__file__).with_name("checksums.json")
_PATIENTS = 500
HOSPITALS = {
    f"seed {seed}, {'dirty' if profile == 'standard' else 'clean'}": GenerateConfig(
        seed=seed, patients=_PATIENTS, defects=defect_settings(profile, 0.01)
    )
    for seed in (42, 7)
    for profile in ("none", "standard")
}


def checksums_of(config: GenerateConfig) -> Checksums:
    """What the database is given and what the answer key says, table by table, in any order."""
    rows: dict[str, int] = {table.name: 0 for table in TABLES}
    sums = dict.fromkeys(rows, 0)
    for number in range(block_count(config)):
        made = make_block(config, number)
        for name, batch in [*made.block.items(), *made.key.items()]:
            table = pa.Table.from_batches([batch])
            rows[name] = rows.get(name, 0) + table.num_rows
            sums[name] = (sums.get(name, 0) + fingerprint(table)) % MODULUS
    return {name: f"{rows[name]} rows, {as_text(sums[name])}" for name in rows}


def block_sizes() -> dict[str, GenerateConfig]:
    """One dirty hospital, simulated in blocks of several sizes."""
    dirty = HOSPITALS["seed 7, dirty"]
    return {f"{size} a block": replace(dirty, block_size=size) for size in (37, 250, _PATIENTS)}


def main() -> None:
    """Rewrites the manifest with the checksums of now."""
    manifest = {name: checksums_of(config) for name, config in HOSPITALS.items()}
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
