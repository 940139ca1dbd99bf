"""A folder, local or in an object store, that holds a whole simulation or what it held before.

A load writes below `_loading/` and moves its files into place at its end, so that a reader never
sees a part of it. `_manifest.json` names every file that the simulator wrote, and only these are
ever deleted; `_SUCCESS` is written last.

    _loading/           a load under way or cut off; the next load with --replace clears it
      _manifest.json    what is being moved into place
      _replaced.json    the manifest of what it replaces
    _kept.json          the manifest of a load that was cut off, until the next one is complete
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import fs

from hospital.errors import DataExistsError, HospitalError, LoadError, SettingError

MANIFEST = "_manifest.json"
SUCCESS = "_SUCCESS"
ANSWER_KEY = "_answer_key"
LOADING = "_loading"
NEXT = f"{LOADING}/{MANIFEST}"
REPLACED = f"{LOADING}/_replaced.json"
KEPT = "_kept.json"
_STARTED = f"{LOADING}/_started"
_CREDENTIALS = re.compile(r"(?<=:)//.*@")
_MOVES_AT_ONCE = 16  # an object store copies, and answers slowly


@dataclass(frozen=True)
class Folder:
    """A folder by the address that the user gave; paths are relative to it."""

    address: str
    files: fs.SubTreeFileSystem

    def write(self, path: str, content: bytes) -> None:
        """Writes a whole file; its folder exists already."""
        with self.files.open_output_stream(path, compression=None) as stream:
            stream.write(content)

    def read_json(self, path: str) -> Any:
        """The content of a JSON file; None where there is none."""
        if not self.exists(path):
            return None
        with self.files.open_input_stream(path, compression=None) as stream:
            return json.loads(stream.read())

    def exists(self, path: str) -> bool:
        """Whether there is a file or a folder of that name."""
        return bool(self.files.get_file_info(path).type != fs.FileType.NotFound)

    def delete(self) -> None:
        """Deletes the folder itself."""
        self.files.base_fs.delete_dir(self.files.base_path)

    def listing(self, path: str = "") -> list[str]:
        """The files in a folder and below it; none where there is no such folder."""
        selector = fs.FileSelector(path, allow_not_found=True, recursive=True)
        return [
            info.path.removeprefix("/")
            for info in self.files.get_file_info(selector)
            if info.type == fs.FileType.File
        ]


def folder_at(address: str) -> Folder:
    """The folder of a path, or of a URI such as `file:///data/hospital` or `s3://bucket/hospital`.

    Raises:
        SettingError: the address is empty, of an unknown kind, or cannot be reached.
    """
    if not address.strip():
        raise SettingError("--output is empty; give a folder, or a URI such as s3://bucket/folder")
    try:
        if "://" in address:
            base, path = fs.FileSystem.from_uri(address)
        else:
            base, path = fs.LocalFileSystem(), str(Path(address).absolute())
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = " ".join(str(error).replace(address, shown(address)).split())
        raise SettingError(f"--output '{shown(address)}' cannot be used: {reason}") from error
    if not path.strip("/"):
        raise SettingError(f"--output '{shown(address)}' names no folder; give one")
    return Folder(shown(address), fs.SubTreeFileSystem(path, base))


def shown(address: str) -> str:
    """An address as it may be printed: without the key and secret that a URI can carry."""
    return _CREDENTIALS.sub("//…@", address)


def address_below(address: str, name: str) -> str:
    """The address of a folder in the folder of an address, before the options of a URI."""
    path, mark, options = address.partition("?") if "://" in address else (address, "", "")
    return f"{path.rstrip('/')}/{name}{mark}{options}"


class FolderLoad:
    """A load into a folder: see the module. Use it through `loading`."""

    def __init__(self, folder: Folder) -> None:
        """Take a folder in which `_loading/` is there."""
        self._folder = folder

    def withdraw(self) -> None:
        """Marks what the folder holds as incomplete, until `publish`; undone if it never comes."""
        with writing(self._folder):
            self._withdraw()

    def publish(self, paths: Iterable[str], manifest: Mapping[str, Any]) -> None:
        """Moves the files, named relative to the folder, from `_loading/` to their places."""
        with writing(self._folder):
            self._publish(sorted(paths), manifest)

    def _withdraw(self) -> None:
        if self._folder.exists(MANIFEST):
            _delete_files(self._folder, [SUCCESS])
            self._folder.files.move(MANIFEST, REPLACED)

    def _publish(self, new: list[str], manifest: Mapping[str, Any]) -> None:
        files = self._folder.files
        self._folder.write(NEXT, _json({**manifest, "files": new}))
        self._withdraw()
        _delete_files(self._folder, _files_of(self._folder.read_json(REPLACED)))
        for parent in {str(Path(path).parent) for path in new} - {"."}:
            files.create_dir(parent)
        _each(lambda path: files.move(f"{LOADING}/{path}", path), new)
        files.move(NEXT, MANIFEST)
        self._folder.write(SUCCESS, b"")
        files.delete_dir(LOADING)
        _delete_files(self._folder, [KEPT])


@contextmanager
def loading(folder: Folder, tables: Iterable[str], *, replace: bool) -> Iterator[FolderLoad]:
    """A load in place of an earlier one; left without `publish`, it changes nothing.

    Raises:
        DataExistsError: it holds a simulation and `replace` is false, or a file that the simulator
            did not write stands where it would write or in a folder that was never its own.
        HospitalError: it cannot be written.
    """
    with writing(folder):
        existed = folder.exists("")
        _make_ready(folder, frozenset(tables), replace=replace)
    try:
        yield FolderLoad(folder)
    except BaseException:
        # What publish has begun stays marked; before that, nothing of the load is left.
        with suppress(pa.ArrowException, OSError):
            if not folder.exists(NEXT):
                _undo(folder)
                if not existed and not folder.listing():
                    folder.delete()
        raise


@contextmanager
def writing(folder: Folder) -> Iterator[None]:
    """What goes wrong in it is the folder's fault, and is said in one line as LoadError."""
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise explained(error, folder) from error


def explained(error: Exception, folder: Folder) -> HospitalError:
    """The failure as one line that says what to do."""
    text = " ".join(str(error).split())
    if "No space left" in text or "Disk quota exceeded" in text:
        return LoadError(f"the disk of {folder.address} is full; free space and try again")
    return LoadError(f"cannot write to {folder.address}: {text}")


def _undo(folder: Folder) -> None:
    if folder.exists(REPLACED):
        folder.files.move(REPLACED, MANIFEST)
        folder.write(SUCCESS, b"")
    folder.files.delete_dir(LOADING)


def _make_ready(folder: Folder, tables: frozenset[str], *, replace: bool) -> None:
    place = folder.files.get_file_info("")
    if place.type == fs.FileType.File:
        raise LoadError(f"{folder.address} is a file; give a folder as --output")
    found = folder.listing()
    broken_off = any(path.startswith(f"{LOADING}/") for path in found)
    manifests = [folder.read_json(name) for name in (MANIFEST, NEXT, REPLACED)]
    own = {path for manifest in manifests for path in _files_of(manifest)}
    foreign = [
        path
        for path in found
        if path not in own
        and path not in (MANIFEST, SUCCESS, KEPT)
        and not path.startswith((f"{LOADING}/", f"{ANSWER_KEY}/"))
    ]
    if not broken_off and manifests[0] is None:
        in_the_way = foreign
    else:
        in_the_way = [path for path in foreign if path.split("/")[0].split(".")[0] in tables]
    if in_the_way:
        raise DataExistsError(
            f"{folder.address} holds {in_the_way[0]}, which the simulator did not write and "
            f"--replace never touches: give another --output"
        )
    if not replace and (manifests[0] is not None or broken_off):
        what = "what a load that was broken off has left" if broken_off else "a simulation"
        raise DataExistsError(
            f"{folder.address} already holds {what}; give --replace to replace it"
        )
    if broken_off:
        if manifests[0] is None:  # it was broken off while it moved the files
            _keep(folder, manifests)
            _delete_files(folder, [path for path in own if path in found] + [SUCCESS])
        folder.files.delete_dir(LOADING)
    folder.files.create_dir(LOADING)
    for table in tables:
        folder.files.create_dir(f"{LOADING}/{table}")
    folder.write(_STARTED, b"")


def _keep(folder: Folder, manifests: Iterable[Any]) -> None:
    """Keeps what is known of a load, should the next one be cut off as well."""
    known = next((manifest for manifest in manifests if manifest is not None), None)
    if known is not None:
        partial = f"{LOADING}/{KEPT}"
        folder.write(partial, _json(known))
        folder.files.move(partial, KEPT)


def _files_of(manifest: Any) -> list[str]:
    """The files that a manifest names.

    Raises:
        DataExistsError: it is no manifest of the simulator.
    """
    if manifest is None:
        return []
    names = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise DataExistsError(f"{MANIFEST} there is none of the simulator: give another --output")
    return [name for name in names if ".." not in name.split("/") and not name.startswith("/")]


def _delete_files(folder: Folder, paths: Iterable[str]) -> None:
    """Deletes those of the files that exist, and the folders of theirs that are empty then."""
    paths = list(paths)

    def delete(path: str) -> None:
        if folder.exists(path):
            folder.files.delete_file(path)

    _each(delete, paths)
    for parent in {str(Path(path).parent) for path in paths} - {"."}:
        if folder.exists(parent) and not folder.listing(parent):
            folder.files.delete_dir(parent)


def _each(act: Any, paths: Iterable[str]) -> None:
    with ThreadPoolExecutor(_MOVES_AT_ONCE) as threads:
        list(threads.map(act, paths))


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, indent=2, default=str).encode() + b"\n"
