"""Đọc và ghi JSON — versioned JSON of problems, timetables and results; every fault of a file named at once."""

from __future__ import annotations

import dataclasses
import json
import typing
from typing import TypeVar

from boiduong.engines.timetabling.model import limits
from boiduong.engines.timetabling.model.problem import FORMAT, READS, VERSION, Entry, Problem
from boiduong.engines.timetabling.model.references import reference_faults
from boiduong.engines.timetabling.model.timetable import Result, Timetable, timetable_of
from boiduong.refusals import Refusal, gettext_noop

Record = TypeVar("Record")


class BadInput(Refusal):
    """Dữ liệu sai — the file cannot be a timetabling problem; `faults` holds every reason, in order."""

    text = gettext_noop("The timetabling file has %(count)s faults. First: %(first)s")

    def __init__(self, faults: list[str]) -> None:
        """Keep every fault; the sentence tells the first and how many there are."""
        super().__init__(count=len(faults), first=faults[0])
        self.faults = tuple(faults)


def parse(text: str | bytes) -> object:
    """Đọc văn bản JSON — or refuse: too long, too deep, not JSON, numbers that are none."""
    if len(text) > limits.TEXT:
        raise BadInput([f"the file is longer than {limits.TEXT} bytes"])
    if not text.strip():
        raise BadInput(["the file is empty"])
    try:
        return json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise BadInput(["the file is nested too deeply"]) from None
    except UnicodeDecodeError:
        raise BadInput(["the file is no text (UTF-8)"]) from None
    except ValueError as error:
        raise BadInput([f"the file is not JSON: {error}"]) from None


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number")


def problem_from_json(text: str | bytes) -> Problem:
    """Đọc bài toán — a whole problem or `BadInput` with all its faults."""
    record = enveloped(parse(text), "problem")
    faults: list[str] = []
    problem = read_record(Problem, record, "problem", faults)
    if problem is not None:
        faults += reference_faults(problem)
    if faults or problem is None:
        raise BadInput(faults)
    return problem


def checked(problem: Problem) -> Problem:
    """Kiểm tra bài toán — the problem itself when it is sound, else `BadInput` with all its faults."""
    faults = reference_faults(problem)
    if faults:
        raise BadInput(faults)
    return problem


def timetable_from_json(text: str | bytes) -> Timetable:
    """Đọc thời khóa biểu — entries only; the checker judges them against a problem."""
    record = enveloped(parse(text), "timetable")
    faults: list[str] = []
    entries = _value(tuple[Entry, ...], record, "timetable", faults)
    if faults:
        raise BadInput(faults)
    return timetable_of(typing.cast("tuple[Entry, ...]", entries))


def problem_to_json(problem: Problem) -> str:
    """Ghi bài toán — JSON that reads back as the same problem."""
    return _dump({"format": FORMAT, "version": VERSION, "problem": dataclasses.asdict(problem)})


def timetable_to_json(timetable: Timetable) -> str:
    """Ghi thời khóa biểu — JSON that reads back as the same timetable."""
    entries = [dataclasses.asdict(entry) for entry in timetable.entries]
    return _dump({"format": FORMAT, "version": VERSION, "timetable": entries})


def result_to_json(result: Result) -> str:
    """Ghi kết quả — the result with its timetable, readable as a timetable too."""
    record = dataclasses.asdict(result)
    entries = record.pop("timetable")
    return _dump(
        {
            "format": FORMAT,
            "version": VERSION,
            "timetable": entries["entries"] if entries else [],
            "result": {**record, "gap": round(result.gap, 4)},
        }
    )


def _dump(record: dict[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def enveloped(record: object, name: str, *, form: str = FORMAT, reads: tuple[int, ...] = READS) -> object:
    """Mở phong bì — what it holds under `name`; raises BadInput for another format or version."""
    if not isinstance(record, dict):
        raise BadInput(["the file must be an object"])
    faults = []
    if record.get("format") != form:
        faults.append(f'"format" must be "{form}"')
    if record.get("version") not in reads or isinstance(record.get("version"), bool):
        faults.append(f'"version" must be {" or ".join(map(str, reads))}')
    if name not in record:
        faults.append(f'"{name}" is missing')
    if faults:
        raise BadInput(faults)
    return record[name]


def read_record(kind: type[Record], record: object, path: str, faults: list[str]) -> Record | None:
    """Đọc một bản ghi — one dataclass from one JSON object; None when anything in it is at fault."""
    if not isinstance(record, dict):
        faults.append(f"{path}: must be an object")
        return None
    hints = typing.get_type_hints(kind)
    before = len(faults)
    faults += [f"{path}: unknown field {json.dumps(str(name)[:40])}" for name in record if name not in hints]
    values = {}
    for item in dataclasses.fields(kind):  # type: ignore[arg-type]
        if item.name in record:
            values[item.name] = _value(hints[item.name], record[item.name], f"{path}.{item.name}", faults)
        elif item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING:
            faults.append(f"{path}.{item.name}: is missing")
    return kind(**values) if len(faults) == before else None


def _value(kind: object, value: object, path: str, faults: list[str]) -> object:
    """One field: a text, a whole number, yes or no, a list, or an object of its own."""
    if typing.get_origin(kind) is tuple:
        if not isinstance(value, list):
            faults.append(f"{path}: must be a list")
            return ()
        if len(value) > limits.LIST:
            faults.append(f"{path}: has more than {limits.LIST} items")
            return ()
        inner, *others = typing.get_args(kind)
        if others != [...]:
            return _row((inner, *others), value, path, faults)
        return tuple(_value(inner, item, f"{path}[{place}]", faults) for place, item in enumerate(value))
    if dataclasses.is_dataclass(kind):
        return read_record(typing.cast("type[object]", kind), value, path, faults)
    assert isinstance(kind, type)  # noqa: S101 - the model holds no other kinds
    if type(value) is not kind:
        faults.append(f"{path}: must be {limits.KINDS[kind]}")
    elif isinstance(value, int) and abs(value) > limits.NUMBER:
        faults.append(f"{path}: is out of range")
    elif isinstance(value, str) and (len(value) > limits.NAME or any(ord(sign) < 32 for sign in value)):
        faults.append(f"{path}: is longer than {limits.NAME} characters or holds control characters")
    return value


def _row(kinds: tuple[object, ...], value: list[object], path: str, faults: list[str]) -> object:
    """A list of so many values, each of its own kind."""
    if len(value) != len(kinds):
        faults.append(f"{path}: must be a list of {len(kinds)}")
        return ()
    return tuple(
        _value(kind, item, f"{path}[{place}]", faults)
        for place, (kind, item) in enumerate(zip(kinds, value, strict=True))
    )
