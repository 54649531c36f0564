"""How often somebody may ask; what costs us more, less often."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class _Costly(UserRateThrottle):
    """Counts visitors by address and others by who they are."""


class Bulk(_Costly):
    """Limits downloads of everything."""

    scope = "bulk"


class Starts(_Costly):
    """Limits how much long work somebody asks for."""

    scope = "starts"

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count only what starts something."""
        return request.method != "POST" or super().allow_request(request, view)


ORDINARY = (AnonRateThrottle, UserRateThrottle)
