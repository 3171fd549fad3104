"""What was measured on: processor, cores, memory, versions; nothing that names the machine or its folders."""

import os
import platform
import subprocess
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.field import CHECKOUT

PACKAGES = ("cakg", "pyoxigraph", "shacl", "rdflib", "pyshacl", "networkx", "scipy", "numpy", "rustworkx", "networkit")


def described() -> str:
    """Return processor, cores, memory and versions in two lines."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    memory = round(pages * size / 2**30)
    cores = len(os.sched_getaffinity(0))
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{_processor()}, {cores} cores, {memory} GiB; {system}.\n{', '.join(_versions())}."


def commit() -> str:
    """Return the commit of the checkout, shortened; a plus says that it was changed, "" that there is none."""
    command = ["git", "-C", str(CHECKOUT), "describe", "--always", "--dirty=+", "--exclude=*"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return found.stdout.strip()


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _versions() -> Iterator[str]:
    for name in PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
