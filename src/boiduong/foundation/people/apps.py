"""Con người — people and the posts they hold, with dates: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Con người — people and the posts they hold, with dates."""

    name = "boiduong.foundation.people"
    label = "foundation_people"
