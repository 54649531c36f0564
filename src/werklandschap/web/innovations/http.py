"""What views of innovations do first."""

from django.http import Http404

from werklandschap.web.innovations.models import Innovation


def found(code: str) -> Innovation:
    """Find a published innovation."""
    innovation = Innovation.objects.filter(code=code, is_published=True).first()
    if innovation is None:
        raise Http404
    return innovation
