"""The machine that the figures are from, without its name."""

from __future__ import annotations

import os
import platform
from datetime import date
from pathlib import Path


def described() -> str:
    """One line: the day, the processor, cores, memory, system, Python, and how busy it was."""
    load = os.getloadavg()[0]
    return (
        f"{date.today().isoformat()}; {processor()}, {os.cpu_count()} cores, {memory_gigabytes()} GB; "
        f"{platform.system()} {platform.release().partition('-')[0]}, Python {platform.python_version()}; "
        f"load {load:.1f} when the runs began"
    )


def processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text("utf-8").splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def memory_gigabytes() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)
