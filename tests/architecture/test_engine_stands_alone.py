"""The engine works where Django is not installed."""

import subprocess
import sys


def test_every_module_of_the_engine_imports_without_django():
    code = (
        "import sys, pkgutil, importlib\n"
        "sys.modules['django'] = None\n"
        "import werklandschap\n"
        "for module in pkgutil.walk_packages(werklandschap.__path__, 'werklandschap.'):\n"
        "    if not module.name.startswith('werklandschap.web'):\n"
        "        importlib.import_module(module.name)\n"
        "print('all')\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, text=True
    )
    assert run.stdout.strip() == "all", run.stderr
