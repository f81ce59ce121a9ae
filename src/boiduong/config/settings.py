"""Cài đặt — settings from the environment; nonsense is refused at start."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import environ

from boiduong.config.stages import INSTALLED
from boiduong.terminal import WrongSetting

env = environ.FileAwareEnv()
PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent.parent
TESTING = "pytest" in sys.modules
DEFAULT_SECRET = "only-for-a-trial-on-this-machine"  # noqa: S105 - refused in production, see checks below


def _whole(name: str, default: int) -> int:
    """A whole number; a word in its place is refused by name."""
    try:
        return int(env.int(name, default))
    except ValueError:
        raise WrongSetting("number", name=name, value=env.str(name)) from None


# "demo" is what `make run` starts; "production" is what a school runs.
MODE = env.str("BOIDUONG_MODE", "demo")
if MODE not in ("demo", "production"):
    raise WrongSetting("BOIDUONG_MODE", value=MODE)
DEMO = MODE == "demo"
# A rehearsal's database is thrown away: it need not survive a power cut.
SCRATCH = env.bool("BOIDUONG_SCRATCH", False)
if TESTING:
    # Whoever runs the tests, and wherever: files and database of the trial or of the school are out of their reach.
    _FOLDER_OF_TESTS = tempfile.TemporaryDirectory(prefix="boiduong-tests-", ignore_cleanup_errors=True)
    os.environ["DATA_DIR"] = _FOLDER_OF_TESTS.name
DATA_DIR = Path(env.str("DATA_DIR", str(ROOT / "data"))).resolve()
PORT = _whole("PORT", 8000)
if not 1 <= PORT <= 65535:
    raise WrongSetting("PORT", value=PORT)

SECRET_KEY = env.str("SECRET_KEY", DEFAULT_SECRET)
DEBUG = False
if not DEMO and (SECRET_KEY == DEFAULT_SECRET or len(SECRET_KEY) < 50):
    raise WrongSetting("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "testserver"] if DEMO else [])
if not DEMO and not ALLOWED_HOSTS:
    raise WrongSetting("ALLOWED_HOSTS")
# Keys lie in files beside the database, never in it: docs/signing.md says what the file of places holds.
KEYS_FILE = Path(env.str("KEYS_FILE", str(DATA_DIR / "keys" / "keys.toml"))).resolve()
CHECK_CODE_SECRET = env.str("CHECK_CODE_SECRET", "")
if CHECK_CODE_SECRET and len(CHECK_CODE_SECRET) < 32:
    raise WrongSetting("CHECK_CODE_SECRET")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_ADDRESS = env.str("SITE_ADDRESS", f"http://127.0.0.1:{PORT}").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    *INSTALLED,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "boiduong.web.middleware.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "boiduong.web.middleware.LanguageMiddleware",
    "boiduong.web.middleware.ReadingMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "boiduong.web.once.OnceMiddleware",
    "boiduong.web.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "boiduong.config.urls"
WSGI_APPLICATION = "boiduong.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "boiduong.web.context.shell",
            ]
        },
    }
]

_DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{DATA_DIR / 'boiduong.sqlite3'}")
if _DATABASE_URL.partition("://")[0] not in ("sqlite", "postgres", "postgresql") or "://" not in _DATABASE_URL:
    raise WrongSetting("DATABASE_URL")
try:
    DATABASES = {"default": env.db_url_config(_DATABASE_URL)}
except ValueError:  # a word where the port belongs
    raise WrongSetting("DATABASE_URL") from None
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA cache_size=-64000;"
        if SCRATCH
        else "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
# Opening a database anew for every page costs a fifth of the page: SQLite reads its whole schema again.
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "foundation_accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "boiduong.web.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if not DEMO:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_HSTS_SECONDS = _whole("SECURE_HSTS_SECONDS", 31536000)
    if env.bool("BEHIND_PROXY", False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_MAX_BYTES = _whole("UPLOAD_MAX_BYTES", 20 * 1024 * 1024)
FILE_UPLOAD_PERMISSIONS = 0o600

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = sorted(str(p) for p in (ROOT / "locale").glob("*") if p.is_dir())
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [("credentials", str(PACKAGE / "engines" / "credentials" / "web"))]
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(DATA_DIR / "static")))
_STATIC = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if TESTING or not (STATIC_ROOT / "staticfiles.json").exists()
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
if "collectstatic" in sys.argv:
    _STATIC = "whitenoise.storage.CompressedManifestStaticFilesStorage"
WHITENOISE_USE_FINDERS = TESTING
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "files")},
    },
    "staticfiles": {"BACKEND": _STATIC},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
