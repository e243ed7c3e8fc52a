"""The WSGI application that granian serves."""

import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_site.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - once they are there

from platform_site.installation.kind import refuse_contradiction  # noqa: E402 - once the applications are loaded
from platform_site.private_files import open_to_others  # noqa: E402 - as above

# A web server that would be another kind of installation than its database does not start.
refuse_contradiction()
if places := open_to_others(settings.VAR_DIR):
    logging.getLogger("shouwang").warning(
        "Others than the service's user may read %s of what is written at run time; check --deploy says which",
        len(places),
    )
