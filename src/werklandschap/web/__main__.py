"""Django's own commands: ``python -m werklandschap.web migrate``."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werklandschap.web.settings")
    execute_from_command_line(["manage", *sys.argv[1:]])
