"""Settings of the platform; an installation differs by environment variables alone.

Without ``WERKLANDSCHAP_HOSTS`` it is a platform on a laptop: loopback only, SQLite, no
mail. With it, it is a production site. All variables are listed in the deployment guide.
"""

from typing import Any

from csp.constants import NONCE, NONE, SELF

from werklandschap.web import _environment as environment

HOME = environment.home()
# Each a folder or ``s3://bucket/prefix``; of the latter a working copy lies in the home.
LAKE_ADDRESS = environment.value("LAKE") or str(HOME / "lake")
RESULTS_ADDRESS = environment.value("RESULTS") or str(HOME / "results")
LAKE = environment.working_copy(LAKE_ADDRESS, HOME / "lake")
RESULTS = environment.working_copy(RESULTS_ADDRESS, HOME / "results")
S3_ENDPOINT = environment.value("S3_ENDPOINT")
# Folders of files to take in, instead of or besides what the public services give.
DATA_FOLDERS = environment.values("DATA")
ASKS_SERVICES = environment.value("SERVICES", "0" if DATA_FOLDERS else "1") == "1"
IS_PRODUCTION = bool(environment.values("HOSTS"))

DEBUG = False
SECRET_KEY = environment.secret_key(HOME, is_production=IS_PRODUCTION)
# Certificates are signed with it; public keys of earlier secrets still check old ones.
LABEL_SECRET = environment.label_secret(HOME)
LABEL_OLD_KEYS = environment.values("LABEL_OLD_KEYS")
ALLOWED_HOSTS = environment.values("HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in environment.values("HOSTS")]

INSTALLED_APPS = [
    "werklandschap.web.theme",
    "werklandschap.web.audit",
    "werklandschap.web.mail",
    "werklandschap.web.accounts",
    "werklandschap.web.jobs",
    "werklandschap.web.parks",
    "werklandschap.web.scans",
    "werklandschap.web.plans",
    "werklandschap.web.finance",
    "werklandschap.web.innovations",
    "werklandschap.web.toolbox",
    "werklandschap.web.network",
    "werklandschap.web.helpdesk",
    "werklandschap.web.programme",
    "werklandschap.web.vouchers",
    "werklandschap.web.labels",
    "werklandschap.web.monitor",
    "werklandschap.web.pages",
    "werklandschap.web.api",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "werklandschap.web.http.know_who_asks",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "werklandschap.web.http.only_what_we_need",
    "werklandschap.web.api.http.for_programs",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "werklandschap.web.urls"
WSGI_APPLICATION = "werklandschap.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": environment.database(environment.value("DATABASE_URL"), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Limits on logins and requests must hold over all processes; hence the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# -- Language: Dutch is the source, English the translation ---------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# -- Static files ----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# -- People ----------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "werklandschap.web.accounts.rules.TableOfPermissions",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation."
        "UserAttributeSimilarityValidator"
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "werklandschap.web.accounts.adapters.InvitedOnly"
SOCIALACCOUNT_ADAPTER = "werklandschap.web.accounts.adapters.InvitedOnlyByProvider"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation proves the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = environment.sign_in_provider()
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # [h]
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_LOCKOUT_TEMPLATE = "429.html"
# Failed logins hold addresses of people: no log of who succeeded.
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# -- Security --------------------------------------------------------------------------
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "werklandschap.web.pages.views.form_expired"
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
SECURE_HSTS_PRELOAD = IS_PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
# How many proxies of our own stand before us; only then are their headers believed.
PROXIES = environment.number("PROXIES", 0)
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
BASE_MAP = "https://service.pdok.nl"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        # Maps place their controls by style attributes; nothing may load through them.
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:", BASE_MAP],
        "connect-src": [SELF, BASE_MAP],
        "worker-src": [SELF, "blob:"],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
MAX_UPLOAD_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
SECURITY_CONTACT = environment.value(
    "SECURITY_CONTACT", "mailto:security@werklandschap.example"
)

# -- Mail ------------------------------------------------------------------------------
EMAIL_HOST = environment.value("EMAIL_HOST")
EMAIL_PORT = environment.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.value("EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.value("EMAIL_PASSWORD")
EMAIL_USE_TLS = bool(EMAIL_HOST)
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = HOME / "mail"
DEFAULT_FROM_EMAIL = environment.value("EMAIL_FROM", "werklandschap@localhost")

# -- Long work -------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# -- API -------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "werklandschap.web.api.authentication.Bearer",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["werklandschap.web.api.authentication.KeyOpensIt"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": "120/min",
        "user": "600/min",
        "bulk": "20/min",
        "starts": "30/hour",
    },
    "EXCEPTION_HANDLER": "werklandschap.web.api.problems.handle",
    "NUM_PROXIES": 0,  # `know_who_asks` looked through them
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "URL_FORMAT_OVERRIDE": None,
}
API_CONTACT = {
    "name": environment.value("API_CONTACT", "Beheer van werklandschap"),
    "email": SECURITY_CONTACT.removeprefix("mailto:"),
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "werklandschap",
    "DESCRIPTION": "Bedrijventerreinen in Nederland en hun nulmetingen.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "CONTACT": API_CONTACT,
    "LICENSE": {
        "name": "Creative Commons Naamsvermelding 4.0 (gegevens)",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    },
    "SERVE_INCLUDE_SCHEMA": False,
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}
_EACH_OPERATION = ["werklandschap.web.api.description.say_what_always_holds"]
API_DESCRIPTION: dict[str, Any] = {
    "PREPROCESSING_HOOKS": ["werklandschap.web.api.description.only_version_1"],
    "POSTPROCESSING_HOOKS": _EACH_OPERATION,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "SERVERS": [{"url": "/api/v1", "description": "Deze installatie"}],
}
OGC_DESCRIPTION: dict[str, Any] = {
    "PREPROCESSING_HOOKS": ["werklandschap.web.api.description.only_features"],
    "POSTPROCESSING_HOOKS": _EACH_OPERATION,
    "OAS_VERSION": "3.0.3",
    "SCHEMA_PATH_PREFIX": "/ogc",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "SERVERS": [{"url": "/ogc", "description": "Deze installatie"}],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Runs tell of their own faults; a worker that is stopped halfway is no fault.
    "loggers": {
        "django_tasks": {"level": "CRITICAL"},
        "django_tasks_db": {"level": "ERROR"},
    },
    "root": {
        "handlers": ["stderr"],
        "level": environment.value("LOG_LEVEL", "WARNING"),
    },
}
