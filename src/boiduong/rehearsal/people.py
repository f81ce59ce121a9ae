"""Người giả — synthetic learners for rehearsals: plausible names, nobody real.

Names are put together from family names, middle names and given names that are common among each
people; a full name may therefore be borne by somebody, but the person is invented, and the phone
number begins with 0000, which no operator in Vietnam uses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from types import MappingProxyType
from typing import Literal, TypeVar

Sex = Literal["female", "male"]
TheoryLevel = Literal["elementary", "intermediate", "advanced"]

Choice = TypeVar("Choice")

PHONE_PREFIX = "0000"
MOST = 100_000


@dataclass(frozen=True, slots=True)
class SyntheticPerson:
    """Người giả — one invented leader; `theory_level` is that of political theory."""

    full_name: str
    sex: Sex
    birth_on: date
    ethnicity: str
    party_official_on: date | None
    theory_level: TheoryLevel
    phone: str
    post_hint: str | None = None


@dataclass(frozen=True, slots=True)
class _Names:
    """How a people names its men and women; `clan_last` puts particle and given name first."""

    families: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]
    men_middle: tuple[str, ...] = ()
    women_middle: tuple[str, ...] = ()
    clan_last: bool = False


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in words.split())


_MEN = _list(
    "An Anh Bình Bảo Chiến Chung Công Cường Dũng Dương Đại Đạt Định Đoàn Đông Đức Giang Hà Hải Hiếu "
    "Hiệp Hòa Hoàng Hùng Hưng Khánh Khoa Kiên Lâm Linh Long Lộc Lợi Mạnh Minh Nam Nghĩa Nguyên Nhân "
    "Phong Phú Phúc Phương Quân Quang Quyết Quý Sáng Sơn Tài Tâm Tân Thái Thành Thắng Thịnh Thuận "
    "Tiến Toàn Trung Trường Tú Tuấn Tùng Việt Vinh Vũ"
)
_WOMEN = _list(
    "An Anh Ánh Bích Châu Chi Cúc Diễm Diệp Dung Duyên Đào Giang Hà Hải Hạnh Hằng Hiền Hoa Hòa Hồng "
    "Huế Huệ Hương Hường Khánh Lan Lê Liên Linh Loan Lý Mai Minh Mơ Nga Ngân Ngọc Nguyệt Nhàn Nhung "
    "Oanh Phương Phượng Quyên Quỳnh Tâm Thanh Thảo Thoa Thu Thúy Thủy Trang Trinh Tuyết Uyên Vân Xuân Yến"
)
_MEN_MIDDLE = _list(
    "Văn Văn Văn Văn Đức Hữu Xuân Quang Minh Ngọc Đình Công Thanh Duy Quốc Trọng Anh Mạnh Tiến Hồng Bá Thế"
)
_WOMEN_MIDDLE = _list(
    "Thị Thị Thị Thị Thị_Thu Thị_Kim Thị_Hồng Thị_Ngọc Thị_Thanh Thị_Minh Thị_Bích Thị_Mỹ Ngọc Thu Thúy"
)


def _usual(families: str) -> _Names:
    """Family, middle and given name, as the Kinh and their neighbors in plain and hills write."""
    return _Names(_list(families), _MEN, _WOMEN, _MEN_MIDDLE, _WOMEN_MIDDLE)


_NAMES = MappingProxyType(
    {
        "Kinh": _usual(
            "Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Trần Lê Lê Lê Phạm Phạm Hoàng Phan Vũ Võ "
            "Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đinh Trịnh Mai Trương Lương Đoàn Phùng Tô Cao Tạ Chu Thái"
        ),
        "Tày": _usual("Nông Hoàng Lương Triệu Hứa Ma Bế Đàm Lý Vi Chu Lục"),
        "Nùng": _usual("Nông Hoàng Lương Hứa Vi Lương Lâm Mã Chu Linh Lăng"),
        "Thái": _usual("Lô Lô Lô Vi Vi Lương Lương Kha Quang Lữ Ngân Vang Lang Lo Hà"),
        "Mường": _usual("Bùi Bùi Quách Đinh Hà Phạm Bạch Trương"),
        "Thổ": _usual("Trương Lê Lang Nguyễn Cao"),
        "Khơ Mú": _usual("Moong Moong Cụt Cụt Lữ Xeo Ven Ốc"),
        "Mông": _Names(
            families=_list("Và Xồng Lầu Vừ Hờ Già Cừ Thò Mùa Lỳ"),
            men=_list("Dềnh Chò Tủa Xử Pó Lông Dìa Rê Thái Của Chống Lìa Tểnh Nênh Chá Phia Sùa Mạnh Sơn"),
            women=_list("Mỷ Dở Mái Xê Chư Pà Sông Dí Pay Chia Ly Mai Lỳ Xia Bâu Hoa"),
            men_middle=_list("Bá Nỏ Giống Nhìa Tồng Chông Xái Văn"),
            women_middle=_list("Y Y Thị"),
        ),
        "Ê Đê": _Names(
            families=_list("Niê Niê Niê Êban Êban Mlô Mlô Ayŭn Byă Kčă Kbuôr Knul Hđơk Kpă Hwing Hmŏk Niê_Kđăm"),
            men=_list(
                "Thanh Sơn Thịnh Ngọc Wăn Blô Drăm Nuê Tlam Khăm Kha Suôn Bliêt Phiên Ju Nhuân Tuấn Tâm "
                "Bhiăo Săn Thuyên Bril Mit Dhun"
            ),
            women=_list(
                "Nhiên Lan Mai Yên Wen Ngăm Bia Loan Nga Ring Linh Duyên Djuăn Blă Nuôi Liên Hoa Yuôn Bluên "
                "Mrai Thủy Nguyệt"
            ),
            clan_last=True,
        ),
    }
)

# Shares in a hundred: rough pictures of commune leaders of a place, meant to look right in a
# rehearsal and for nothing else.
MIXES = MappingProxyType(
    {
        "default": {"Kinh": 84, "Tày": 5, "Thái": 4, "Mường": 4, "Mông": 2, "Ê Đê": 1},
        "dak_lak": {"Kinh": 66, "Ê Đê": 22, "Nùng": 4, "Tày": 4, "Mông": 2, "Thái": 2},
        "nghe_an_highland": {"Thái": 62, "Khơ Mú": 14, "Kinh": 12, "Mông": 10, "Thổ": 2},
        "ha_noi": {"Kinh": 97, "Mường": 2, "Tày": 1},
    }
)
_THEORY: dict[TheoryLevel, int] = {"intermediate": 74, "advanced": 23, "elementary": 3}
_NOT_IN_PARTY = 3


def synthetic_people(
    seed: int,
    count: int,
    *,
    mix: str = "default",
    born: tuple[int, int] = (1966, 1990),
    women: int = 30,
    party_by: int = 2016,
    posts: tuple[str, ...] = (),
) -> list[SyntheticPerson]:
    """Lập danh sách người giả — the same people for the same seed, on any machine.

    `mix` is a key of MIXES, `born` the first and last year of birth, `women` their share in a
    hundred, `party_by` the last year of admission to the Party, `posts` are dealt out in turn.
    Full names may repeat, a name with its birth date never does; a longer list begins with the
    shorter one. Raises ValueError for an unknown mix, an impossible count, share or span.
    """
    if mix not in MIXES:
        raise ValueError(f"unknown mix {mix!r}, known are {', '.join(MIXES)}")
    if not 0 <= count <= MOST or not 0 <= women <= 100 or born[0] > born[1]:
        raise ValueError(f"no such list: count {count}, women {women}, born {born}")
    draw = Random(seed)  # noqa: S311 - invented people need repetition, not secrecy
    taken: set[tuple[str, date]] = set()
    people: list[SyntheticPerson] = []
    while len(people) < count:
        person = _person(draw, len(people), MIXES[mix], born, women, party_by, posts)
        if (person.full_name, person.birth_on) not in taken:
            taken.add((person.full_name, person.birth_on))
            people.append(person)
    return people


def _person(
    draw: Random,
    place: int,
    shares: Mapping[str, int],
    born: tuple[int, int],
    women: int,
    party_by: int,
    posts: tuple[str, ...],
) -> SyntheticPerson:
    """Draw one person; the order of draws is what keeps a seed the same people."""
    ethnicity = _weighted(draw, shares)
    sex: Sex = "female" if draw.randrange(100) < women else "male"
    full_name = _full_name(draw, _NAMES[ethnicity], sex)
    birth_year = born[0] + draw.randrange(born[1] - born[0] + 1)
    return SyntheticPerson(
        full_name=full_name,
        sex=sex,
        birth_on=date(birth_year, 1, 1) + timedelta(days=draw.randrange(365)),
        ethnicity=ethnicity,
        party_official_on=_party_official_on(draw, birth_year, party_by),
        theory_level=_weighted(draw, _THEORY),
        phone=f"{PHONE_PREFIX}{place + 1:06}",
        post_hint=posts[place % len(posts)] if posts else None,
    )


def _full_name(draw: Random, names: _Names, sex: Sex) -> str:
    """Draw until no word stands twice: "Nguyễn Ngọc Ngọc" is nobody's name."""
    words: list[str] = []
    while len(set(words)) < len(words) or not words:
        family = draw.choice(names.families)
        given = draw.choice(names.women if sex == "female" else names.men)
        if names.clan_last:
            name = f"H'{given} {family}" if sex == "female" else f"Y {given} {family}"
        else:
            name = f"{family} {draw.choice(names.women_middle if sex == 'female' else names.men_middle)} {given}"
        words = name.split()
    return name


def _party_official_on(draw: Random, birth_year: int, party_by: int) -> date | None:
    """A day in the year of age 21 to 31, not after `party_by`; nobody under 19 is a full member."""
    outside = draw.randrange(100) < _NOT_IN_PARTY
    year = min(birth_year + 21 + draw.randrange(11), party_by)
    day = draw.randrange(365)
    if outside or year < birth_year + 20:
        return None
    return date(year, 1, 1) + timedelta(days=day)


def _weighted(draw: Random, shares: Mapping[Choice, int]) -> Choice:
    """Draw one key by its share in the sum of all shares."""
    place = draw.randrange(sum(shares.values()))
    ends = accumulate(shares.values())
    return next(choice for choice, end in zip(shares, ends, strict=True) if place < end)
