"""`hospital screenshots`: the pictures in docs/images."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hospital.config import project_folder


@click.command()
def screenshots() -> None:
    """Take the pictures of docs/images from the site in target/site that 'make docs' wrote.

    Uses the Chromium that CHROMIUM names, else the machine's, else Debian's in data/chromium.
    """
    from hospital.report.pictures import take_pictures

    taken = take_pictures(Path("target/site"), project_folder() / "docs" / "images")
    print(*taken, sep="\n")
    print(f"took {len(taken)} pictures", file=sys.stderr)
