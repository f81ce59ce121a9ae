"""Kế hoạch năm — plan lines, quota and bases: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Kế hoạch năm — plan lines, quota and bases."""

    name = "boiduong.course.annual_plan.plans"
    label = "annual_plan_plans"
