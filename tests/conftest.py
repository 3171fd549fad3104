"""What tests share: the repository, the frozen sample as a corpus of its own, the four texts where they are at hand."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from rdflib import Dataset
from tests.browsing import few_pages
from tests.sampling import few, thinned
from tests.sharing import alone, once, shared

import cakg
from cakg import api
from cakg.compile.dataset import compile
from cakg.compile.opened import Opened
from cakg.compile.perspective import Perspective
from cakg.compile.texts import Texts
from cakg.engine import processes
from cakg.export.graph import export
from cakg.read import corpus
from cakg.read.corpus import Corpus
from cakg.read.files import cache_folder
from cakg.web.edition import Imprint
from cakg.web.site import Site

if TYPE_CHECKING:
    from tests.serving import Server

REPOSITORY = Path(__file__).resolve().parents[1]
LONGEST = (  # files of tests, begun first, so that none of them is what all others wait for in the end
    "docs", "site", "ontology_reasoning", "supply", "increments", "doors_browser", "growth", "uncertainty",
    "reproducible", "serve_life", "serve_browser", "browser", "tables", "spellings", "questions", "hostile",
    "engines", "mutation", "language", "published", "generator", "timed_files", "serve", "container", "progress",
    "releasing", "cli", "review", "notebooks", "readback", "crash", "w3c", "fetch", "rollup", "fuzz_corpus", "remote",
    "wheel", "face",
)  # fmt: skip
settings.register_profile("untimed", deadline=None, max_examples=few(30, whole=100))
settings.load_profile("untimed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the tests of the longest files first; leave out what a sample leaves out, unless some are asked for."""
    ranks = {f"test_{name}.py": rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path.name, len(ranks)))
    if not config.option.keyword and not any("::" in one for one in config.args):
        kept = dict.fromkeys(thinned(items))
        config.hook.pytest_deselected(items=[one for one in items if one not in kept])
        items[:] = kept


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep compiled datasets of the tests away from the user's own, in a folder of all workers; return the user's."""
    own = cache_folder()
    os.environ["CAKG_CACHE"] = str(shared(tmp_path_factory) / "cache")
    return own


@pytest.fixture(scope="session")
def sample_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that is a corpus: the ontology and queries of the repository, the data of the sample."""
    root = tmp_path_factory.mktemp("sample")
    for folder in ("ontology", "queries"):
        (root / folder).symlink_to(REPOSITORY / folder)
    (root / "data").symlink_to(REPOSITORY / "tests" / "sample" / "data")
    return root


@pytest.fixture
def own_root(tmp_path: Path) -> Path:
    """Return a copy of the sample that a test may spoil."""
    root = tmp_path / "corpus"
    for folder in ("ontology", "queries"):
        (root / folder).parent.mkdir(exist_ok=True)
        (root / folder).symlink_to(REPOSITORY / folder)
    shutil.copytree(REPOSITORY / "tests" / "sample" / "data", root / "data")
    return root


@pytest.fixture
def brief_site() -> Iterator[None]:
    """Let a build that a test makes write pages of few sorts; tests/test_site.py has them all."""
    with few_pages():
        yield


@pytest.fixture(scope="session")
def built(sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that `cakg build` wrote of the sample, with pages of few sorts; nobody writes into it."""
    folder = shared(tmp_path_factory) / "built"
    with alone(tmp_path_factory, "built"), few_pages():
        if not folder.exists():
            cakg.build(folder, root=sample_root)
    return folder


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Opened:
    """Return the shipped corpus as it lies on the disk, compiled once for all workers: to be asked, never changed.

    What the same code made of the same texts before, as `make run` does, is taken from the user's cache.
    Who loads it into memory, reads it as claims or judges it waits many times as long as for the sample.
    """
    with alone(tmp_path_factory, "real"):
        key = Texts(REPOSITORY).key(Perspective())
        for made in (cache / f"{key}.nq", cache / f"{key}.store"):
            here = cache_folder() / made.name
            if made.exists() and not here.exists():
                here.parent.mkdir(exist_ok=True)
                (shutil.copytree if made.is_dir() else shutil.copy2)(made, here)
        return api.opened(REPOSITORY)


@pytest.fixture(scope="session")
def sample(sample_root: Path) -> Corpus:
    """Return the frozen sample as a corpus."""
    return corpus.read(sample_root)


@pytest.fixture(scope="session")
def dataset(sample: Corpus) -> cakg.Graph:
    """Return the sample as it is compiled: to be asked, never changed."""
    return compile(sample)


@pytest.fixture(scope="session")
def graph(sample_root: Path) -> cakg.Graph:
    """Return the sample as `cakg.load` gives it: to be asked, never changed."""
    return cakg.load(sample_root)


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Give a function that serves a dataset by a real SPARQL server and returns the address of its endpoint."""
    binary = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert binary is not None, "the server is missing; pip install 'cakg[dev]'"
    os.environ["no_proxy"] = "127.0.0.1"
    running: list[subprocess.Popen[bytes]] = []

    def start(dataset: Dataset, *, named_view: bool = False, union: bool = False) -> str:
        folder = tmp_path_factory.mktemp("server")
        (folder / "all.nq").write_bytes(export(dataset, "nquads", named_view=named_view))
        command = [binary, "load", "--location", str(folder / "store"), "--file", str(folder / "all.nq")]
        subprocess.run(command, check=True, capture_output=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [binary, "serve-read-only", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"]
        command += ["--union-default-graph"] if union else []
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                return f"http://127.0.0.1:{port}/query"
            assert running[-1].poll() is None, "the server has ended"
            time.sleep(0.05)
        raise AssertionError("the server does not listen")

    yield start
    for server in running:
        server.terminate()
        server.wait()


@pytest.fixture(scope="session")
def sample_pages(sample: Corpus, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | bytes]:
    """Return every page of the site of the sample, in order, made by one process."""

    def make() -> list[tuple[str, str | bytes]]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(processes, "_free_cores", lambda: 0)
            return list(Site(compile(sample), Imprint("1.2.3", "2026-11-24")).pages())

    found = once(tmp_path_factory, "pages", make)
    assert len(found) == len(dict(found)) > 1000
    return dict(found)


@pytest.fixture(scope="session")
def served(sample_root: Path) -> "Iterator[Server]":
    """Return a server of the command line that serves the sample."""
    from tests.serving import running

    with running(sample_root, "--seconds", "2", "--rows", "5000") as server:
        yield server


@pytest.fixture(scope="session")
def node_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the scripts for Node, their packages installed as pinned, or skip where Node is missing."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("Node is not installed: no engine of other make judges here")
    folder = REPOSITORY / "tests" / "node"
    installed = folder / "node_modules" / ".package-lock.json"
    with alone(tmp_path_factory, "npm"):
        pinned = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
        found = json.loads(installed.read_text("utf-8"))["packages"] if installed.exists() else {}
        if {path: one for path, one in pinned.items() if path} != found:
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip where pip reaches no package index: what is installed anew cannot be tried there."""
    folder = str(tmp_path_factory.mktemp("index"))
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--constraint", "constraints.txt"]
    done = subprocess.run([*pip, "--dest", folder, "click"], cwd=REPOSITORY, capture_output=True, text=True)
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:]
        pytest.skip(f"pip reaches no package index, so nothing is installed anew ({''.join(said)})")


@pytest.fixture(scope="session")
def founding_texts() -> Path:
    """Return the folder of the four founding documents, or skip."""
    folder = Path(os.environ.get("CAKG_TEXTS") or REPOSITORY.parent / "shared" / "sources")
    if not folder.is_dir():
        pytest.skip(f"the four founding documents are not in {folder}; point CAKG_TEXTS at their folder")
    return folder
