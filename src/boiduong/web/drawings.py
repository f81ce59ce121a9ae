"""Hình vẽ — the drum, the rings of a course and the icons, as SVG text; colors come from the style sheet."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from html import escape

from boiduong.web.icons import ICONS

PHASES = 5
CENTER = 120


@cache
def icon(name: str) -> str:
    """Biểu tượng — one icon, hidden from screen readers because a word stands beside it; raises KeyError."""
    return f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{ICONS[name]}</svg>'


def _point(center: float, radius: float, angle: float) -> tuple[float, float]:
    return center + radius * math.sin(angle), center - radius * math.cos(angle)


def _star(center: float, rays: int, outer: float, inner: float) -> str:
    points = (_point(center, inner if i % 2 else outer, math.pi * i / rays) for i in range(2 * rays))
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "z"


def _open(size: int, label: str, kind: str) -> str:
    reading = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return f'<svg class="{kind}" viewBox="0 0 {size} {size}" {reading}>'


@cache
def mark() -> str:
    """Dấu hiệu — the small drum of the top bar."""
    return (
        '<svg viewBox="0 0 40 40" aria-hidden="true">'
        '<circle cx="20" cy="20" r="18.6" fill="none" stroke="#3a8580" stroke-width="2"/>'
        '<circle cx="20" cy="20" r="14.6" fill="none" stroke="#c3dcd9" stroke-width="2.4"'
        f' stroke-dasharray="1.6 2.23"/><path d="{_star(20, 8, 11.5, 4.3)}" fill="#f5b933"/></svg>'
    )


@cache
def _rings() -> str:
    c = CENTER
    widths = ((116, 2.5), (101, 1.2), (98.5, 1.2), (84, 1.2), (81, 2), (63, 1.2), (60, 1.2))
    circles = "".join(f'<circle cx="{c}" cy="{c}" r="{r}" stroke-width="{w}"/>' for r, w in widths)
    step = 2 * math.pi * 108.5 / 120 - 2
    comb = f'<circle cx="{c}" cy="{c}" r="108.5" stroke-width="11" stroke-dasharray="2 {step:.3f}"'
    comb += ' opacity=".55"/>'
    dots = ""
    for i in range(28):
        x, y = _point(c, 91.3, 2 * math.pi * i / 28)
        dots += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.2" stroke-width="1.2"/>'
        dots += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.5" fill="currentColor" stroke="none"/>'
    return f'<g fill="none" stroke="currentColor">{circles}{comb}{dots}</g>'


@cache
def _teeth() -> str:
    path = ""
    for i in range(56):
        a, b, e = (2 * math.pi * (i + part) / 56 for part in (0, 0.5, 1))
        corners = (_point(CENTER, 64.5, a), _point(CENTER, 79, b), _point(CENTER, 64.5, e))
        path += "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "z"
    return f'<path d="{path}" fill="currentColor" opacity=".28"/>'


def _boss(sign: str, *, ring: bool = True) -> str:
    edge = ' stroke="#fff" stroke-width="2"' if ring else ""
    return (
        f'<circle cx="{CENTER}" cy="{CENTER}" r="27" fill="currentColor"{edge}/><path d="{sign}" fill="none"'
        ' stroke="#fff" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


DRUM_SIGNS = {
    "valid": "M108 121l8.5 8.5L134 111",
    "replaced": "M106 120h27M122 109l11 11-11 11",
    "revoked": "M110 110l20 20M130 110l-20 20",
    "unknown": "M113 114a7 7 0 1114 0c0 5-7 5.5-7 11M120 132v.1",
}


@cache
def drum(state: str, label: str = "") -> str:
    """Mặt trống — the verdict on a paper: whole, hollow behind its successor, struck through, or dotted.

    `state` is valid, replaced, revoked or unknown, each with its own shape. Raises KeyError.
    """
    sign, c = DRUM_SIGNS[state], CENTER
    start = _open(240, label, f"drum drum-{state}")
    if state == "unknown":
        dotted = "".join(f'<circle cx="{c}" cy="{c}" r="{r}" stroke-dasharray="5 8"/>' for r in (116, 84, 60))
        rings = f'<g fill="none" stroke="currentColor" stroke-width="2.5">{dotted}</g>'
        return start + rings + _boss(sign, ring=False)
    body = f'<circle class="face" cx="{c}" cy="{c}" r="117"/>{_rings()}{_teeth()}'
    star = _star(c, 14, 58, 30)
    if state == "replaced":
        body += f'<path d="{star}" fill="none" stroke="currentColor" stroke-dasharray="4 3"/>'
    else:
        body += f'<path d="{star}" fill="currentColor"/>'
    if state == "revoked":
        body += '<path d="M22 206L206 22l12 12L34 218z" fill="#fff" stroke="currentColor" stroke-width="4"/>'
    return start + body + _boss(sign)


@cache
def phase_ring(running: int, label: str = "") -> str:
    """Vòng năm chặng — five arcs; `running` is the phase at work: 0 before the first, 6 when all are done."""
    radius, gap = 19, 4
    around = 2 * math.pi * radius
    arc = around / PHASES
    drawn = _open(48, label, "phase-ring")
    for i in range(PHASES):
        state = "done" if i + 1 < running else "now" if i + 1 == running else "todo"
        width = 9 if state == "now" else 6
        drawn += (
            f'<circle class="ring-{state}" cx="24" cy="24" r="{radius}" fill="none" stroke-width="{width}"'
            f' stroke-dasharray="{arc - gap:.2f} {around - arc + gap:.2f}"'
            f' stroke-dashoffset="{-(arc * i + gap / 2):.2f}" transform="rotate(-90 24 24)"/>'
        )
    word = str(min(max(running, 0), PHASES)) if running else "–"
    text = f'<text class="ring-text" x="24" y="29.5" text-anchor="middle" font-size="15">{word}</text>'
    return f"{drawn}{text}</svg>"


@lru_cache(512)
def course_ring(phases: tuple[tuple[str, ...], ...], label: str) -> str:
    """Vòng của khóa — one tick a step, one arc a phase; the states are done, now, todo and off."""
    count = sum(len(p) for p in phases)
    done = sum(state == "done" for p in phases for state in p)
    applicable = count - sum(state == "off" for p in phases for state in p)
    gap = 0.10 if len(phases) > 1 else 0.0
    per = (2 * math.pi - gap * len(phases)) / max(count, 1)
    drawn = _open(120, label, "course-ring")
    for r in (57.5, 33):
        drawn += f'<circle class="ring-todo" cx="60" cy="60" r="{r}" fill="none" stroke-width="1.5"/>'
    angle = gap / 2
    for phase in phases:
        for state in phase:
            (x1, y1), (x2, y2) = _point(60, 46, angle), _point(60, 46, angle + per * 0.93)
            drawn += (
                f'<path class="ring-{state}" d="M{x1:.1f} {y1:.1f}A46 46 0 0 1 {x2:.1f} {y2:.1f}" fill="none"'
                f' stroke-width="{20 if state == "now" else 14}"/>'
            )
            angle += per
        angle += gap
    sun = f'<path class="ring-sun" d="{_star(60, 14, 30, 21)}"/>'
    word = '<text class="ring-text" x="60" y="66.5" text-anchor="middle" font-size="19">'
    return f"{drawn}{sun}{word}{done}/{applicable}</text></svg>"


def empty_mark(name: str) -> str:
    """Khung trống — dotted rings around an icon: what will stand here has not come yet."""
    rings = "".join(f'<circle cx="48" cy="48" r="{r}" stroke-dasharray="2 5"/>' for r in (45, 36))
    start = '<svg viewBox="0 0 96 96" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2">'
    sign = f'<g transform="translate(30 30) scale(1.5)" stroke-linecap="round">{ICONS[name]}</g>'
    return f"{start}{rings}{sign}</svg>"


@lru_cache(2048)
def tag(kind: str, words: str, icon_name: str) -> str:
    """Nhãn — a word with its icon, on the tint of its kind."""
    return f'<span class="tag tag-{kind}">{icon(icon_name)}{escape(words)}</span>'
