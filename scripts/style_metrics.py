"""Đo cách viết — figures of the code against the bars of CONTRIBUTING.md.

    python scripts/style_metrics.py              the figures of this project beside their bars
    python scripts/style_metrics.py --worst 15   and the files, functions and templates farthest from them
    python scripts/style_metrics.py --check      exit 1 when a bar is missed
    python scripts/style_metrics.py --json       the same figures for another program
    python scripts/style_metrics.py NAME=DIR …   other code bases, one column each

Nothing is imported from what is measured: files are parsed. Migrations and files without a statement are left out; so
are files of plain data (over 300 lines without a function or class). A function's length is its `def` line to its
last line, docstring included, decorators left out. Code lines hold something other than a comment, docstring or blank.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import statistics
import sys
import tokenize
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
DOCUMENTED = (ast.Module, ast.ClassDef, *FUNCTION)
SKIPPED = {".git", ".venv", "venv", "build", "dist", "node_modules", "site-packages", "__pycache__", "migrations"}
TEMPLATES = {".html", ".jinja", ".jinja2", ".j2", ".typ"}
# A short template with endless lines is not short.
LONG_LINE = 200
# Files whose public functions must say, in both languages, what they do.
SPOKEN = {"rules", "services", "queries", "permissions", "papers", "engines"}
QUIET = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


@dataclass(frozen=True)
class Function:
    """One `def`, methods and inner ones included."""

    where: str
    name: str
    length: int
    public: bool
    spoken: bool
    documented: bool
    typed: bool


@dataclass
class Measured:
    """Everything counted under one folder, tests apart."""

    files: list[tuple[int, str]] = field(default_factory=list)
    functions: list[Function] = field(default_factory=list)
    templates: list[tuple[int, str]] = field(default_factory=list)
    page_lines: int = 0
    long_page_lines: int = 0
    undocumented: list[str] = field(default_factory=list)
    documentable: int = 0
    code_lines: int = 0
    test_lines: int = 0
    any_uses: int = 0
    ignores: int = 0
    todos: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Figure:
    """One figure, how it is computed, and the bar it should keep: at most `most`, at least `least`."""

    name: str
    of: Callable[[Measured], float]
    most: float | None = None
    least: float | None = None

    def kept(self, value: float) -> bool:
        """Whether the value keeps the bar."""
        return (self.most is None or value <= self.most) and (self.least is None or value >= self.least)

    def bar(self) -> str:
        """The bar in words."""
        said = [f"≥ {self.least:g}" if self.least is not None else "", f"≤ {self.most:g}" if self.most else ""]
        return " ".join(word for word in said if word) or ("0" if self.most == 0 else "")


def code_lines(text: str, tree: ast.Module) -> int:
    """Lines with something to run."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in QUIET:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            said = node.body[0]
            lines.difference_update(range(said.lineno, (said.end_lineno or said.lineno) + 1))
    return len(lines)


def functions_of(
    tree: ast.AST, where: str, *, spoken: bool, in_class: bool = False, inner: bool = False
) -> Iterator[Function]:
    """Every function of a file; one inside another is nobody else's, so it is not public."""
    for child in ast.iter_child_nodes(tree):
        inside = isinstance(child, ast.ClassDef) or (in_class and not isinstance(child, FUNCTION))
        if isinstance(child, FUNCTION):
            yield Function(
                where=f"{where}:{child.lineno}",
                name=child.name,
                length=(child.end_lineno or child.lineno) - child.lineno + 1,
                public=not inner and not child.name.startswith("_"),
                spoken=spoken and not in_class,
                documented=ast.get_docstring(child) is not None,
                typed=is_typed(child, in_class=in_class),
            )
        within = inner or isinstance(child, FUNCTION)
        yield from functions_of(child, where, spoken=spoken, in_class=inside, inner=within)


def is_typed(node: ast.FunctionDef | ast.AsyncFunctionDef, *, in_class: bool) -> bool:
    """Every argument but self has an annotation, and so has the result."""
    listed = [*node.args.posonlyargs, *node.args.args]
    if in_class and not any(getattr(d, "id", "") == "staticmethod" for d in node.decorator_list):
        listed = listed[1:]
    listed += [*node.args.kwonlyargs, *(a for a in (node.args.vararg, node.args.kwarg) if a)]
    return all(a.annotation is not None for a in listed) and node.returns is not None


def measure_file(path: Path, where: str, out: Measured) -> None:
    """Count one Python file of the application."""
    text = path.read_text(encoding="utf-8")
    try:
        tree = ast.parse(text)
    except SyntaxError:
        out.unread.append(where)
        return
    found = list(functions_of(tree, where, spoken=bool(SPOKEN & {path.stem, *path.parts})))
    length = len(text.splitlines())
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name not in ("Meta", "Media")]
    if not tree.body or (length > 300 and not found and not classes):
        return
    out.files.append((length, where))
    out.functions += found
    out.code_lines += code_lines(text, tree)
    out.documentable += 1 + len(classes)
    out.undocumented += [where] * (ast.get_docstring(tree) is None)
    out.undocumented += [f"{where}:{c.lineno} {c.name}" for c in classes if ast.get_docstring(c) is None]
    out.any_uses += sum(isinstance(node, ast.Name) and node.id == "Any" for node in ast.walk(tree))
    out.ignores += text.count("# type: ignore")
    out.todos += [f"{where}: {word}" for word in ("TO" + "DO", "FIX" + "ME", "XX" + "X") if word in text]


def measure(application: Path, tests: Path | None) -> Measured:
    """Measure a folder; `tests` may lie elsewhere."""
    out = Measured()
    for path in sorted(application.rglob("*")):
        inner = path.relative_to(application)
        if SKIPPED & set(inner.parts) or not path.is_file():
            continue
        if path.suffix in TEMPLATES:
            listed = path.read_text(encoding="utf-8").splitlines()
            out.templates.append((len(listed), str(inner)))
            out.page_lines += len(listed)
            out.long_page_lines += sum(len(line) > LONG_LINE for line in listed)
        elif path.suffix == ".py" and "tests" not in inner.parts:
            measure_file(path, str(inner), out)
    for path in sorted(tests.rglob("*.py")) if tests else ():
        text = path.read_text(encoding="utf-8")
        out.test_lines += code_lines(text, ast.parse(text))
    return out


def quantile(values: Iterable[int], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0


def percent(part: int, whole: int) -> float:
    """Share of the whole, one decimal."""
    return round(100 * part / whole, 1) if whole else 100.0


def lengths(measured: Measured) -> list[int]:
    """Lines of every function."""
    return [f.length for f in measured.functions]


def pages(measured: Measured) -> list[int]:
    """Lines of every template."""
    return [n for n, _ in measured.templates]


def lines(measured: Measured) -> list[int]:
    """Lines of every file."""
    return [n for n, _ in measured.files]


def documented_share(functions: list[Function]) -> float:
    """Percent of functions with a docstring."""
    return percent(sum(f.documented for f in functions), len(functions))


def typed_share(functions: list[Function]) -> float:
    """Percent of functions with every annotation."""
    return percent(sum(f.typed for f in functions), len(functions))


def public(measured: Measured) -> list[Function]:
    """The functions that others may call."""
    return [f for f in measured.functions if f.public]


FIGURES = (
    Figure("files", lambda m: len(m.files)),
    Figure("code lines", lambda m: m.code_lines),
    Figure("file lines, median", lambda m: statistics.median(lines(m) or [0]), most=80),
    Figure("file lines, p90", lambda m: quantile(lines(m), 0.9), most=220),
    Figure("file lines, longest", lambda m: max(lines(m), default=0), most=400),
    Figure("functions", lambda m: len(m.functions)),
    Figure("function lines, median", lambda m: statistics.median(lengths(m) or [0]), most=8),
    Figure("function lines, p90", lambda m: quantile(lengths(m), 0.9), most=25),
    Figure("function lines, longest", lambda m: max(lengths(m), default=0), most=60),
    Figure("functions fully typed, %", lambda m: typed_share(m.functions), least=100),
    Figure("modules and classes with docstring, %", lambda m: 100 - percent(len(m.undocumented), m.documentable)
           if m.documentable else 100, least=100),
    Figure("public functions with docstring, %", lambda m: documented_share(public(m)), least=60),
    Figure("… of rules, services, queries, papers, engines, %",
           lambda m: documented_share([f for f in public(m) if f.spoken]), least=100),
    Figure("Any a thousand lines", lambda m: round(1000 * m.any_uses / (m.code_lines or 1), 1), most=5),
    Figure("type: ignore a thousand lines", lambda m: round(1000 * m.ignores / (m.code_lines or 1), 2), most=0.5),
    Figure("notes of unfinished work", lambda m: len(m.todos), most=0),
    Figure("test code / application code", lambda m: round(m.test_lines / (m.code_lines or 1), 2), least=1.2, most=2.0),
    Figure("templates", lambda m: len(m.templates)),
    Figure("template lines, median", lambda m: statistics.median(pages(m) or [0]), most=35),
    Figure("template lines, p90", lambda m: quantile(pages(m), 0.9), most=110),
    Figure("template lines over 200 characters, %", lambda m: percent(m.long_page_lines, m.page_lines or 1), most=10),
    Figure("files that could not be read", lambda m: len(m.unread), most=0),
)  # fmt: skip


def show(measured: dict[str, Measured], console: Console) -> list[str]:
    """Print the figures; returns the bars that the first code base misses."""
    table = Table("figure", *measured, "bar")
    missed = []
    for figure in FIGURES:
        values = [round(figure.of(m), 2) for m in measured.values()]
        kept = figure.kept(values[0])
        if not kept:
            missed.append(figure.name)
        cells = [f"{value:g}" if value < 10_000 else f"{value:,.0f}" for value in values]
        cells[0] = cells[0] if kept else f"[red]{cells[0]}[/red]"
        table.add_row(figure.name, *cells, figure.bar())
    console.print(table)
    return missed


def show_worst(measured: Measured, count: int, console: Console) -> None:
    """Print what lies farthest from the bars."""
    unsaid = [f for f in public(measured) if f.spoken and not f.documented]
    by_length = sorted(measured.functions, key=lambda f: -f.length)
    listed = {
        "longest files": [f"{n:5d} {where}" for n, where in sorted(measured.files, reverse=True)],
        "longest functions": [f"{f.length:5d} {f.where} {f.name}" for f in by_length],
        "longest templates": [f"{n:5d} {where}" for n, where in sorted(measured.templates, reverse=True)],
        "without docstring": [*measured.undocumented, *(f"{f.where} {f.name}" for f in unsaid)],
        "not fully typed": [f"{f.where} {f.name}" for f in measured.functions if not f.typed],
        "unfinished": measured.todos,
        "unread": measured.unread,
    }  # fmt: skip
    for title, rows in listed.items():
        if rows:
            console.print(f"\n[bold]{title}[/bold], {min(count, len(rows))} of {len(rows)}")
            console.print("\n".join(rows[:count]), markup=False, highlight=False)


def main(argv: list[str] | None = None) -> int:
    """Measure, print, and with --check say by the exit code whether every bar is kept."""
    parser = argparse.ArgumentParser(description="Figures of the code against its bars.")
    parser.add_argument("folders", nargs="*", metavar="NAME=DIR", help="other code bases, with tests in DIR/tests")
    parser.add_argument("--check", action="store_true", help="exit 1 when a bar is missed")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N farthest from each bar")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    measured: dict[str, Measured] = {}
    for given in options.folders or [f"boiduong={ROOT}"]:
        name, _, where = given.rpartition("=")
        folder = Path(where).resolve()
        if not folder.is_dir():
            parser.error(f"not a folder: {where}")
        source, tests = folder / "src", folder / "tests"
        measured[name or folder.name] = measure(
            source if source.is_dir() else folder, tests if tests.is_dir() else None
        )
    console = Console(width=None if sys.stdout.isatty() else 140)
    if options.json:
        print(
            json.dumps(
                {n: {f.name: f.of(m) for f in FIGURES} for n, m in measured.items()}, indent=1, ensure_ascii=False
            )
        )
        return 0
    missed = show(measured, console)
    if options.worst:
        show_worst(next(iter(measured.values())), options.worst, console)
    if missed:
        console.print("Missed: " + "; ".join(missed))
    return 1 if options.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
