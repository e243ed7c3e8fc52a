"""Static files with hashed names, tolerant of references that third-party style sheets leave dangling."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    manifest_strict = False
