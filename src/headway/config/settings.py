"""Settings, all of them from the environment; see docs/reference/settings.md."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MODE = os.environ.get("HEADWAY_MODE", "demo")
if MODE not in {"demo", "test", "production"}:
    message = f"HEADWAY_MODE is {MODE!r}; it must be demo, test or production"
    raise ImproperlyConfigured(message)
PRODUCTION = MODE == "production"

DATA = Path(os.environ.get("HEADWAY_DATA", "data")).resolve()

DEMO_KEY = "demo-key-that-production-refuses"
SECRET_KEY = os.environ.get("HEADWAY_SECRET_KEY") or (
    secrets.token_urlsafe(50) if MODE == "test" else DEMO_KEY
)
if PRODUCTION and SECRET_KEY == DEMO_KEY:
    message = "HEADWAY_SECRET_KEY must be set in production; `headway doctor --new-key` prints one"
    raise ImproperlyConfigured(message)

DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("HEADWAY_HOSTS", "").split(",") if host]
if not PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]", "testserver"]
# The address people know this site by, for links in mails; empty: the first host.
SITE_URL = os.environ.get("HEADWAY_SITE_URL", "")
# How many proxies of ours stand in front: the address of a client is taken from the right, never the left.
TRUSTED_PROXIES = int(os.environ.get("HEADWAY_TRUSTED_PROXIES", "0"))

INSTALLED_APPS = [
    "headway.web",  # before allauth, so that its templates win
    "headway.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
]
OWN_APPS = ["files", "places", "people", "measures", "targets", "missions", "answers", "checks", "rhythms"]
OWN_APPS += ["frontline", "peers", "capabilities", "learning", "voice"]
INSTALLED_APPS[2:2] = [f"headway.{name}" for name in OWN_APPS]

MIDDLEWARE = [
    "headway.web.edge.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "headway.web.edge.Outages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "headway.web.edge.Edge",
]

ROOT_URLCONF = "headway.config.urls"
WSGI_APPLICATION = "headway.config.wsgi.application"

PACKAGE = Path(__file__).resolve().parents[1]
WEB = PACKAGE / "web"
EXAMPLES = PACKAGE / "examples" if (PACKAGE / "examples").is_dir() else PACKAGE.parents[1] / "examples"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates", *sorted(WEB.glob("*/templates"))],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "headway.web.edge.shell",
            ],
        },
    }
]
FORM_RENDERER = "headway.web.forms.Renderer"

SQLITE = {
    "ENGINE": "headway.kernel.sqlite",
    "NAME": DATA / "headway.sqlite3",
    "CONN_MAX_AGE": 60,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-20000;PRAGMA mmap_size=134217728;PRAGMA temp_store=MEMORY;",
    },
    "TEST": {"NAME": ":memory:"},  # as with Django's own backend, which test runners know by its name
}


def postgresql(url: str) -> dict[str, object]:
    """Read postgresql://user:password@host:port/name, or ?host=/socket/folder."""
    parts = urlsplit(url)
    query = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASE_URL = os.environ.get("DATABASE_URL", "")
if DATABASE_URL and not DATABASE_URL.startswith(("postgres://", "postgresql://")):
    message = "DATABASE_URL must begin with postgresql://; leave it out for SQLite"
    raise ImproperlyConfigured(message)
DATABASES = {"default": postgresql(DATABASE_URL) if DATABASE_URL else SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rendered public pages, 30 seconds, in each process; counts of failed sign-ins, in the database,
# so that they hold across workers.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "headway_cache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}
# Tests look at what they have just written; benchmarks also measure pages as they are made.
PAGE_CACHE_SECONDS = int(os.environ.get("HEADWAY_PAGE_CACHE_SECONDS", "0" if MODE == "test" else "30"))

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "missions:index"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account exists only through an invitation sent to its address
ACCOUNT_ADAPTER = "headway.web.people.adapter.Adapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True  # as long as SESSION_COOKIE_AGE, without a box to tick
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody is written to because somebody typed their address
FORMS = "headway.web.about.forms"
ACCOUNT_FORMS = {
    "login": f"{FORMS}.SignIn",
    "reauthenticate": f"{FORMS}.Confirm",
    "change_password": f"{FORMS}.ChangePassword",
    "reset_password": f"{FORMS}.ForgottenPassword",
    "reset_password_from_key": f"{FORMS}.NewPassword",
}
MFA_FORMS = {
    "authenticate": f"{FORMS}.SecondStep",
    "reauthenticate": f"{FORMS}.ConfirmCode",
    "activate_totp": f"{FORMS}.SwitchOn",
    "add_webauthn": f"{FORMS}.AddPasskey",
}
MFA_ADAPTER = "headway.web.people.adapter.TwoSteps"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Headway"


def sign_on(environ: Mapping[str, str]) -> dict[str, object]:
    """Read the body's own sign-on (OpenID Connect) from HEADWAY_OIDC_*; nothing without an address."""
    url = environ.get("HEADWAY_OIDC_URL", "").rstrip("/")
    if not url:
        return {}
    client = {
        "provider_id": "sign-on",
        "name": environ.get("HEADWAY_OIDC_NAME", "") or urlsplit(url).hostname,
        "client_id": environ.get("HEADWAY_OIDC_CLIENT_ID", ""),
        "secret": environ.get("HEADWAY_OIDC_CLIENT_SECRET", ""),
        "settings": {"server_url": url, "oauth_pkce_enabled": True},
    }
    if not (client["client_id"] and client["secret"]):
        missing = "HEADWAY_OIDC_URL needs HEADWAY_OIDC_CLIENT_ID and HEADWAY_OIDC_CLIENT_SECRET beside it"
        raise ImproperlyConfigured(missing)
    return {"openid_connect": {"APPS": [client]}}


SOCIALACCOUNT_PROVIDERS = sign_on(os.environ)
SOCIALACCOUNT_ADAPTER = "headway.web.people.adapter.SignOn"
# A link: form-action of the policy would also bind every redirect of the sign-on. State and PKCE guard it.
SOCIALACCOUNT_LOGIN_ON_GET = True
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "headway.web.errors.csrf_failure"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": [SELF],
    }
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "locale"]
FORMAT_MODULE_PATH = "headway.config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("HEADWAY_TIME_ZONE", "Europe/London")

STATIC_URL = "/static/"
STATIC_ROOT = None  # WhiteNoise serves the files where the packages hold them
STATICFILES_DIRS: list[str] = []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
UPLOAD_MAX_BYTES = 60 * 2**20

EMAIL_BACKEND = os.environ.get(
    "HEADWAY_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST = os.environ.get("HEADWAY_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("HEADWAY_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("HEADWAY_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("HEADWAY_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("HEADWAY_EMAIL_TLS", "") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("HEADWAY_EMAIL_FROM", "headway@localhost")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
