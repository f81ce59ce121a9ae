"""Cửa của một chặng — a stage is entered through its doors only."""

import sys

import grimp

DOORS = {"models", "queries", "services", "rules", "events", "permissions", "papers", "triggers"}
AREAS = ("boiduong.course.", "boiduong.foundation.")


def stage(module: str) -> str:
    """The stage that a module belongs to."""
    parts = module.split(".")
    return ".".join(parts[:4]) if parts[1] == "course" else ".".join(parts[:3])


def trespasses() -> list[str]:
    """Every import between stages that goes through no door."""
    graph = grimp.build_graph("boiduong")
    found = []
    for importer in sorted(graph.modules):
        if not importer.startswith(AREAS):
            continue
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            if not imported.startswith(AREAS) or stage(importer) == stage(imported):
                continue
            door = imported[len(stage(imported)) + 1 :].split(".")[0]
            if door not in DOORS:
                found.append(f"{importer} goes through no door of {imported}")
    return found


if __name__ == "__main__":
    lines = trespasses()
    print(*lines, sep="\n")
    sys.exit(bool(lines))
