"""Bảng giảng viên — who teaches; asked for as a person, a post, a body or a rank."""

from django.db import models


class Lecturer(models.Model):
    """Giảng viên, báo cáo viên — known by name, or only by the post, body or rank asked for (name comes later)."""

    institution = models.ForeignKey(
        "foundation_organizations.Institution", on_delete=models.PROTECT, related_name="lecturers"
    )
    asked_as = models.CharField(max_length=6)  # person | post | body | rank
    person = models.ForeignKey("foundation_people.Person", null=True, on_delete=models.PROTECT, related_name="teaches")
    post_text = models.CharField(max_length=300, blank=True)
    body_text = models.CharField(max_length=300, blank=True)
    rank_text = models.CharField(max_length=300, blank=True)
    standing = models.CharField(max_length=10, default="internal")  # internal | visiting | reporter | technician

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(asked_as="person", person__isnull=False)
                | (models.Q(asked_as="post") & ~models.Q(post_text=""))
                | (models.Q(asked_as="body") & ~models.Q(body_text=""))
                | (models.Q(asked_as="rank") & ~models.Q(rank_text="")),
                name="lecturer_named",
            ),
        ]

    @property
    def label(self) -> str:
        """Tên gọi — the name where known, else the post, body or rank asked for."""
        if self.person is not None:
            return self.person.full_name
        parts = [self.post_text or self.rank_text, self.body_text]
        return ", ".join(p for p in parts if p)
