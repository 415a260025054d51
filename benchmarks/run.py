"""Measures start-up, speed, memory and installed size, and prints them beside their bars.

    python -m benchmarks.run [--data ../shared/data] [--words 100000] [--workers 2]

Texts are made by repeating `examples/`; with `--data`, they are Voice of America sentences from that folder besides.
Memory needs Linux, where a process tree's proportional set size (shared pages counted once) can be read from /proc.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "examples" / "withdrawal.html"
REPORTS = ROOT / "examples" / "reports.jsonl"
LAPWING = (sys.executable, "-m", "lapwing", "code", "--quiet")
SENTENCES_A_REPORT = 20
"""A news report of some 400 words."""


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    name: str
    value: float
    unit: str
    bar: float
    more_is_better: bool = False
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the bar is reached."""
        return self.value >= self.bar if self.more_is_better else self.value <= self.bar


def cold_start(times: int = 3) -> Figure:
    """Seconds from the start of the program to the first record of the example page; the median of several starts."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        with subprocess.Popen((*LAPWING, "--format", "jsonl", str(PAGE)), stdout=subprocess.PIPE) as process:
            assert process.stdout
            if not process.stdout.readline():
                raise SystemExit(f"{PAGE} gave no record")
            taken.append(time.perf_counter() - begun)
            process.stdout.read()
    return Figure("first record of one page", sorted(taken)[times // 2], "s", 3.0, note=f"median of {times} starts")


def throughput(name: str, texts: Iterator[str], words: int, workers: int) -> tuple[Figure, Figure]:
    """Words a second from plain text to records, start-up included, and the peak memory of the whole process tree."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "reports.jsonl")
        count = 0
        with path.open("w", encoding="utf-8") as file:
            for number, text in enumerate(texts):
                file.write(json.dumps({"id": str(number), "text": text, "published": "2020-01-12"}) + "\n")
                count += len(text.split())
                if count >= words:
                    break
        out = Path(folder, "records.jsonl")
        begun, spent = time.perf_counter(), _processor_time()
        process = subprocess.Popen((*LAPWING, "--workers", str(workers), "-o", str(out), str(path)))
        memory = _Memory(process.pid)
        status = process.wait()
        taken, spent = time.perf_counter() - begun, _processor_time() - spent
        peak = memory.stop()
        if status:
            raise SystemExit(f"lapwing ended with {status}")
        records = out.read_bytes().count(b"\n")
    # On a busy machine, words a second of processor time tell more than those of the clock.
    note = (
        f"{count:,} words in {taken:.1f} s, {records:,} records, {workers} workers; {count / spent:,.0f} a core-second"
    )
    return (
        Figure(f"speed, {name}", count / taken, "words/s", 2500, more_is_better=True, note=note),
        Figure(f"memory, {name}", peak / 1e6, "MB", 700, note="peak of all processes" if peak else "not measured here"),
    )


def _processor_time() -> float:
    """Seconds of processor time of all processes that have ended under this one."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


class _Memory:
    """Watches the memory of a process and all its descendants."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak, self._over = pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> int:
        """The peak in bytes; 0 where it cannot be measured."""
        self._over.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._over.wait(0.1):
            self._peak = max(self._peak, sum(map(_proportional, _tree(self._pid))))


def _tree(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found.extend(map(int, children.read_text().split()))
            except OSError:  # it ended meanwhile
                continue
    return found


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def installed_size() -> Figure:
    """Megabytes of the package with everything that `pip install lapwing` brings, as delivered.

    Python's bytecode caches are left out: they are written on the spot, or not, as the installer likes.
    """
    caches = total = 0
    seen: set[str] = set()
    waiting = ["lapwing"]
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in seen:
            continue
        seen.add(name)
        distribution = metadata.distribution(name)
        for text in distribution.requires or ():
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
        files = [Path(str(distribution.locate_file(file))) for file in distribution.files or ()]
        if name == "lapwing":  # installed for editing, its files are those of the source tree
            files = [p for p in (ROOT / "src" / "lapwing").rglob("*") if "/." not in str(p)]  # no caches of checkers
        for path in files:
            if path.is_file() and path.suffix == ".pyc":
                caches += path.stat().st_size
            elif path.is_file():
                total += path.stat().st_size
    note = f"{len(seen)} packages, as delivered; {caches / 2**20:.0f} MB of bytecode caches besides"
    return Figure("installed size", total / 2**20, "MB", 450, note=note)


def _example_texts() -> Iterator[str]:
    """The example reports again and again; each time numbered, so that no two are the same."""
    texts = [json.loads(line)["text"] for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    for number in itertools.count(1):
        for text in texts:
            yield f"{text}\nThis was report {number}."


def _voa_texts(data: Path) -> Iterator[str]:
    with (data / "text" / "voa_sentences.txt").open(encoding="utf-8") as file:
        sentences = (line.strip() for line in file)
        while report := list(itertools.islice(sentences, SENTENCES_A_REPORT)):
            yield "\n".join(report)


def show(figures: Sequence[Figure]) -> None:
    """Prints figures beside their bars."""
    print(f"{'measure':<26}{'figure':>10}{'bar':>10}  {'unit':<9}{'met':<5}note")
    for figure in figures:
        sign = "≥" if figure.more_is_better else "≤"
        value = f"{figure.value:,.1f}" if figure.value < 100 else f"{figure.value:,.0f}"
        met = "yes" if figure.met else "NO"
        print(f"{figure.name:<26}{value:>10}{sign + f' {figure.bar:,.0f}':>10}  {figure.unit:<9}{met:<5}{figure.note}")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, help="folder with text/voa_sentences.txt")
    parser.add_argument("--words", type=int, default=100_000, help="words of each speed run (default 100,000)")
    parser.add_argument("--workers", type=int, default=2, help="processes of the speed runs (default 2)")
    options = parser.parse_args()
    figures = [
        installed_size(),
        cold_start(),
        *throughput("examples", _example_texts(), options.words, options.workers),
    ]
    if options.data:
        figures += throughput("VOA sentences", _voa_texts(options.data), options.words, options.workers)
    show(figures)


if __name__ == "__main__":
    main()
