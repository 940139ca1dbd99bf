"""`hospital erd`: writes the generated parts of docs/data_model.md."""

from __future__ import annotations

import sys

import click


@click.command()
def erd() -> None:
    """Write the diagrams of both schemas into docs/data_model.md."""
    from hospital.reporting.data_model import write_data_model

    print(write_data_model())
    print("wrote the diagrams of both schemas", file=sys.stderr)
