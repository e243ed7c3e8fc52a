"""Settings of a Shouwang installation.

One program serves the embedded default (SQLite, Celery's filesystem broker, keys made at set-up in ``var/``) and a
big installation (``DATABASE_URL``, ``CELERY_BROKER_URL``, secrets from the environment). ``docs/deploy.md`` lists
every variable.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from platform_site import clock, logs, private_files
from platform_site.keys import secret_from_environment_or_var

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("SHOUWANG_VAR") or BASE_DIR / "var").resolve()
private_files.write_privately()
private_files.make_private(VAR_DIR)

env = environ.Env()
# Written by bin/run: what this installation was set up as (demo people or not). The real environment wins.
environ.Env.read_env(VAR_DIR / "settings.env", overwrite=False)

# An installation that names its own database is a big one: it brings its own secrets, and none is invented for it.
EMBEDDED = not env.str("DATABASE_URL", default="")
# What the environment says this is; what it is stands in the database (platform_site.installation.kind), which
# stops every process that is told otherwise. None: nothing is said. Ask common.installation.is_demonstration().
DEMO_CLAIM = env.bool("SHOUWANG_DEMO", default=None)
DEBUG = env.bool("DEBUG", default=False)
# Tests and demonstrations may take place at another moment.
clock.keep(
    allowed=bool(DEMO_CLAIM) or os.environ.get("DJANGO_SETTINGS_MODULE") == "platform_site.settings_test"
)

SECRET_KEY = secret_from_environment_or_var("SECRET_KEY", VAR_DIR, embedded=EMBEDDED)
# Newest first; older keys only decrypt. Comma separated, each a Fernet key.
FIELD_KEYS = [
    key
    for key in secret_from_environment_or_var(
        "SHOUWANG_FIELD_KEYS", VAR_DIR, embedded=EMBEDDED, fernet=True
    ).split(",")
    if key
]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if EMBEDDED else [])
if not EMBEDDED and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is not set: name the host names this installation answers to.")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BASE_URL = env.str("SHOUWANG_BASE_URL", default="http://127.0.0.1:8000")

# Built floor by floor, the highest first (docs/architecture.md).
INSTALLED_APPS = [
    "platform_site",
    "visit_planning",
    "elderly_visits",
    "service_requests",
    "volunteers",
    "facilities",
    "organizations",
    "timebank",
    "notifications",
    "policies",
    "people",
    "workbench",
    "regions",
    "common",
    "wagtail.contrib.redirects",
    "wagtail.contrib.table_block",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
    "django_celery_beat",
    "simple_history",
    "django_structlog",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "platform_site.middleware.ContentPolicyMiddleware",
    "platform_site.middleware.TextOnlyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "platform_site.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "platform_site.middleware.LoggedInPagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "platform_site.middleware.RequestLogMiddleware",
    "platform_site.refusals.RefusalMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "platform_site.middleware.SecondFactorMiddleware",
    "platform_site.middleware.OwnFileMiddleware",
    "platform_site.middleware.WorkbenchAccessMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "platform_site.urls"
WSGI_APPLICATION = "platform_site.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "platform_site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "platform_site.portal.context_processors.site",
            ],
        },
    },
]

DATABASES: dict[str, dict[str, Any]]
if EMBEDDED:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "shouwang.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; "
                    "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;"
                ),
            },
            # pytest-xdist gives each worker its own file; WAL needs a file, not memory.
            "TEST": {"NAME": VAR_DIR / "test.sqlite3"},
        }
    }
else:
    DATABASES = {"default": env.db("DATABASE_URL")}
    if str(DATABASES["default"]["ENGINE"]).endswith("postgresql"):
        DATABASES["default"]["OPTIONS"] = {
            "pool": {"min_size": 1, "max_size": env.int("DB_POOL_SIZE", default=8)},
            # How often the ledger sends a statement before the server remembers its plan; 0 for a pooler between the
            # two that hands out another connection for each transaction.
            "prepare_threshold": env.int("DB_PREPARE_THRESHOLD", default=2) or None,
        }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
# Two caches, so that the one cannot push the other out: `default` holds what must not be forgotten (counters of limits,
# allauth's among them, used second factors, the worker's heartbeat), `pages` what can be made anew (the map, figures).
# Whoever keeps a page or a figure names `pages`.
CACHES: dict[str, dict[str, Any]] = (
    {
        alias: {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": prefix,
        }
        for alias, prefix in (("default", ""), ("pages", "pages"))
    }
    if REDIS_URL
    # Web and worker are processes of their own: allauth's rate limits need a cache they share.
    else {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
            # Beyond this entries are thrown out at random. What costs money or opens a door is counted in the database
            # (platform_site.accounts.limits), where nothing is thrown out.
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        },
        "pages": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache-pages",
            "OPTIONS": {"MAX_ENTRIES": 2_000},
        },
    }
)

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "people.roles.backends.RoleBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"}]

# Passwordless by phone and SMS code: with a password at sign-up, whoever registers your number first would keep one.
# One door for everybody: a number nobody used before becomes a new log-in once its code is entered, so that numbers
# known and unknown look the same from outside.
ACCOUNT_ADAPTER = "platform_site.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "platform_site.accounts.forms.LoginForm",
    "confirm_login_code": "platform_site.accounts.forms.ConfirmLoginCodeForm",
    "verify_phone": "platform_site.accounts.forms.VerifyPhoneForm",
    "change_phone": "platform_site.accounts.forms.ChangePhoneForm",
}
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*"]
# Without a password field the log-in page itself sends the code; allauth's separate page for that stays closed.
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PHONE_VERIFICATION_ENABLED = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 600
ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 5
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Against floods of requests. How many codes go out and how many may be tried is a city's rule, counted in the database
# (platform_site.accounts.limits). Wide for an address, because a whole community centre may share one.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "verify_phone": "1/30s/key,10/d/key,30/m/ip",
    "change_phone": "5/m/user",
}
if DEMO_CLAIM:
    # Nothing is sent, and many try the same few demo log-ins.
    ACCOUNT_RATE_LIMITS |= {"login": "600/m/ip"}
# Behind proxies: how many of them are ours, or the header in which ours names the visitor.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("SHOUWANG_TRUSTED_PROXIES", default=0)
ALLAUTH_TRUSTED_CLIENT_IP_HEADER = env.str("SHOUWANG_CLIENT_IP_HEADER", default="") or None
# For `check --deploy`: behind a proxy that nobody named, all visitors share the proxy's address and its limits.
PROXIES_NAMED = "SHOUWANG_TRUSTED_PROXIES" in os.environ or bool(ALLAUTH_TRUSTED_CLIENT_IP_HEADER)

MFA_ADAPTER = "platform_site.accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "platform_site.accounts.forms.AuthenticateForm",
    "reauthenticate": "platform_site.accounts.forms.ReauthenticateForm",
    "activate_totp": "platform_site.accounts.forms.ActivateTOTPForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Shouwang"
# Clocks of phones are off by some seconds: the code before and the one after are taken, too.
MFA_TOTP_TOLERANCE = 1

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after_login"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "bench" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Third-party page assets, put here by `npm ci` from the lock file; never committed.
NODE_ASSETS = {
    "pico": BASE_DIR / "node_modules" / "@picocss" / "pico" / "css",
    "leaflet": BASE_DIR / "node_modules" / "leaflet" / "dist",
}
STATICFILES_DIRS = [(name, str(path)) for name, path in NODE_ASSETS.items() if path.is_dir()]
# Folders of fonts for papers (certificates, statements). Behind them come the fonts of the system.
DOCUMENT_FONTS = [
    *env.list("SHOUWANG_FONTS", default=[]),
    *(
        str(BASE_DIR / "node_modules" / "@expo-google-fonts" / "noto-sans-sc" / weight)
        for weight in ("400Regular", "700Bold")
    ),
]
# The seal on certificates: PEM files. The embedded installation makes a key of its own, which proves no issuer.
CERTIFICATE_KEY_FILE = env.str("SHOUWANG_CERTIFICATE_KEY", default="")
CERTIFICATE_CERT_FILE = env.str("SHOUWANG_CERTIFICATE_CERT", default="")
CERTIFICATE_KEY_PASSWORD = env.str("SHOUWANG_CERTIFICATE_KEY_PASSWORD", default="")
CERTIFICATE_DEMO_KEYS = VAR_DIR / "keys" if EMBEDDED else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "platform_site.storage.StaticStorage"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Files that people hand in are for the service's user alone; the web server hands them out.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

WAGTAIL_SITE_NAME = "守望 Shouwang"
# Logos and photos of pages: a phone's camera gives 12 million pixels; a small file can unpack to many more.
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 24_000_000
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
# Papers that people read; nothing a browser would run.
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "csv", "txt"]
# What an approver published is not exchanged afterwards.
WAGTAILIMAGES_IMAGE_FORM_BASE = "platform_site.content.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "platform_site.content.forms.PaperForm"
WAGTAILADMIN_BASE_URL = BASE_URL
# Addresses are read out on the telephone and typed: pinyin, which the form makes from the title.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "workbench_gate"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
# One city, one time zone: nothing to choose.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://localhost//")
if CELERY_BROKER_URL.startswith("filesystem"):
    # Kombu does not create these folders; platform_site.celery does.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "broker" / "queue"),
        "data_folder_out": str(VAR_DIR / "broker" / "queue"),
        "processed_folder": str(VAR_DIR / "broker" / "processed"),
        "control_folder": str(VAR_DIR / "broker" / "control"),
        "store_processed": False,
    }
    # Nobody steers the worker of a small installation from afar, and each start would leave a control queue behind.
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_EXPIRES = 0
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
# Each package names its own periodic tasks in its `tasks.py`; platform_site.processes.schedule gathers them.

SMS_BACKEND = env.str("SMS_BACKEND", default="notifications.sms.ConsoleSMS")
SMS_OPTIONS = env.dict("SMS_OPTIONS", default={})
if not EMBEDDED and not DEMO_CLAIM and "SMS_BACKEND" not in os.environ:
    raise ImproperlyConfigured(
        "SMS_BACKEND is not set: nobody could log in. Name the class that reaches your SMS gateway "
        "(notifications.sms.TencentSMS), or notifications.sms.ConsoleSMS for a trial."
    )
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:", *env.list("SHOUWANG_TILE_HOSTS", default=[])],
        "connect-src": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
    },
}
# The workbench frames its own previews; Wagtail shows pictures before they are sent.
WORKBENCH_POLICY = {
    "img-src": [*CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"], "blob:"],
    "frame-ancestors": [SELF],
    "frame-src": [SELF],
}
# Wagtail's own forms, which only who writes the portal opens, write scripts into the page.
WAGTAIL_POLICY = {"script-src": [SELF, "'unsafe-inline'"]}
# An approved base map is the deployer's to name (data README); without one the maps draw our own outlines.
MAP_TILES_URL = env.str("SHOUWANG_MAP_TILES_URL", default="")
MAP_TILES_ATTRIBUTION = env.str("SHOUWANG_MAP_TILES_ATTRIBUTION", default="")
MAP_TILES_COORD_SYSTEM = env.str("SHOUWANG_MAP_TILES_COORD_SYSTEM", default="GCJ-02")
SHOUWANG_BOUNDARIES = env.str("SHOUWANG_BOUNDARIES", default="")

# Reports of errors, should somebody switch them on, hold no values.
DEFAULT_EXCEPTION_REPORTER_FILTER = "platform_site.error_reports.NothingPersonal"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
if not EMBEDDED and not env.bool("SHOUWANG_PLAIN_HTTP", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# What `check --deploy` asks and is answered otherwise: the workbench frames its own previews (W019), and whether every
# other host of the city's domain is reached by HTTPS only (W005, W021) is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]

DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "platform_site.uploads.BoundedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING = logs.configure(as_json=not EMBEDDED, level=env.str("LOG_LEVEL", default="") or None)
# The starts of requests say nothing that their ends do not say; addresses of visitors are personal data.
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_CELERY_ENABLED = True
