"""Where the time of a check goes, beside its floor, and how it grows: medians of interleaved runs.

``python -m benchmarks.measure [ROUNDS]`` prints Markdown. Times depend on the machine and on what else it does; read
ratios. Nothing here passes or fails.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.workspace import generate

ROOT = Path(__file__).resolve().parent.parent
SIZES = (200, 2_000)
PHASES = ("start-up", "discover", "read", "connect", "rules", "report")

Times = dict[str, float]


def run(kind: str, folder: Path) -> Times:
    """The phases of one run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.phases", kind, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: Times = json.loads(done.stdout)
    return found


def medians(runs: list[Times]) -> Times:
    """The median of each phase."""
    return {phase: median(each[phase] for each in runs) for phase in runs[0]}


def table(floor: Times, small: Times, large: Times) -> str:
    """One row for each phase: the share of the whole, its ratio to the floor, and its growth."""
    rows = ["| phase | ms | share | to floor | growth |", "|---|---|---|---|---|"]
    whole = sum(small.values())
    for phase in PHASES:
        ratio = f"{small[phase] / floor[phase]:.1f}" if phase in floor else ""
        growth = f"{large[phase] / small[phase]:.1f}"
        rows.append(f"| {phase} | {small[phase] * 1000:.0f} | {small[phase] / whole:.0%} | {ratio} | {growth} |")
    ratio, growth = f"{whole / sum(floor.values()):.1f}", f"{sum(large.values()) / whole:.1f}"
    rows.append(f"| all | {whole * 1000:.0f} | 100% | {ratio} | {growth} |")
    return "\n".join(rows)


def main(rounds: int) -> None:
    """Measure and print."""
    with TemporaryDirectory() as place:
        small, large = (generate(Path(place) / str(size), size) for size in SIZES)
        wanted = {"floor": ("floor", small), "small": ("pinlint", small), "large": ("pinlint", large)}
        runs: dict[str, list[Times]] = {name: [] for name in wanted}
        # Interleaved, so that what else the machine does falls on all of them.
        for _ in range(rounds):
            for name, (kind, folder) in wanted.items():
                runs[name].append(run(kind, folder))
    found = {name: medians(each) for name, each in runs.items()}
    title = f"{SIZES[0]} members; medians of {rounds} interleaved runs; growth is to {SIZES[1]} members"
    sys.stdout.write(f"{title}\n\n{table(found['floor'], found['small'], found['large'])}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
