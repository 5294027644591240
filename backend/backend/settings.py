"""Settings of LR Inventory. Every value an operator may change comes from the environment (see .env.example)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from .env import (
    ROOT,
    env_bool,
    env_choice,
    env_duration,
    env_hosts,
    env_int,
    env_origins,
    env_rate,
    env_str,
    fail,
    load_env_file,
)
from .setup import (
    built_file_headers,
    channel_layers,
    database,
    jwt_settings,
    logging_config,
    schema_settings,
    secret_key,
)

load_env_file()

BASE_DIR = ROOT / "backend"
FRONTEND_DIST = ROOT / "frontend" / "dist"

DEBUG = env_bool("DEBUG", False)
# One folder holds all that the app writes: the SQLite file, pictures, the development key.
DATA_DIR = Path(env_str("DATA_DIR", str(BASE_DIR / "var")))
try:
    DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError as error:
    fail("DATA_DIR", f"cannot be used: {error}.")
SECRET_KEY = secret_key(debug=DEBUG, data_dir=DATA_DIR)

# --- Hosts and origins ---------------------------------------------------------------------------------------
ALLOWED_HOSTS = env_hosts("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CORS_ALLOWED_ORIGINS = env_origins("CORS_ALLOWED_ORIGINS", ["null"] if DEBUG else [])
# Vite takes the next free port where 5173 is taken. `\Z`: `$` would let a line break follow.
_THIS_MACHINE = r"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?\Z"
CORS_ALLOWED_ORIGIN_REGEXES = [_THIS_MACHINE] if DEBUG else []
CORS_URLS_REGEX = r"^/(api|media)/"
CORS_ALLOW_HEADERS = [
    "accept",
    "authorization",
    "content-type",
    "if-match",
    "if-none-match",
    "idempotency-key",
]
CORS_EXPOSE_HEADERS = [
    "Content-Disposition",
    "ETag",
    "Error-Codes",
    "Idempotent-Replayed",
    "Link",
    "Location",
    "Retry-After",
    "X-Export-Limit",
    "X-Label-Count",
    "X-Label-Notices",
    "X-Live-Epoch",
    "X-Live-Seq",
    "X-Total-Count",
]
CSRF_TRUSTED_ORIGINS = env_origins(
    "CSRF_TRUSTED_ORIGINS", [origin for origin in CORS_ALLOWED_ORIGINS if origin != "null"], null=False
)
# How many reverse proxies stand in front and set X-Forwarded-For; 0 means that the header is not believed.
TRUSTED_PROXIES = env_int("TRUSTED_PROXIES", 0, minimum=0, maximum=10)

# --- Limits at the door (engine/door.py) ----------------------------------------------------------------------
MAX_CONNECTIONS = env_int("MAX_CONNECTIONS", 10_000, minimum=10)
MAX_CONNECTIONS_PER_ADDRESS = env_int("MAX_CONNECTIONS_PER_ADDRESS", 500, minimum=1)

# --- Transport security --------------------------------------------------------------------------------------
HTTPS_ONLY = env_bool("HTTPS_ONLY", not DEBUG)
SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^api/health/"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS_ONLY
# No `preload`: with it, anyone may put the domain on the browsers' own lists, which takes months to undo.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = HTTPS_ONLY
CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Application ---------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "daphne",  # first: it replaces runserver with one that speaks WebSocket
    "api.apps.SiteConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "corsheaders",
    "django_filters",
    "rest_framework",
    "rest_framework_simplejwt",
    "rest_framework_simplejwt.token_blacklist",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "api",
    "django_cleanup.apps.CleanupConfig",  # last: it watches the file fields of every app above
]

MIDDLEWARE = [
    "api.middleware.ContentSecurityPolicyMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "api.middleware.TrailingSlashMiddleware",
    "api.middleware.ApiCacheMiddleware",
    # Around all that may refuse a request: under /api/ even a strange Host is answered in JSON.
    "api.middleware.ApiErrorMiddleware",
    "api.http.compression.CompressionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "api.http.pages_only.Sessions",
    "django.middleware.common.CommonMiddleware",
    "api.http.origins.DevelopmentCsrfMiddleware" if DEBUG else "django.middleware.csrf.CsrfViewMiddleware",
    "api.http.pages_only.Authentication",
    "api.http.pages_only.Messages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "api.middleware.ActorMiddleware",
]

ROOT_URLCONF = "backend.urls"
WSGI_APPLICATION = "backend.wsgi.application"
ASGI_APPLICATION = "backend.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # What takes the place of a package's own page: these are asked first.
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- Data ----------------------------------------------------------------------------------------------------
DATABASES = {"default": database(env_str("DATABASE_URL"), data_dir=DATA_DIR)}
# Threads that serve REST, admin and pages, each with a database connection of its own.
WEB_THREADS = env_int("WEB_THREADS", 4, minimum=1, maximum=64)
# For requests alone: migrations and commands may wait and work for as long as they need.
DATABASE_WAIT = env_duration("DATABASE_WAIT", timedelta(seconds=10))
STATEMENT_TIMEOUT = env_duration("STATEMENT_TIMEOUT", timedelta(seconds=30))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_REDIS_HOST = env_str("REDIS_HOST")
_REDIS_PORT = env_int("REDIS_PORT", 6379, minimum=1, maximum=65535)
REDIS_URL = env_str("REDIS_URL", f"redis://{_REDIS_HOST}:{_REDIS_PORT}/0" if _REDIS_HOST else "")
CHANNEL_LAYERS = channel_layers(REDIS_URL)
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "api.catalog.images.storage.MediaStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
AUTHENTICATION_BACKENDS = ["api.accounts.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- Files ---------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
WHITENOISE_ROOT = FRONTEND_DIST if FRONTEND_DIST.is_dir() else None
WHITENOISE_USE_FINDERS = True  # the admin's and the docs' own files, with no collectstatic step
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ADD_HEADERS_FUNCTION = built_file_headers
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
IMAGE_TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"]
IMAGE_MAX_BYTES = env_int("IMAGE_MAX_MB", 5, minimum=1, maximum=100) * 1024 * 1024
PICTURES_PER_PRODUCT = env_int("PICTURES_PER_PRODUCT", 12, minimum=1, maximum=100)
IMAGE_MAX_PIXELS = env_int("IMAGE_MAX_MEGAPIXELS", 40, minimum=1, maximum=500) * 1_000_000
# A body beyond the picture limit plus room for the other fields is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
REQUEST_MAX_BYTES = IMAGE_MAX_BYTES + DATA_UPLOAD_MAX_MEMORY_SIZE
# Files to import, which come to one address alone.
IMPORT_MAX_BYTES = 20 * 1024 * 1024

# --- REST ----------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.accounts.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated", "api.permissions.MayWrite"],
    "DEFAULT_RENDERER_CLASSES": ["api.http.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "api.http.renderers.Negotiation",
    "DEFAULT_PARSER_CLASSES": ["api.http.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.http.errors.exception_handler",
    "DEFAULT_THROTTLE_CLASSES": ["api.accounts.throttles.WriteThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        "sign_in": env_rate("THROTTLE_SIGN_IN", "10/minute"),
        "sign_in_address": env_rate("THROTTLE_SIGN_IN_ADDRESS", "60/minute"),
        "refresh": env_rate("THROTTLE_REFRESH", "600/minute"),
        "register": env_rate("THROTTLE_REGISTER", "30/hour"),
        "reset": env_rate("THROTTLE_RESET", "10/hour"),
        "names": env_rate("THROTTLE_NAMES", "240/minute"),
        "writes": env_rate("THROTTLE_WRITES", "3000/minute"),
    },
    "NUM_PROXIES": TRUSTED_PROXIES,
    "COERCE_DECIMAL_TO_STRING": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SIMPLE_JWT = jwt_settings(
    access=env_duration("ACCESS_TOKEN_LIFETIME", timedelta(minutes=60)),
    refresh=env_duration("REFRESH_TOKEN_LIFETIME", timedelta(days=7)),
)
# Who may open an account: anyone; whoever has an invitation; or, of those who have one, nobody else is told how.
REGISTRATION = env_choice(
    "REGISTRATION", "open" if DEBUG else "invite", "open|invite|closed", "open, invite or closed"
)
SPECTACULAR_SETTINGS = schema_settings()
CURRENCY = env_choice("CURRENCY", "USD", r"[A-Z]{3}", "an ISO 4217 code such as EUR")

# --- Live feed -----------------------------------------------------------------------------------------------
# A transaction that changes more rows than this writes one `bulk` event instead of one event a row.
LIVE_BULK_ROWS = 500
# A client that was away for longer, or missed more, fetches anew instead of resuming.
LIVE_KEEP = env_duration("LIVE_KEEP", timedelta(days=7))
LIVE_KEEP_EVENTS = env_int("LIVE_KEEP_EVENTS", 100_000, minimum=1_000)
LIVE_SOCKETS_PER_USER = env_int("LIVE_SOCKETS_PER_USER", 50, minimum=1)
METRICS_TOKEN = env_str("METRICS_TOKEN")

# --- The trail -----------------------------------------------------------------------------------------------
# How long entries are kept; without a value forever.
AUDIT_KEEP = env_duration("AUDIT_KEEP", timedelta(0))
# How long a deleted product can be restored.
TRASH_KEEP = env_duration("TRASH_KEEP", timedelta(days=30))
# One JSON line an entry on stdout, for whatever collects logs.
AUDIT_STDOUT = env_bool("AUDIT_STDOUT", False)

# --- Email ---------------------------------------------------------------------------------------------------
# Low-stock alerts to the owners of products; none without a mail server.
EMAIL_HOST = env_str("EMAIL_HOST")
EMAIL_PORT = env_int("EMAIL_PORT", 25, minimum=1, maximum=65535)
EMAIL_HOST_USER = env_str("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env_str("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = env_bool("EMAIL_USE_SSL", False)
if EMAIL_USE_TLS and EMAIL_USE_SSL:
    fail("EMAIL_USE_SSL", "and EMAIL_USE_TLS can't both be set; use one or the other.")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env_str("EMAIL_FROM", "LR Inventory <inventory@localhost>")
SITE_URL = env_str("SITE_URL").rstrip("/")

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
LOGGING = logging_config(level=env_choice("LOG_LEVEL", "INFO", "DEBUG|INFO|WARNING|ERROR", "INFO"))
# One line a request from `manage.py serve`. A reverse proxy writes its own, so it is off.
ACCESS_LOG = env_bool("ACCESS_LOG", False)
