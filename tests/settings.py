"""Settings of the platform under test: its own home, the database that is asked for."""

import os
import tempfile
from pathlib import Path

_HOME = Path(tempfile.mkdtemp(prefix="werklandschap-test-"))
(_HOME / "static").mkdir()
os.environ["WERKLANDSCHAP_HOME"] = str(_HOME)
os.environ["WERKLANDSCHAP_SERVICES"] = "0"
for _name in ("HOSTS", "LAKE", "DATA", "RESULTS", "OIDC_SERVER", "EMAIL_HOST"):
    os.environ.pop(f"WERKLANDSCHAP_{_name}", None)
if "WERKLANDSCHAP_TEST_DATABASE_URL" in os.environ:
    os.environ["WERKLANDSCHAP_DATABASE_URL"] = os.environ[
        "WERKLANDSCHAP_TEST_DATABASE_URL"
    ]
else:
    os.environ.pop("WERKLANDSCHAP_DATABASE_URL", None)

from werklandschap.web.settings import *  # noqa: E402, F403

STORAGES["staticfiles"]["BACKEND"] = (  # noqa: F405
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# In a file: threads and a live server must see one and the same database.
DATABASES["default"].setdefault("TEST", {})["NAME"] = (  # noqa: F405
    None if "WERKLANDSCHAP_DATABASE_URL" in os.environ else str(_HOME / "test.sqlite3")
)
