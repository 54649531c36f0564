"""The long work of money: what a plan does, and its documents."""

from werklandschap.web.finance.tasks.document import DOCUMENT
from werklandschap.web.finance.tasks.ground import GROUND

__all__ = ["DOCUMENT", "GROUND"]
