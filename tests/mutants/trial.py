"""A trial: a mutant against the tests that reach it, the first failure ends it."""

import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from mutants import Mutant
from reach import steady

NOTICED, SURVIVED = 1, 0


class _Choice:
    """Run the chosen tests alone, in the order of their choice."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._place = {test: number for number, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self._place), key=lambda item: self._place[item.nodeid]
        )


def attempt(sources: Path, mutant: Mutant, tests: Sequence[Sequence[str]]) -> Callable[[Path], int]:
    """Return the task of a worker: try on the mutant the tests of each file, return whether one failed."""

    def task(root: Path) -> int:
        sys.dont_write_bytecode = True  # two mutants of one size in one second would pass for one another
        shutil.copytree(sources, root / "src", dirs_exist_ok=True)
        (root / mutant.module).write_text(mutant.text, "utf-8")
        steady()
        for chosen in tests:
            arguments = ["-x", "-q", "-p", "no:cacheprovider", "--tb=line", chosen[0].partition("::")[0]]
            if pytest.main(arguments, plugins=[_Choice(chosen)]) != pytest.ExitCode.OK:
                return NOTICED
        return SURVIVED

    return task
