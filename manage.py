#!/usr/bin/env python
"""Django's command line for Shouwang."""

import gc
import os
import sys

if __name__ == "__main__":
    # Migrations and imports build hundreds of thousands of objects that stay: looking through them for rubbish after
    # every 700 new ones, Python's default, costs a third of the time.
    gc.set_threshold(200_000, 20, 50)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
