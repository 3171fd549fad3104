"""Compare every file that `cakg build` writes at two commits: `python tests/compare_outputs.py OLD [NEW]`.

Each commit builds its own corpus with its own code, in a folder of its own and with one hash seed. The files that
differ, are new or are gone are printed; where there are none the exit code is 0. NEW is by default what is checked out.
"""

import os
import subprocess
import sys
import tempfile
from filecmp import cmp
from pathlib import Path

ROOT = Path(__file__).parents[1]


def outputs(folder: Path, commit: str | None) -> Path:
    """Return the folder with the outputs of a commit, or of what is checked out."""
    source = ROOT
    if commit is not None:
        source = folder / "source"
        source.mkdir(parents=True)
        packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x"], cwd=source, input=packed, check=True)
    environment = {name: value for name, value in os.environ.items() if name != "CAKG_ROOT"}
    environment |= {"PYTHONPATH": str(source / "src"), "PYTHONHASHSEED": "0", "CAKG_CACHE": str(folder / "cache")}
    command = [sys.executable, "-m", "cakg", "build", "-o", str(folder / "build")]
    subprocess.run(command, cwd=folder, env=environment, check=True, stderr=subprocess.DEVNULL)
    return folder / "build"


def main(old: str, new: str | None = None) -> int:
    """Print what differs between the outputs of two commits; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        sides = []
        for name, commit in (("old", old), ("new", new)):
            (Path(folder) / name).mkdir()
            sides.append(outputs(Path(folder) / name, commit))
        before, after = ({p.relative_to(side) for p in side.rglob("*") if p.is_file()} for side in sides)
        changed = {path for path in before & after if not cmp(sides[0] / path, sides[1] / path, shallow=False)}
    for word, paths in (("gone", before - after), ("new", after - before), ("differs", changed)):
        for path in sorted(paths):
            print(f"{word}: {path}")
    print(f"{len(before & after) - len(changed)} of {len(before | after)} files are the same")
    return 1 if before ^ after or changed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
