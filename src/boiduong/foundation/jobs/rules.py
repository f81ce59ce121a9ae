"""Trạng thái của việc nền — queued, running, done, failed, stopped."""

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

JOB = Machine(
    name="job",
    label=gettext_noop("The job"),
    states={
        "queued": gettext_noop("waiting"),
        "running": gettext_noop("running"),
        "done": gettext_noop("done"),
        "failed": gettext_noop("failed"),
        "stopped": gettext_noop("stopped"),
    },
    acts={
        "claim": gettext_noop("start it"),
        "finish": gettext_noop("finish it"),
        "fail": gettext_noop("give it up"),
        "retry": gettext_noop("run it again"),
        "stop": gettext_noop("stop it"),
    },
    table={
        ("queued", "claim"): "running",
        ("running", "finish"): "done",
        ("running", "fail"): "failed",
        ("running", "retry"): "queued",
        ("failed", "retry"): "queued",
        ("stopped", "retry"): "queued",
        ("queued", "stop"): "stopped",
        ("running", "stop"): "stopped",
    },
)
