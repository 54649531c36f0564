"""A real browser in tests: no error in its console, nothing that its policy refused.

``chromium_page`` is one page; ``chromium_pages`` opens as many as a test wants, each of a
width and colour scheme. Whatever a page asks of another host is answered with nothing.
"""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

# Playwright runs an event loop of its own in the thread of the test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
BUILT = Path(__file__).parents[2] / "src/werklandschap/web/theme/static/built"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_WATCH_POLICY = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
});
"""


@pytest.fixture(scope="session")
def chromium():
    """Start the browser of the machine; skip where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no chromium on this machine")
    if not (BUILT / ".ready").exists():
        pytest.skip("nothing was bundled: make setup")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def chromium_pages(chromium, live_server):
    """Open pages of the live server; the test fails if any of them complains.

    ``open_page(width=1024, scheme="light", user=None, **more)``: of the width and
    colours that are asked, signed in as somebody; ``more`` goes to the context.
    """
    contexts, problems = [], []

    def open_page(*, width=1024, height=768, scheme="light", user=None, **more):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
            **({"locale": "nl-NL"} | more),
        )
        contexts.append(context)
        context.add_init_script(_WATCH_POLICY)
        context.route(
            lambda url: not url.startswith((live_server.url, "data:", "blob:")),
            lambda route: route.fulfill(
                status=204, headers={"Access-Control-Allow-Origin": "*"}
            ),
        )
        if user is not None:
            context.add_cookies(
                [
                    {
                        "name": settings.SESSION_COOKIE_NAME,
                        "value": _session_of(user),
                        "url": live_server.url,
                    }
                ]
            )
        page = context.new_page()
        page.on("console", lambda told: _note(told, problems))
        page.on("pageerror", lambda error: problems.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def chromium_page(chromium_pages):
    """Open one page of middling width."""
    return chromium_pages()


def _note(told, problems):
    # A page that is wanted to be refused (403, 404) is no complaint of the page itself.
    refused = "Failed to load resource" in told.text and "status of 4" in told.text
    if told.type == "error" and not refused:
        problems.append(told.text)


def violations(page):
    """List what axe finds wrong with a page: rule and the element it is about."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    return [(each["id"], node["html"]) for each in found for node in each["nodes"]]


def _session_of(user):
    client = Client()
    client.force_login(
        user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client.cookies[settings.SESSION_COOKIE_NAME].value
