"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_site.settings")
application = get_wsgi_application()

from platform_site.installation.kind import refuse_contradiction  # noqa: E402 - once the applications are loaded

# A web server that would be another kind of installation than its database does not start.
refuse_contradiction()
