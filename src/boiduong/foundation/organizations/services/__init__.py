"""Ghi tổ chức — every write to units, successions, institutions and rule sets.

Rights are asked by the caller: this app lies below accounts, so it cannot know roles.
"""

from boiduong.foundation.organizations.services.institutions import (
    InstitutionExists,
    RuleSetExists,
    add_institution,
    adopt_rule_set,
)
from boiduong.foundation.organizations.services.loading import BrokenData, LoadReport, load_units
from boiduong.foundation.organizations.services.succeeding import (
    AlreadyReplaced,
    NobodyHere,
    NothingKnownThen,
    UnitAlreadyEnded,
    record_succession,
    void_succession,
)
from boiduong.foundation.organizations.services.units import (
    BeforeUnit,
    NameMissing,
    OwnAncestor,
    UnitEnded,
    UnitExists,
    VersionExists,
    add_unit,
    record_act,
    rename_unit,
)

__all__ = [
    "AlreadyReplaced",
    "BeforeUnit",
    "BrokenData",
    "InstitutionExists",
    "LoadReport",
    "NameMissing",
    "NobodyHere",
    "NothingKnownThen",
    "OwnAncestor",
    "RuleSetExists",
    "UnitAlreadyEnded",
    "UnitEnded",
    "UnitExists",
    "VersionExists",
    "add_institution",
    "add_unit",
    "adopt_rule_set",
    "load_units",
    "record_act",
    "record_succession",
    "rename_unit",
    "void_succession",
]
