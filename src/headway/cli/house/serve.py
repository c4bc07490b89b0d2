"""`headway serve`: the web server and the worker, watched and stopped together."""

import argparse
import os
import sys

from headway.cli.house.family import Family

WEB = "headway.cli.house.web"


def serve(options: argparse.Namespace) -> int:
    """Serve until told to stop; exit code 1 when the installation is not fit, or the web server fell over.

    This process loads no Django: it starts fast, stays small and cannot fall over with what it watches.
    """
    heard, fit = os.pipe()
    where = [options.host, str(options.port), str(options.workers), str(fit)]
    family = Family({"web": [sys.executable, "-m", WEB, *where]})
    if not options.no_work:
        family.later["work"] = [sys.executable, "-m", "headway", "work"]
    family.start("web", keep=(fit,))
    os.close(fit)
    if os.read(heard, 1):  # nothing comes from a server that ends before it is fit
        print(f"Headway answers at http://{options.host}:{options.port}/", flush=True)
    os.close(heard)
    return family.live()
