"""The site of the sample with all its doors: answers, a network, documents and files beside it."""

from pathlib import Path

from rdflib import Dataset
from tests.notebooks import NOTEBOOKS

from cakg.ask.saved import saved
from cakg.ask.term import Terms
from cakg.export import bundle
from cakg.read.corpus import Corpus
from cakg.web.edition import Imprint, Material
from cakg.web.site import Site

ROOT = Path(__file__).parents[1]
ASKED = ("adopted-instruments", "host-states", "events-on-the-map")
VIEW = bundle.FIRST_VIEW
FILES = [
    ("cakg.ttl", 3_200_000),
    ("README.txt", 900),
    ("answers/host-states.csv", 2_000),
    (f"networks/{VIEW}.gexf", 7_000),
]


def whole(dataset: Dataset, sample: Corpus, root: Path) -> Site:
    """Return the site of the sample, which lies in a folder."""
    questions, views = saved("question", root), saved("view", root)
    answers = dict(bundle.answer_all(dataset, [questions[name] for name in ASKED]))
    networks = dict(bundle.view_all(dataset, {VIEW: views[VIEW]}))
    ranks = dict(bundle.rank_all(networks))
    texts = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")}
    texts |= {f"docs/{one.name}": one.read_text("utf-8") for one in sorted((ROOT / "docs").glob("*.md"))}
    texts |= {f"docs/notebooks/{one.name}": one.read_text("utf-8") for one in NOTEBOOKS}
    material = Material(answers, networks, ranks, questions, views, Terms.of(sample), FILES, texts)
    return Site(dataset, Imprint("1.2.3", "2026-11-24", has_docs=True), material)
