"""Báo cáo dữ liệu — what the build of the units data dropped, doubted or left not established."""

from __future__ import annotations

from typing import Any

HEAD = """\
# The units data: what it holds and what it does not

Written by `scripts/build_units.py`; do not edit. "Not established" means that no source says it and a
person has to decide.

## Sources
{sources}

## Snapshots
{snapshots}
- **2022-01-01** stands for the year 2022: the package bears no date. Its communes are those between
  2022-10-01 (wards of Chơn Thành)
  and 2023-04-10 (the wards of Thuận Thành and Quế Võ are not there yet); its districts already show names
  of 2023. A unit renamed within 2022 bears the later name.
- **2025-01-01** is the state of early 2025. **2025-07-01** is the day on which districts ended and the new
  communes began.
- **2026-10-10** is the day of the catalogue that shows {changed} communes as wards and 3 provinces as
  cities; the days on which
  these resolutions took effect are not in the source, so the versions begin on the day of the catalogue.
- Before 2022-01-01 nothing is established. Between two snapshots the earlier one is shown.

## 2022 to early 2025
No source links the two. The same code with the same name (apart from the kind, the place of the tone mark
and a leading zero) is the same unit.
Province 46 is linked by hand: the 63 codes agree, and it alone bears another name (Tỉnh Thừa Thiên Huế,
then Thành phố Huế).
{gone} units of 2022 have no counterpart and end on 2025-01-01 without an heir (`end_stated` is false: they
ended at some day between the snapshots).

## Early 2025 to 1 July 2025
The map has {edges} edges for {olds} old units. {kept_whole} of the communes stayed as they were and are the
same unit; the other edges are successions.

### Likely name collisions: {collisions} edges dropped
An edge of a split is dropped when the new commune lies over 25 km from the old centroid **and** another old
commune of the same name, near the new
commune, is linked to it as well. What remains of the old commune is kept as "a part", so its heir is asked
for, never guessed.

| old commune | code | dropped heir | code | km |
|---|---|---|---|---|
{collision_rows}

### Kept although far (over 25 km): {far}
The resolution or the map names them, and no namesake explains the distance: mostly islands, and centroids
of the source that are wrong. Distances to these places are not to be trusted.

| old unit | code | heir | code | km | share |
|---|---|---|---|---|---|
{far_rows}

### Kept although the text of the resolution does not name the old unit: {unnamed}
Shortened texts ("all 12 communes of the district"), other spellings, and a few errors of the texts.

| old unit | code | heir | code | km | share |
|---|---|---|---|---|---|
{unnamed_rows}

## Units of 2022 without a counterpart in early 2025
`code name` of the communes; where the code lives on under another name, that name follows.

{gone_rows}
"""


def _table(rows: list[Any]) -> str:
    """Rows of a Markdown table."""
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)


def report(body: dict[str, Any], told: dict[str, list[Any]]) -> str:
    """The report as Markdown."""
    sources = "\n".join(
        f"- {s['id']} {s['version']} ({s['licence']}, {s['author']}): {s['gives']}" for s in body["sources"]
    )
    snaps = "\n".join(
        f"- {s['on']}: " + ", ".join(f"{n:,} {kind}" for kind, n in s["counts"].items()) for s in body["snapshots"]
    )
    gone = [
        f"{code} {name}" + (f" → {later}" if later else "")
        for _, code, name, later in sorted(told["gone"], key=lambda row: (len(row[1]), row[1]))
    ]
    return HEAD.format(
        sources=sources,
        snapshots=snaps,
        changed=len(told["changed"]),
        gone=len(told["gone"]),
        edges=f"{told['edges'][0]:,}",
        olds=f"{told['edges'][1]:,}",
        kept_whole=sum(1 for u in body["units"] if u[2] == "commune" and not u[3] and not u[4]),
        collisions=len(told["collision"]),
        collision_rows=_table(told["collision"]),
        far=len(told["far"]),
        far_rows=_table(told["far"]),
        unnamed=len(told["unnamed"]),
        unnamed_rows=_table(told["unnamed"]),
        gone_rows="; ".join(gone) + ".",
    )
