"""How headers are written down: one class for each form, which is given one header at a time and keeps none.

A form is an ``add`` for each header, a ``fail`` for each that cannot be read, and an ``end``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

from launcher.errors import WetreadError
from launcher.tags import dump
from launcher.tags.elements import DataSet
from launcher.tags.path import Found, TagPath
from launcher.tags.values import json_attribute, json_model, keyword_of, text

Write = Callable[[str], object]


class Form(Protocol):
    """What a header becomes."""

    def add(self, name: str, data_set: DataSet) -> None:
        """Write a header down."""

    def fail(self, name: str, error: WetreadError) -> None:
        """One that could not be read, for forms with a row for everything."""

    def end(self) -> None:
        """Write what comes last."""


class _Form:
    def __init__(self, write: Write, paths: Sequence[TagPath], alone: bool) -> None:
        self._write, self._paths, self._alone = write, paths, alone

    def fail(self, name: str, error: WetreadError) -> None:
        """Nothing: standard error says it."""

    def end(self) -> None:
        """Nothing comes last."""

    def found(self, data_set: DataSet) -> list[Found]:
        """What was asked for, in that order."""
        return [found for path in self._paths for found in path.find(data_set)]


def cell(path: TagPath, data_set: DataSet) -> str:
    """The value of a tag; of several that a path leads to, all, with backslashes between them."""
    if path.tag is not None:
        element = data_set.get(path.tag)
        return text(element, data_set) if element is not None else ""
    return "\\".join(text(found.element, found.within) for found in path.find(data_set))


def exact_cell(path: TagPath, data_set: DataSet) -> str:
    """The same as ImageJ's ``getInfo`` gives it."""
    from launcher.tags import imagej

    return "\\".join(imagej.exact(found.element, found.within) for found in path.find(data_set))


class Values(_Form):
    """One header: a line for each tag that was asked for. Several: a row for each, its name first, tabs between."""

    def add(self, name: str, data_set: DataSet) -> None:
        """Write a row."""
        said = [self.cell(path, data_set) for path in self._paths]
        self._write("\n".join(said) + "\n" if self._alone else "\t".join([dump.plain(name), *said]) + "\n")

    def cell(self, path: TagPath, data_set: DataSet) -> str:
        """One value, on one line."""
        return dump.plain(cell(path, data_set))


class ImagejValues(Values):
    """The same, byte for byte as ImageJ has it."""

    def cell(self, path: TagPath, data_set: DataSet) -> str:
        """One value."""
        return exact_cell(path, data_set)


class _Blocks(_Form):
    def add(self, name: str, data_set: DataSet) -> None:
        """Write a block, under the file's name if there are several."""
        head = "" if self._alone else f"# {dump.plain(name)}\n"
        self._write(head + self.block(data_set) + ("" if self._alone else "\n"))

    def block(self, data_set: DataSet) -> str:
        raise NotImplementedError


class Dump(_Blocks):
    """A line for each element: of the header, or of what wildcards find in it."""

    def block(self, data_set: DataSet) -> str:
        """All the lines."""
        lines = dump.found_lines(self.found(data_set)) if self._paths else dump.lines(data_set)
        return "".join(f"{line}\n" for line in lines)


class ImagejInfo(_Blocks):
    """What ``getMetadata("Info")`` of ImageJ gives."""

    def block(self, data_set: DataSet) -> str:
        """The whole text."""
        from launcher.tags import imagej

        return imagej.info(data_set)


class Ndjson(_Form):
    """An object of the DICOM JSON model a line, with ``path`` in it; or ``path`` and ``error``."""

    def add(self, name: str, data_set: DataSet) -> None:
        """Write a line."""
        self._row({"path": name, **self.model(name, data_set)})

    def fail(self, name: str, error: WetreadError) -> None:
        """Write a line that says why."""
        self._row({"path": name, "error": str(error)})

    def model(self, name: str, data_set: DataSet) -> dict[str, Any]:
        """The header, or what was asked for of it."""
        return chosen_model(self.found(data_set), name) if self._paths else json_model(data_set, name)

    def _row(self, row: dict[str, Any]) -> None:
        self._write(_json(row) + "\n")


class Json(Ndjson):
    """The DICOM JSON model, PS3.18 F.2: the object of one header, or an array of several's."""

    _before = "["

    def add(self, name: str, data_set: DataSet) -> None:
        """Write an object."""
        model = _json(self.model(name, data_set))
        self._write(f"{model}\n" if self._alone else f"{self._before}\n{model}")
        self._before = ","

    def fail(self, name: str, error: WetreadError) -> None:
        """Nothing: the model has no place for it."""

    def end(self) -> None:
        """Close the array."""
        if not self._alone:
            self._write("\n]\n" if self._before == "," else "[]\n")


def _json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)


def chosen_model(found: Sequence[Found], uri: str) -> dict[str, Any]:
    """The DICOM JSON model of elements that were looked for, within the sequences that they stand in."""
    model: dict[str, Any] = {}
    for one in found:
        at = model
        for tag, item in one.way:
            items = at.setdefault(f"{tag:08X}", {"vr": "SQ"}).setdefault("Value", [])
            items += ({} for _ in range(item + 1 - len(items)))
            at = items[item]
        at[f"{one.element.tag:08X}"] = json_attribute(one.element, one.within, uri)
    return model


class Csv(_Form):
    """RFC 4180: a row for each file and a column for each tag; without tags, or with wildcards, a row an element."""

    def __init__(self, write: Write, paths: Sequence[TagPath], alone: bool) -> None:
        super().__init__(write, paths, alone)
        self._rows = _csv(write)
        self._is_wide = bool(paths) and all(path.is_plain for path in paths)
        columns = [path.label for path in paths] if self._is_wide else ["tag", "vr", "keyword", "value"]
        self._rows.writerow(["path", *columns, "error"])
        self._blank = [""] * len(columns)

    def add(self, name: str, data_set: DataSet) -> None:
        """Write a row, or several."""
        if self._is_wide:
            self._rows.writerow([name, *(cell(path, data_set) for path in self._paths), ""])
            return
        found = self.found(data_set) if self._paths else _all(data_set, ())
        for one in found:
            keyword = keyword_of(one.element.tag, one.within)
            said = text(one.element, one.within)
            self._rows.writerow([name, one.place, one.element.vr, keyword, said, ""])

    def fail(self, name: str, error: WetreadError) -> None:
        """Write a row that says why."""
        self._rows.writerow([name, *self._blank, str(error)])


def _all(data_set: DataSet, way: tuple[tuple[int, int], ...]) -> list[Found]:
    found = []
    for element in data_set.values():
        found.append(Found(element, data_set, way))
        items = element.value if isinstance(element.value, tuple) else ()
        for number, item in enumerate(items):
            found += _all(item, (*way, (element.tag, number)))
    return found


def _csv(write: Write) -> Any:
    import csv
    from types import SimpleNamespace

    return csv.writer(SimpleNamespace(write=write))


class Unique(_Form):
    """Each combination of values once, sorted, with how many files have it: as text, CSV, JSON or NDJSON."""

    def __init__(self, write: Write, paths: Sequence[TagPath], form: str) -> None:
        super().__init__(write, paths, alone=False)
        self._form = form
        self._cell = exact_cell if form == "imagej" else cell
        self._counts: Counter[tuple[str, ...]] = Counter()

    def add(self, name: str, data_set: DataSet) -> None:
        """Count it."""
        self._counts[tuple(self._cell(path, data_set) for path in self._paths)] += 1

    def end(self) -> None:
        """Write all of it."""
        labels = ["count", *(path.label for path in self._paths)]
        rows = [(count, *said) for said, count in sorted(self._counts.items())]
        if self._form == "csv":
            _csv(self._write).writerows([labels, *rows])
        elif self._form in ("json", "ndjson"):
            objects = [_json(dict(zip(labels, row, strict=True))) for row in rows]
            self._write("\n".join(objects) + "\n" if self._form == "ndjson" else "[" + ",\n".join(objects) + "]\n")
        else:
            lines = ("\t".join([str(count), *map(dump.plain, said)]) for said, count in sorted(self._counts.items()))
            self._write("".join(f"{line}\n" for line in lines))


FORMS: Final[dict[str, tuple[type[_Form], type[_Form]]]] = {
    "text": (Values, Dump),
    "imagej": (ImagejValues, ImagejInfo),
    "json": (Json, Json),
    "ndjson": (Ndjson, Ndjson),
    "csv": (Csv, Csv),
}
"""Form → how it writes tags that were asked for, and whole headers."""


def form_of(name: str, write: Write, paths: Sequence[TagPath], alone: bool) -> Form:
    """The form for tags that were asked for, or for whole headers when there are none.

    Parameters
    ----------
    alone
        Whether there is one header only, whose name need not be told.
    """
    is_plain = bool(paths) and all(path.is_plain for path in paths)
    chosen: Form = FORMS[name][0 if is_plain else 1](write, paths, alone)  # type: ignore[assignment]
    return chosen
