"""`hospital erd`: the entity-relationship diagrams of both schemas."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.option(
    "--images",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write oltp.svg and star.svg into this folder instead.",
)
def erd(images: Path | None) -> None:
    """Write the diagrams of both schemas into docs/data_model.md, or as pictures."""
    if images is None:
        from hospital.reporting.data_model import write_data_model

        print(write_data_model())
    else:
        from hospital.reporting.diagrams import write_images  # slow to import

        print(*write_images(images), sep="\n")
    print("wrote the diagrams of both schemas", file=sys.stderr)
