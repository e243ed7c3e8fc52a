"""Settings of the test suite: the installation's own, made quick, quiet and separate.

`bin/test` runs the suite twice: on SQLite with nothing in the environment, and with `DATABASE_URL`, `REDIS_URL` and
`CELERY_BROKER_URL`. Whatever is written lies in a folder of the tests, never in the installation's `var/`.
"""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("SHOUWANG_VAR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
os.environ.setdefault("SHOUWANG_DEMO", "0")
os.environ.setdefault("SMS_BACKEND", "notifications.sms.ConsoleSMS")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
# What HTTPS adds is checked by the tests of the settings themselves.
os.environ.setdefault("SHOUWANG_PLAIN_HTTP", "1")

from platform_site import settings as installation
from platform_site.settings import *  # noqa: F403 - the installation's settings, changed below

# Set by pytest-xdist in each of its processes: they share the machine, not their queues.
XDIST_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
PREFIX = f"shouwang-test:{XDIST_WORKER}:"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = installation.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# A big installation brings its own seal; the suite makes one on either database.
CERTIFICATE_DEMO_KEYS = installation.VAR_DIR / "keys"
MEDIA_ROOT = installation.VAR_DIR / "media" / XDIST_WORKER
WHITENOISE_AUTOREFRESH = True

if installation.EMBEDDED:
    # A test database is never recovered after a power cut.
    installation.DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
    CACHES = {
        alias: {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": f"{XDIST_WORKER}{alias}",
        }
        for alias in installation.CACHES
    }
else:
    for alias, cache in installation.CACHES.items():
        cache |= {"BACKEND": "tests.redis_cache.OwnKeysRedisCache", "KEY_PREFIX": f"{PREFIX}{alias}:"}
if name := os.environ.get("SHOUWANG_TEST_DATABASE"):
    # A real worker beside the tests (tests/worker.py) works in their database.
    installation.DATABASES["default"]["NAME"] = name

# In most tests a nudge is carried out where it is given, once its transaction commits.
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
if installation.CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = installation.CELERY_BROKER_TRANSPORT_OPTIONS | {
        "data_folder_in": str(installation.VAR_DIR / "broker" / XDIST_WORKER / "queue"),
        "data_folder_out": str(installation.VAR_DIR / "broker" / XDIST_WORKER / "queue"),
        "control_folder": str(installation.VAR_DIR / "broker" / XDIST_WORKER / "control"),
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": PREFIX}
