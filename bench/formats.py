"""Whether each format is judged in linear time: hostile texts of n and of 2n characters.

Usage: python -m bench.formats [--size N]

In both languages and for each format, texts of one repeated piece and of a good beginning before
it; the ratio of the slowest is printed, and how long it took. A linear judge has a ratio near 2;
times below a millisecond have none.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from cfc.ir.parts import PART_OF_FORMAT
from cfc.judges.oracle import format_predicates
from cfc.resources import folder

PIECES = (
    "a", "a.", "-", "{a", "{a}", "(", "(?:", "[a-z", "\u00e9", "1", "1:", "\\u{", "@", "%20", "~0",
    "/~1", "/", ":", "::", ".", "\u0660", "\u30fb", "\u200d", "xn--a.", "\ud83d", "T", "\"", "\\\"",
    "a|", "a{1}", "(a)", "\\1",
)  # fmt: skip
BEGINNINGS = ("", "P", "2024-01-01T00:00:00.", '"', "http://", "a@", "0/", "{", "xn--")
# The texts that a row is about: the slowest of them counts.
RUN = """
import { readFileSync } from "node:fs";
const [calls, texts] = JSON.parse(readFileSync(0, "utf8"));
const size = Number(process.argv[2]);
const found = [];
for (const [part, name] of calls) {
  const judge = (await import(`./runtime/${part}.js`))[name];
  let worst = [0, 0];
  for (const [start, piece] of texts) {
    const times = [1, 2].map((factor) => {
      const text = start + piece.repeat(Math.ceil((factor * size) / piece.length));
      const began = process.cpuUsage().user;
      judge(text);
      return (process.cpuUsage().user - began) / 1e6;
    });
    if (times[1] > worst[1]) worst = times;
  }
  found.push(worst);
}
console.log(JSON.stringify(found));
"""


def in_python(size: int) -> dict[str, tuple[float, float]]:
    """Return the seconds of n and of 2n characters for the slowest text of each format."""
    found: dict[str, tuple[float, float]] = {}
    for name, judge in sorted(format_predicates().items()):
        worst = (0.0, 0.0)
        for start in BEGINNINGS:
            for piece in PIECES:
                times = []
                for factor in (1, 2):
                    text = start + piece * (factor * size // len(piece))
                    began = time.process_time()
                    judge(text)
                    times.append(time.process_time() - began)
                if times[1] > worst[1]:
                    worst = (times[0], times[1])
        found[name] = worst
    return found


def in_javascript(size: int) -> dict[str, tuple[float, float]]:
    """Return the same of the JavaScript runtime."""
    names = sorted(PART_OF_FORMAT)
    calls = [(PART_OF_FORMAT[name], "is" + name.title().replace("-", "")) for name in names]
    texts = [(start, piece) for start in BEGINNINGS for piece in PIECES]
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        shutil.copytree(folder("templates") / "javascript" / "runtime", root, dirs_exist_ok=True)
        (root / "package.json").write_text('{"type": "module"}', "utf-8")
        (root / "main.mjs").write_text(RUN, "utf-8")
        done = subprocess.run(
            ["node", str(root / "main.mjs"), str(size)],
            input=json.dumps([calls, texts]),
            capture_output=True,
            text=True,
            check=True,
        )
    return {
        name: (one, two) for name, (one, two) in zip(names, json.loads(done.stdout), strict=True)
    }


def told(times: tuple[float, float]) -> str:
    one, two = times
    ratio = f"{two / one:.1f}" if one >= 0.001 else "-"
    return f"{ratio:>6}{two * 1000:>9.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    size = parser.parse_args().size
    python, javascript = in_python(size), in_javascript(size)
    print(f"{'format':<24}{'Python':>6}{'2n':>12}{'JavaScript':>12}{'2n':>8}")
    for name in sorted(python):
        print(f"{name:<24}{told(python[name])}      {told(javascript[name])}")


if __name__ == "__main__":
    main()
