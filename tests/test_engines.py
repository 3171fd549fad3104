"""Engines of three makes: each saved query finds equal rows, in equal order, in Oxigraph, in rdflib and in Comunica.

They are asked the plain texts of the queries on the frozen sample, in English and, by a sample, in Russian, with the
parameters of the exact answers (test_questions).
"""

import json
import subprocess
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import RdfFormat, Store
from rdflib import Dataset
from tests.sampling import sampled

from cakg.ask.question import bind, filled, read_question
from cakg.compile.dataset import write
from cakg.engine.store import native
from cakg.read import corpus as files
from cakg.read.claims import gather
from cakg.read.corpus import Corpus

Row = dict[str, tuple[str, str, str]]  # by column: value, language and datatype, of which an IRI has the value alone
Answers = dict[str, list[Row]]

ROOT = Path(__file__).parents[1]
COLLATED = "sorts plain texts by the rules of a language (localeCompare), where SPARQL sorts them by code points"
OUT_OF_ORDER = {"evidence-of": COLLATED}  # by Comunica 5.2: its fault, query and reason


@cache
def asked() -> dict[str, str]:
    """Return the texts of all saved queries, with their parameters filled in, by name and language."""
    found, russian = dict[str, str](), dict[str, str]()
    for folder in ("question", "view"):
        for name, text in files.queries(ROOT, folder).items():
            question = read_question(name, folder, text)
            beside = ROOT / "tests" / f"{folder}s" / f"{name}.yaml"
            values = yaml.safe_load(beside.read_text("utf-8")) if beside.exists() else {}
            if "lang" in {one.name for one in question.parameters}:
                found[f"{name} en"] = filled(question, bind(question, values | {"lang": "en"}))
                russian[f"{name} ru"] = filled(question, bind(question, values | {"lang": "ru"}))
            else:
                found[name] = filled(question, bind(question, values))
    known = [key for key in found if key.partition(" ")[0] in OUT_OF_ORDER]
    tried = {key: found[key] for key in dict.fromkeys((*sampled(list(found), 4), *known))}
    return tried | {key: russian[key] for key in sampled(list(russian), 16)}


@pytest.fixture(scope="module")
def data(sample: Corpus) -> bytes:
    return write(gather(sample))


@pytest.fixture(scope="module")
def expected(data: bytes) -> Answers:
    """Return what Oxigraph finds."""
    store = Store()
    store.bulk_load(data, RdfFormat.N_QUADS)
    found: Answers = {}
    for key, text in asked().items():
        rows: Any = store.query(text)
        names = [variable.value for variable in rows.variables]
        found[key] = [
            {name: cell(term) for name, term in zip(names, row, strict=True) if term is not None} for row in rows
        ]
    assert all(found.values()), "an empty answer proves nothing"
    return found


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own use of its old names
def test_rdflib_finds_the_same(data: bytes, expected: Answers) -> None:
    dataset = Dataset()
    dataset.parse(data=data, format="nquads")
    found: Answers = {}
    for key, text in asked().items():
        rows: Any = dataset.query(text)
        found[key] = [{str(name): cell(native(term)) for name, term in row.asdict().items()} for row in rows]
    compare(found, expected)


def test_comunica_finds_the_same(data: bytes, expected: Answers, node_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "data.nq").write_bytes(data)
    (tmp_path / "queries.json").write_text(json.dumps(list(asked().values())), "utf-8")
    command = ["node", "answer.mjs", str(tmp_path / "data.nq"), str(tmp_path / "queries.json")]
    done = subprocess.run(command, cwd=node_folder, check=True, capture_output=True, text=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    answers = [[{name: tuple(term) for name, term in row.items()} for row in rows] for rows in lines]
    compare(dict(zip(asked(), answers, strict=True)), expected, OUT_OF_ORDER)


def cell(term: Any) -> tuple[str, str, str]:
    """Return a term of Oxigraph as value, language and datatype."""
    datatype = getattr(term, "datatype", None)
    return term.value, getattr(term, "language", None) or "", "" if datatype is None else datatype.value


def compare(found: Answers, expected: Answers, out_of_order: Iterable[str] = ()) -> None:
    """Demand the same rows, each as often, and in the same order but for the queries of which it is known."""
    faults, turned = [], set()
    for key, rows in expected.items():
        ours, theirs = (Counter(frozenset(row.items()) for row in some) for some in (rows, found[key]))
        if ours != theirs:
            faults.append(f"{key}: lacks {list(ours - theirs)[:3]}, has {list(theirs - ours)[:3]}")
        elif rows != found[key]:
            turned.add(key.partition(" ")[0])
    assert not faults, "\n".join(faults)
    assert turned == set(out_of_order), "queries whose rows come in another order"
