"""What granian loads in each web process: the pages, in a process that does not outlive its parent."""

import importlib

from headway.cli.house.family import die_with_parent

die_with_parent()  # workers of a server ended by kill -9 would keep its port
application = importlib.import_module("headway.config.wsgi").application
