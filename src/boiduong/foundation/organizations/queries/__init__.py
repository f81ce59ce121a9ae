"""Đọc tổ chức — units as of a day, their heirs and kin, search, counts, and the rule set in force."""

from boiduong.foundation.organizations.queries.among import among
from boiduong.foundation.organizations.queries.counting import (
    AmbiguousUnit,
    BeforeEarliest,
    CommuneCount,
    NotATerritory,
    NothingLoaded,
    UnknownUnit,
    count_communes,
    territory,
)
from boiduong.foundation.organizations.queries.days import (
    as_of,
    children_on,
    earliest_on,
    find_units,
    name_on,
    name_with_heir,
    path_on,
    rule_set_on,
    versions_on,
)
from boiduong.foundation.organizations.queries.lives import Link, UnitLife, institution_names, life_of, names_on
from boiduong.foundation.organizations.queries.tree import ancestor_ids, graph, heirs_of, kin_of, within, within_many

__all__ = [
    "AmbiguousUnit",
    "BeforeEarliest",
    "CommuneCount",
    "Link",
    "NotATerritory",
    "NothingLoaded",
    "UnitLife",
    "UnknownUnit",
    "among",
    "ancestor_ids",
    "as_of",
    "children_on",
    "count_communes",
    "earliest_on",
    "find_units",
    "graph",
    "heirs_of",
    "kin_of",
    "life_of",
    "name_on",
    "name_with_heir",
    "institution_names",
    "names_on",
    "path_on",
    "rule_set_on",
    "territory",
    "versions_on",
    "within",
    "within_many",
]
