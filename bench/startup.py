"""How long cfc takes to start, as a ratio to importing click alone.

Usage: python bench/startup.py [--runs N]

CPU time of child processes, median of the runs, the commands taking turns so that the machine's
mood meets all of them alike. Exit code 1 when a ratio is above the goal.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from statistics import median

GOAL = 2.0
BARE = [sys.executable, "-c", "import click"]
MEASURED = {
    "cfc --version": [os.path.join(os.path.dirname(sys.executable), "cfc"), "--version"],
    "cfc --help": [os.path.join(os.path.dirname(sys.executable), "cfc"), "--help"],
}


def cpu_of(command: list[str]) -> float:
    """Return the CPU seconds that one run of a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure how long cfc takes to start.")
    parser.add_argument("--runs", type=int, default=11)
    runs = parser.parse_args().runs
    commands = {"import click": BARE, **MEASURED}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs + 1):
        for name, command in commands.items():
            times[name].append(cpu_of(command))
    # The first round fills caches and is left out.
    medians = {name: median(found[1:]) for name, found in times.items()}
    bare = medians["import click"]
    print(f"import click    {bare * 1000:6.1f} ms")
    worst = 0.0
    for name in MEASURED:
        ratio = medians[name] / bare
        worst = max(worst, ratio)
        print(f"{name:<15} {medians[name] * 1000:6.1f} ms  {ratio:.2f}× (goal {GOAL:.0f}×)")
    return int(worst > GOAL)


if __name__ == "__main__":
    sys.exit(main())
