"""Reading the settings of an installation from environment variables."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "WERKLANDSCHAP_"

_SQLITE = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
    "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000"
)


def value(name: str, default: str = "") -> str:
    """Read one variable of ours, by its name without the prefix."""
    return os.environ.get(PREFIX + name, default).strip()


def values(name: str) -> list[str]:
    """Read a list, divided by commas."""
    return [part.strip() for part in value(name).split(",") if part.strip()]


def number(name: str, default: int) -> int:
    """Read a whole number.

    Raises
    ------
    ImproperlyConfigured
        If it is no whole number.
    """
    text = value(name, str(default))
    if not text.isdecimal():
        message = f"{PREFIX}{name} must be a whole number, not {text!r}"
        raise ImproperlyConfigured(message)
    return int(text)


def home() -> Path:
    """Give the folder in which all state of an installation lies."""
    return Path(value("HOME", "var")).absolute()


def working_copy(address: str, folder: Path) -> str:
    """Give the folder in which the files at an address are read and written.

    Parameters
    ----------
    address : str
        A folder, or ``s3://bucket/prefix``.
    folder : Path
        Where a working copy lies.
    """
    return str(folder) if address.startswith("s3://") else address


def sign_in_provider() -> dict[str, Any]:
    """Describe the organisation's own way of signing in (OpenID Connect), if any."""
    if not value("OIDC_SERVER"):
        return {}
    app = {
        "provider_id": "oidc",
        "name": value("OIDC_NAME", "Organisatie"),
        "client_id": value("OIDC_CLIENT"),
        "secret": value("OIDC_SECRET"),
        "settings": {"server_url": value("OIDC_SERVER").rstrip("/")},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def database(url: str, folder: Path) -> dict[str, Any]:
    """Translate ``postgresql://user:secret@host:port/name``; SQLite where there is none.

    Parameters
    ----------
    url : str
        Address of a PostgreSQL database, or nothing.
    folder : Path
        Where the SQLite file lies.

    Raises
    ------
    ImproperlyConfigured
        If it is the address of something else.
    """
    if not url:
        return _sqlite(folder)
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        message = f"{PREFIX}DATABASE_URL must begin with postgresql://"
        raise ImproperlyConfigured(message)
    options: dict[str, Any] = {"connect_timeout": 5, **dict(parse_qsl(parts.query))}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _sqlite(folder: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "werklandschap.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": _SQLITE,
        },
    }


def secret_key(folder: Path, *, is_production: bool) -> str:
    """Read the key that signs sessions; on a laptop one is made and kept.

    Raises
    ------
    ImproperlyConfigured
        If a production site was given none.
    """
    if given := value("SECRET_KEY"):
        return given
    if is_production:
        message = f"{PREFIX}SECRET_KEY is needed once {PREFIX}HOSTS is set"
        raise ImproperlyConfigured(message)
    return _kept_key(folder / "secret.key")


def label_secret(folder: Path) -> str:
    """Read the secret of certificates; one is made and kept where none was given."""
    return value("LABEL_SECRET") or _kept_key(folder / "label.key")


def _kept_key(file: Path) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(f".{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64), encoding="ascii")
        # Two processes may start at once: a link never replaces, so the first one wins.
        try:
            file.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text(encoding="ascii")
