"""Invented learners: the same for a seed, plausible, and nobody twice."""

import unicodedata
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boiduong.rehearsal.people import MIXES, SyntheticPerson, synthetic_people


def test_synthetic_people_are_the_same_on_every_machine() -> None:
    people = synthetic_people(20250818, 3, mix="dak_lak", posts=("bi-thu", "chu-tich"))
    assert people == [
        SyntheticPerson(
            full_name="Hồ Trọng Thái",
            sex="male",
            birth_on=date(1982, 10, 19),
            ethnicity="Kinh",
            party_official_on=date(2004, 6, 30),
            theory_level="intermediate",
            phone="0000000001",
            post_hint="bi-thu",
        ),
        SyntheticPerson(
            full_name="Vũ Đức Hà",
            sex="male",
            birth_on=date(1972, 12, 6),
            ethnicity="Kinh",
            party_official_on=date(1994, 3, 18),
            theory_level="intermediate",
            phone="0000000002",
            post_hint="chu-tich",
        ),
        SyntheticPerson(
            full_name="Trịnh Thu Hương",
            sex="female",
            birth_on=date(1980, 5, 16),
            ethnicity="Kinh",
            party_official_on=date(2008, 9, 6),
            theory_level="intermediate",
            phone="0000000003",
            post_hint="bi-thu",
        ),
    ]


def test_synthetic_people_of_a_longer_list_begin_with_the_shorter() -> None:
    assert synthetic_people(7, 579, mix="ha_noi")[:91] == synthetic_people(7, 91, mix="ha_noi")
    assert synthetic_people(8, 91) != synthetic_people(7, 91)


@pytest.mark.parametrize("mix", MIXES)
def test_synthetic_people_are_plausible(mix: str) -> None:
    people = synthetic_people(1, 579, mix=mix)
    assert len(people) == 579
    assert {person.ethnicity for person in people} == set(MIXES[mix])
    assert {person.sex for person in people} == {"female", "male"}
    for person in people:
        words = person.full_name.split()
        assert len(words) >= 2
        assert len(set(words)) == len(words)
        assert person.full_name == unicodedata.normalize("NFC", person.full_name)
        assert "_" not in person.full_name
        assert 1966 <= person.birth_on.year <= 1990
        assert person.post_hint is None
        if person.party_official_on is not None:
            assert person.birth_on.year + 20 <= person.party_official_on.year <= 2016


@pytest.mark.parametrize("mix", MIXES)
def test_synthetic_people_seldom_share_a_name_and_never_name_and_birth_date(mix: str) -> None:
    people = synthetic_people(3, 1000, mix=mix)
    assert len({(person.full_name, person.birth_on) for person in people}) == 1000
    assert len({person.full_name for person in people}) > 900


def test_synthetic_people_are_distinct_where_chance_would_repeat_them() -> None:
    people = synthetic_people(1, 20_000, mix="ha_noi", born=(1980, 1980))
    pairs = Counter((person.full_name, person.birth_on) for person in people)
    assert max(pairs.values()) == 1
    assert len({person.phone for person in people}) == 20_000


def test_synthetic_people_have_no_number_that_rings() -> None:
    phones = [person.phone for person in synthetic_people(2, 300)]
    assert all(len(phone) == 10 and phone.isdigit() and phone.startswith("0000") for phone in phones)


def test_synthetic_people_of_the_highlands_are_named_as_there() -> None:
    highland = [p for p in synthetic_people(5, 600, mix="dak_lak") if p.ethnicity == "Ê Đê"]
    assert len(highland) > 60
    for person in highland:
        assert person.full_name.startswith("H'" if person.sex == "female" else "Y ")


@pytest.mark.parametrize(("women", "sexes"), [(0, {"male"}), (100, {"female"})])
def test_synthetic_people_follow_the_share_of_women(women: int, sexes: set[str]) -> None:
    assert {person.sex for person in synthetic_people(1, 60, women=women)} == sexes


def test_synthetic_people_too_young_are_not_in_the_party() -> None:
    assert {person.party_official_on for person in synthetic_people(1, 50, born=(1998, 2000))} == {None}


@pytest.mark.parametrize(
    ("count", "options"),
    [
        (-1, {}),
        (100_001, {}),
        (1, {"mix": "atlantis"}),
        (1, {"women": 101}),
        (1, {"women": -1}),
        (1, {"born": (1990, 1966)}),
    ],
)
def test_synthetic_people_refuse_an_impossible_list(count: int, options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="unknown mix|no such list"):
        synthetic_people(1, count, **options)  # type: ignore[arg-type]


@settings(max_examples=40, deadline=None)
@given(st.integers(), st.integers(0, 40), st.sampled_from(sorted(MIXES)))
def test_synthetic_people_come_for_any_seed(seed: int, count: int, mix: str) -> None:
    people = synthetic_people(seed, count, mix=mix, born=(1970, 1971))
    assert [type(person) for person in people] == [SyntheticPerson] * count
    assert all(date(1970, 1, 1) <= person.birth_on <= date(1971, 12, 31) for person in people)
