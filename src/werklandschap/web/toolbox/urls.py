"""Addresses of the toolbox."""

from django.urls import path, re_path

from werklandschap.web.toolbox.views import editing, public

_PARK = r"^bedrijventerreinen/(?P<code>[^/]+?)-(?P<slug>[-a-zA-Z0-9_]*)"

urlpatterns = [
    path("toolbox", public.toolbox, name="toolbox"),
    path("toolbox/fasen", public.phases, name="phases"),
    path("toolbox/afbeelding/<int:image_id>", public.image, name="toolbox_image"),
    path("toolbox/redactie", editing.overview, name="toolbox_editing"),
    path("toolbox/redactie/afbeeldingen", editing.images, name="toolbox_images"),
    path(
        "toolbox/redactie/versie/<int:version_id>",
        editing.version,
        name="page_version",
    ),
    path(
        "toolbox/redactie/versie/<int:version_id>/goedkeuren",
        editing.approve,
        name="approve_page",
    ),
    path("toolbox/<slug:page>", public.page, name="toolbox_page"),
    path("toolbox/<slug:page>/bestand", public.template, name="toolbox_file"),
    path("toolbox/<slug:page>/bestand.docx", public.word, name="toolbox_word"),
    path("toolbox/<slug:page>/bewerken", editing.edit, name="edit_page"),
    re_path(rf"{_PARK}/stappen$", public.board, name="board"),
    re_path(rf"{_PARK}/stappen/(?P<step>[a-z]+)$", public.set_step, name="set_step"),
]
