"""Django's settings. The surroundings decide through variables named FORDEL_…; see docs/web.md."""

from __future__ import annotations

from pathlib import Path

from fordel.web import environment

PACKAGE = Path(__file__).parent
DATA = Path(environment.text("WEB_DATA", "build/web"))
"""Where a small installation keeps its database, static files and key."""

SECRET_KEY = environment.secret("SECRET_KEY", DATA / "secret_key")
FIELD_KEYS = environment.secret("FIELD_KEYS", DATA / "field_keys").split()
"""What seals secrets in the database; the newest first, older ones open what they sealed."""
DEBUG = False
DEMO = environment.flag("DEMO")
"""An invented municipality: the pages say so, and plain HTTP on this machine is enough."""
HTTPS = environment.flag("HTTPS", default=not DEMO)
ALLOWED_HOSTS = environment.listed("ALLOWED_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = environment.listed("TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "fordel.web.components",
    "fordel.web.audit",
    "fordel.web.access",
    "fordel.web.organisation",
    "fordel.web.budgets",
    "fordel.web.programmes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
]

MIDDLEWARE = [
    "fordel.web.components.middleware.SafeHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "fordel.web.components.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fordel.web.components.middleware.PlainRefusals",
    "fordel.web.access.sessions.SessionLimits",
    "fordel.web.access.middleware.AccessTable",
]

ROOT_URLCONF = "fordel.web.urls"
WSGI_APPLICATION = "fordel.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fordel.web.components.context.page",
            ],
            "builtins": ["fordel.web.components.templatetags.figures"],
        },
    }
]
FORM_RENDERER = "fordel.web.components.forms.HouseRenderer"

DATABASES = {
    "default": environment.database(
        environment.text("DATABASE_URL", f"sqlite:///{(DATA / 'fordel.sqlite3').as_posix()}")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
START_TOKEN_FILE = DATA / "start_token"
# Uploaded files: sealed with keys of their own, and never larger than this.
FILE_KEYS = environment.file_keys(DATA / "file_key")
UPLOAD_LIMIT_MB = int(environment.text("UPLOAD_LIMIT_MB", "50"))
UNPACKED_LIMIT_MB = 400
ABANDONED_AFTER_DAYS = 7
"""A delivery that nobody finished is given up, and its files deleted, after so long."""
# Background work: how often a worker says that it lives, and when it is thought dead.
JOB_BEAT_S = float(environment.text("JOB_BEAT_S", "5"))
JOB_LOST_AFTER_S = 12 * JOB_BEAT_S
JOB_ATTEMPTS = 3
# In the database, so that what is counted for a lockout holds for every worker.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

# Who logs in, and how.
AUTH_USER_MODEL = "access.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "fordel.web.access.passwords.VariedPassword"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "fordel.web.access.adapter.NobodySignsUp"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator gives the log-in, to an address they know
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# A whole municipality may come from one address on the day letters are announced; what stops a
# guesser is the lock on the person.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "60/m/ip,5/15m/key",
    "reset_password": "20/m/ip,3/15m/key",
}
ACCOUNT_FORMS = {"reset_password": "fordel.web.access.forgotten.Forgotten"}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to addresses that are nobody's here
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if environment.flag("BEHIND_PROXY") else 0
MFA_ADAPTER = "fordel.web.access.adapter.SealedFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Fordel"
MFA_TOTP_TOLERANCE = 1
SECOND_FACTOR_ROLES = environment.listed(
    "SECOND_FACTOR_ROLES", "" if DEMO else "administrator,analyst,head"
)
"""Who logs in with a password and is one of these has to have a second factor."""
IDLE_MINUTES = int(environment.text("IDLE_MINUTES", "60"))
"""A session nobody uses for so long ends."""
SOCIALACCOUNT_ADAPTER = "fordel.web.access.federation.adapter.BrokerAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: a form may send to this site only
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "fordel.web.access.federation.oidc.OidcBroker",
        "OAUTH_PKCE_ENABLED": True,
    },
    "saml": {"provider_class": "fordel.web.access.federation.saml.SamlBroker"},
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO

# What a browser may do with a page, and with its cookies.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "fordel.web.components.views.form_too_old"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sundhed/$"]  # who watches over the machine asks from the machine
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("BEHIND_PROXY") else None
)
BEHIND_PROXY = environment.flag("BEHIND_PROXY")
"""Only then is the proxy's word taken for where a request came from."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# Danish first, English a click away.
LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

EMAIL_BACKEND = environment.text("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = environment.text("EMAIL_HOST", "localhost")
EMAIL_TIMEOUT = 10  # seconds; a mail server that is silent holds nobody up
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", "fordel@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "fordel.web.components.logs.JsonLines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {
        "fordel": {"level": "INFO"},
        "django": {"level": "WARNING"},
        "waitress.queue": {"level": "ERROR"},  # a line for every request that waits its turn
        "allauth": {"level": "CRITICAL"},  # repeats what a broker said; Fordel writes its own line
    },
}
