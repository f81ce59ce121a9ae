"""Trang danh sách — filter pills, search without marks, pages in a stable order, rows as a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar, Union
from urllib.parse import quote

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext

from boiduong.engines import spreadsheets, vietnamese

T = TypeVar("T")
# A queryset of any model (or of its values), or rows already in memory.
Rows = Union["QuerySet[Any, Any]", Sequence[T]]  # noqa: UP007 - a generic alias
PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Pill(Generic[T]):
    """Nhãn lọc — its key in the address, its words, the rows it keeps (a Q, or a test of a row)."""

    key: str
    label: str
    keep: Q | Callable[[T], bool] | None = None


@dataclass(frozen=True)
class PillLink:
    """Nhãn lọc đã có địa chỉ."""

    label: str
    url: str
    on: bool
    count: int | None


@dataclass(frozen=True)
class PageLink:
    """Số trang — a link, the page shown, or a gap."""

    number: int
    url: str
    current: bool = False
    gap: bool = False


class ListPage(Generic[T]):
    """Một trang danh sách — what `components/filters.html` and `components/pagination.html` draw.

    `params` is request.GET: `trang_thai` picks a pill, `tim` searches, `trang` is the page. `search` is the
    name of a column of folded text for a queryset, or a function that gives the text of a row for a list.
    """

    def __init__(
        self,
        items: Rows[T],
        *,
        params: QueryDict,
        pills: Sequence[Pill[T]] = (),
        search: str | Callable[[T], str] | None = None,
        search_label: str = "",
        per_page: int = PER_PAGE,
        counts: bool = True,
    ) -> None:
        """Read the address; nothing is queried before it is asked for."""
        self.params, self.per_page, self.counts = params, per_page, counts
        self.search = vietnamese.nfc(params.get("tim", "")).replace("\0", "").strip()[:100]
        self._search_by = search
        self.search_label = (search_label or gettext("Search by name")) if search else ""
        self._pills = pills
        asked = [pill for pill in pills if pill.key == params.get("trang_thai")]
        self._pill = next(iter(asked or pills), None)
        self._items = self._found(_in_order(items))

    def _found(self, items: Rows[T]) -> Rows[T]:
        wanted = vietnamese.fold(self.search)
        if not wanted or self._search_by is None:
            return items
        if isinstance(items, QuerySet):
            return items.filter(**{f"{self._search_by}__contains": wanted})
        text_of = self._search_by
        assert callable(text_of), "a list is searched by a function"  # noqa: S101 - a mistake of the caller
        return [row for row in items if wanted in vietnamese.fold(text_of(row))]

    def _kept(self, pill: Pill[T] | None) -> Rows[T]:
        if pill is None or pill.keep is None:
            return self._items
        if isinstance(self._items, QuerySet):
            return self._items.filter(pill.keep)
        keep = pill.keep
        assert callable(keep), "a list is filtered by a function"  # noqa: S101 - a mistake of the caller
        return [row for row in self._items if keep(row)]

    @cached_property
    def filtered(self) -> Rows[T]:
        """Mọi dòng đang lọc — every page of it: what the spreadsheet holds."""
        return self._kept(self._pill)

    @cached_property
    def page(self) -> Page[T]:
        """Trang đang xem — nonsense in the address shows the first or the last page."""
        paginator = Paginator(self.filtered, self.per_page)
        if self.counts and self._pill is not None:
            paginator.__dict__["count"] = self._pill_counts[self._pills.index(self._pill)]
        return paginator.get_page(self.params.get("trang"))

    @cached_property
    def _pill_counts(self) -> list[int]:
        """Rows under each pill: one query for all of them."""
        if not isinstance(self._items, QuerySet):
            return [len(list(self._kept(pill))) for pill in self._pills]
        asked = {
            f"pill_{n}": Count("pk", filter=pill.keep if isinstance(pill.keep, Q) else None, distinct=True)
            for n, pill in enumerate(self._pills)
        }
        found = self._items.order_by().aggregate(**asked) if asked else {}
        return [found[name] for name in asked]

    @property
    def rows(self) -> Sequence[T]:
        """Các dòng của trang này."""
        return list(self.page.object_list)

    @property
    def total(self) -> int:
        """Số dòng đang lọc."""
        return int(self.page.paginator.count)

    @property
    def page_count(self) -> int:
        """Số trang."""
        return int(self.page.paginator.num_pages)

    @property
    def first(self) -> int:
        """Dòng đầu của trang, đếm từ 1."""
        return int(self.page.start_index())

    @property
    def last(self) -> int:
        """Dòng cuối của trang."""
        return int(self.page.end_index())

    def address(self, **changes: str | None) -> str:
        """Địa chỉ — the present query with changes; None takes a parameter out."""
        query = self.params.copy()
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = value
        return f"?{query.urlencode()}"

    @cached_property
    def pills(self) -> list[PillLink]:
        """Các nhãn lọc — each with its count and its address."""
        return [
            PillLink(
                pill.label,
                self.address(trang_thai=pill.key, trang=None),
                pill is self._pill,
                self._pill_counts[n] if self.counts else None,
            )
            for n, pill in enumerate(self._pills)
        ]

    @property
    def filter_note(self) -> str:
        """Đang lọc gì — one line for the head of a spreadsheet or a print; empty when nothing is left out."""
        parts = [self._pill.label] if self._pill is not None and self._pill.keep is not None else []
        parts += [gettext("search “%(words)s”") % {"words": self.search}] if self.search and self._search_by else []
        return gettext("Filtered: %(what)s") % {"what": ", ".join(map(str, parts))} if parts else ""

    @property
    def kept_parameters(self) -> list[tuple[str, str]]:
        """Tham số giữ khi tìm — the other filters of the address."""
        return [(n, v) for n, values in self.params.lists() if n not in ("tim", "trang") for v in values]

    @property
    def search_off_url(self) -> str:
        """Địa chỉ khi bỏ tìm."""
        return self.address(tim=None, trang=None)

    @property
    def xlsx_url(self) -> str:
        """Địa chỉ tải Excel — the same filter; the view answers `?xlsx=1` with `xlsx_response`."""
        return self.address(xlsx="1", trang=None)

    @property
    def wants_xlsx(self) -> bool:
        """Có xin Excel không."""
        return self.params.get("xlsx") == "1"

    @property
    def page_links(self) -> list[PageLink]:
        """Các số trang — first, last and the neighbors of the one shown."""
        shown = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)
        return [
            PageLink(n, self.address(trang=str(n)), current=n == self.page.number)
            if isinstance(n, int)
            else PageLink(0, "", gap=True)
            for n in shown
        ]


def _in_order(items: Rows[T]) -> Rows[T]:
    """Two rows that sort alike must not change places between pages: the key decides."""
    if not isinstance(items, QuerySet):
        return items
    order: Iterable[object] = items.query.order_by or items.model._meta.ordering
    names = list(order)
    return (
        items
        if {"pk", "-pk", "id", "-id"} & {n for n in names if isinstance(n, str)}
        else items.order_by(
            *names,  # type: ignore[arg-type]
            "pk",
        )
    )


def xlsx_response(name: str, sheet: spreadsheets.Sheet, *more: spreadsheets.Sheet) -> HttpResponse:
    """Tải Excel — the sheets as an attachment; `name` is the file's name without its ending."""
    content = spreadsheets.write_workbook([sheet, *more], created_on=timezone.localdate())
    plain = slugify(vietnamese.fold(name)) or "list"
    wide = quote(f"{name}.xlsx", safe="")
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename=\"{plain}.xlsx\"; filename*=UTF-8''{wide}"
    response["Cache-Control"] = "private, no-store"
    return response
