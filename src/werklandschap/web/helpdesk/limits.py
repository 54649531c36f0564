"""How many questions may come from one address; only a hash of it is kept, for an hour."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MOST_AN_HOUR = 10
_HOUR_S = 60 * 60


def is_too_often(request: HttpRequest) -> bool:
    """Count a question of an address; True once there were too many in an hour.

    Parameters
    ----------
    request : HttpRequest
        Who asks.
    """
    address = request.META.get("REMOTE_ADDR", "")
    key = f"desk-{salted_hmac('questions of an address', address).hexdigest()[:32]}"
    count = cache.get(key, 0)
    if count >= MOST_AN_HOUR:
        return True
    cache.set(key, count + 1, _HOUR_S)
    return False
