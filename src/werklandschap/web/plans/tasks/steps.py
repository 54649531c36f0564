"""Counting the steps that the engine tells."""

from dataclasses import dataclass

from werklandschap.core.text import Text
from werklandschap.web.jobs.registry import Progress

_LONGEST = 200


@dataclass(slots=True)
class Counted:
    """Passes each step on with its number; more steps than expected count as the last."""

    progress: Progress
    total: int
    done: int = 0

    def __call__(self, step: Text) -> None:
        """Tell a step that begins."""
        cut = Text(step.nl[:_LONGEST], step.en[:_LONGEST])
        self.progress(cut, min(self.done, self.total - 1), self.total)
        self.done += 1
