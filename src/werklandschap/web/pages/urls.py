"""Addresses of pages about the platform itself."""

from django.urls import path
from django.views.generic import TemplateView
from django.views.i18n import set_language

from werklandschap.web.pages import views

about = TemplateView.as_view(template_name="pages/about.html")
accessibility = TemplateView.as_view(template_name="pages/accessibility.html")
privacy = TemplateView.as_view(template_name="pages/privacy.html")
news = TemplateView.as_view(template_name="pages/news.html")

urlpatterns = [
    path("taal", set_language, name="set_language"),
    path("health", views.health, name="health"),
    path("over", about, name="about"),
    path("over/methode", views.method, name="method"),
    path("over/indicatoren", views.indicators, name="indicators"),
    path("over/bronnen", views.sources, name="sources"),
    path("over/aannames", views.assumptions, name="assumptions"),
    path("over/nieuws", news, name="news"),
    path("over/toegankelijkheid", accessibility, name="accessibility"),
    path("over/privacy", privacy, name="privacy"),
    path("over/contact", views.contact, name="contact"),
    path("over/onderdelen", views.components, name="components"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("robots.txt", views.robots_txt, name="robots_txt"),
]
