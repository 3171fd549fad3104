"""Which tests reach which lines: each file of tests run once, in a process of its own, line by line."""

import json
import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

ENOUGH = 70.0  # seconds of tests for one mutant
IMPORTED = ""  # what coverage calls the time before the first test


@dataclass
class Reach:
    """Hold the tests that reach each line of each module, and how long each test takes, in seconds of the processor."""

    lines: dict[str, dict[int, set[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, measured: Mapping[str, Any]) -> None:
        """Add what was measured on one file of tests."""
        self.seconds |= measured["seconds"]
        for module, lines in measured["lines"].items():
            known = self.lines.setdefault(module, {})
            for line, tests in lines.items():
                known.setdefault(int(line), set()).update(one for one in tests if one in self.seconds)

    def tests(self, module: str, own: Sequence[str], *regions: Iterable[int]) -> list[list[str]]:
        """Return file by file the tests that reach the first of some regions that any reaches, else the module.

        Files of the module's `own` room come first, quick ones before slow ones. The other tests of a file follow: they
        may share what was reached. In all as many as take ENOUGH seconds.
        """
        lines = self.lines.get(module, {})
        for region in (*regions, lines):
            found = {test for line in region for test in lines.get(line, ())}
            if found:
                break
        files: dict[str, list[str]] = {}
        for test in sorted(self.seconds, key=lambda test: (test not in found, self.seconds[test], test)):
            files.setdefault(_file(test), []).append(test)
        reaching = {_file(test) for test in found}
        left, chosen = ENOUGH, []
        for file in sorted(reaching, key=lambda file: (file not in own, self.seconds[files[file][0]], file)):
            spent = list(accumulate(self.seconds[test] for test in files[file]))
            chosen.append(files[file][: max(1, bisect_right(spent, left))])
            left -= sum(self.seconds[test] for test in chosen[-1])
            if left < 0:
                break
        return chosen


def _file(test: str) -> str:
    return test.partition("::")[0]


class _Clock:
    """Tell coverage which test runs, and note how long those take that pass."""

    def __init__(self, coverage: Any) -> None:
        self._coverage = coverage
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._coverage.switch_context(item.nodeid)
        start = sum(os.times()[:4])  # of the processor: how busy the machine is does not count
        yield
        self.seconds[item.nodeid] = sum(os.times()[:4]) - start

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self.failed.add(report.nodeid)


def steady() -> None:
    """Let whatever is drawn by chance be drawn the same way each time."""
    from hypothesis import settings

    settings.register_profile("steady", derandomize=True, database=None, deadline=None)
    settings.load_profile("steady")


def measure(root: Path, file: str, modules: Sequence[str], target: Path) -> int:
    """Run a file of tests and write what it reaches; to be called in a process of its own, in the root of a copy."""
    from coverage import Coverage

    coverage = Coverage(data_file=None, config_file=False, include=[str(root / module) for module in modules])
    clock = _Clock(coverage)
    steady()
    coverage.start()
    code = pytest.main(["-q", "-p", "no:cacheprovider", file], plugins=[clock])
    coverage.stop()
    data = coverage.get_data()
    lines = {}
    for name in data.measured_files():
        found = data.contexts_by_lineno(name)
        lines[Path(name).relative_to(root).as_posix()] = {n: sorted(set(t) - {IMPORTED}) for n, t in found.items()}
    seconds = {test: spent for test, spent in clock.seconds.items() if test not in clock.failed}
    target.write_text(json.dumps({"lines": lines, "seconds": seconds, "failed": sorted(clock.failed)}), "utf-8")
    return int(code)
