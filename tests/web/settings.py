"""The web's settings as tests use them: fast passwords, files from where they lie, no waiting."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("FORDEL_SECRET_KEY", "only-for-tests-" * 4)
os.environ.setdefault("FORDEL_FILE_KEY", "tests:" + "QUJD" * 10 + "QUI=")
os.environ.setdefault("FORDEL_FIELD_KEYS", "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtb24=")
os.environ.setdefault("FORDEL_DEMO", "1")
os.environ.setdefault("FORDEL_WEB_DATA", tempfile.mkdtemp(prefix="fordel-web-"))
# Another database for the same tests: FORDEL_TEST_DATABASE_URL=postgresql://…
os.environ["FORDEL_DATABASE_URL"] = os.environ.get(
    "FORDEL_TEST_DATABASE_URL", f"sqlite:///{os.environ['FORDEL_WEB_DATA']}/tests.sqlite3"
)

from fordel.web.settings import *
from fordel.web.translations import compile_translations

compile_translations()

ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
