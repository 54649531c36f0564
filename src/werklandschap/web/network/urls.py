"""Addresses of the learning network."""

from django.urls import path

from werklandschap.web.network.views import newsletter, organising, public

urlpatterns = [
    path("leernetwerk", public.network, name="network"),
    path("leernetwerk/agenda.ics", public.feed, name="network_feed"),
    path("leernetwerk/nieuw", organising.plan, name="plan_meeting"),
    path("leernetwerk/nieuwsbrief", newsletter.newsletter, name="newsletter"),
    path(
        "leernetwerk/nieuwsbrief/bevestigen/<str:secret>",
        newsletter.confirm,
        name="confirm_newsletter",
    ),
    path(
        "leernetwerk/nieuwsbrief/keuzes/<str:secret>",
        newsletter.choices,
        name="newsletter_choices",
    ),
    path(
        "leernetwerk/nieuwsbrief/afmelden/<str:secret>",
        newsletter.unsubscribe,
        name="unsubscribe",
    ),
    path("leernetwerk/plaats/<str:secret>", public.own_place, name="own_place"),
    path(
        "leernetwerk/les/<int:lesson_id>/breder",
        organising.raise_lesson,
        name="raise_lesson",
    ),
    path("leernetwerk/<int:meeting_id>", public.meeting, name="meeting"),
    path("leernetwerk/<int:meeting_id>/agenda.ics", public.one_ics, name="meeting_ics"),
    path(
        "leernetwerk/<int:meeting_id>/beheren",
        organising.organise,
        name="organise_meeting",
    ),
    path("leernetwerk/<int:meeting_id>/wijzigen", organising.edit, name="edit_meeting"),
]
