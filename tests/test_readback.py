"""Whatever is exported can be read back and asked without its source tree: same answers, and the same bytes again."""

import re
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.sampling import sampled

import cakg
from cakg.ask.saved import saved
from cakg.cli import run
from cakg.engine.rows import Rows
from cakg.export.formats import FORMATS
from cakg.read import files
from cakg.words.errors import InputError, LossWarning, UsageError

ROOT = Path(__file__).parents[1]
SAVED = {(folder, name): one for folder in ("question", "view") for name, one in saved(folder, ROOT).items()}
WHOLE = [form for form, one in FORMATS["graph"].items() if one.all_graphs and form != "csv"]
PARTIAL = [form for form, one in FORMATS["graph"].items() if not one.all_graphs]
BY_GRAPH = {  # what asks for the words of each report, and so has no answer where the graphs of the reports are lost
    "compare-documents", "corroborated-events", "initiatives-over-time", "name-forms", "roles-without-quote",
    "what-document-says",
}  # fmt: skip
COMMANDS = [
    ["info"],
    ["search", "Зеллер"],
    ["show", "Anora Zeller"],
    ["disputes"],
    ["query", "SELECT ?x { GRAPH ?g { ?x a cakg:Report } } ORDER BY ?x"],
    ["network", "co-participation"],
    ["rank", "delegations-by-events", "--measure", "betweenness"],
    ["coverage"],
    ["export", "--format", "jsonld"],
]


def parameters(folder: str, name: str) -> dict[str, object]:
    path = ROOT / "tests" / f"{folder}s" / f"{name}.yaml"
    return dict(yaml.safe_load(path.read_text("utf-8"))) if path.exists() else {}


@pytest.fixture(scope="module")
def written(graph: cakg.Graph, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Give a function that returns the file of the sample in a format."""
    folder = tmp_path_factory.mktemp("exported")

    def write(form: str) -> Path:
        path = folder / f"sample{FORMATS['graph'][form].endings[0]}"
        if not path.exists():
            path.write_bytes(cakg.export(graph, form))
        return path

    return write


@pytest.mark.parametrize("form", WHOLE + PARTIAL)
def test_answers_are_those_of_the_source(form: str, graph: cakg.Graph, written: Callable[[str], Path]) -> None:
    if form in WHOLE:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            back = cakg.load(str(written(form)))
    else:
        with pytest.warns(LossWarning, match="holds the accepted view alone; what each report says"):
            back = cakg.load(file=written(form))
    assert len(SAVED) > 60
    refused = set()
    tried = sampled(list(SAVED.items()), 4)
    for (folder, name), question in tried:
        values = parameters(folder, name)
        if folder == "view":
            net, other = cakg.network(name, back, **values), cakg.network(name, graph, **values)
            assert len(net) and cakg.export(net) == cakg.export(other), name
            continue
        try:
            rows = cakg.ask(name, back, **values)
        except UsageError as error:
            assert "asks what each report says" in str(error)
            refused.add(name)
            continue
        assert len(rows) and rows == cakg.ask(name, graph, **values), name
        assert question.name == name
    assert refused == ({name for (_, name), _ in tried} & BY_GRAPH if form in PARTIAL else set())


@pytest.mark.parametrize("form", WHOLE + PARTIAL)
@pytest.mark.filterwarnings("ignore::cakg.words.errors.LossWarning")
def test_it_can_be_exported_again_byte_for_byte(form: str, written: Callable[[str], Path]) -> None:
    data = written(form).read_bytes()
    assert b"https://w3id.org/cakg/graph" in data
    assert cakg.export(cakg.load(written(form)), form) == data


@pytest.mark.parametrize("heard", [{"as_known_on": "2019-06-07"}, {"publisher": "Steppe Wire"}])
def test_what_a_file_says_of_itself_is_kept(heard: dict[str, str], sample_root: Path, tmp_path: Path) -> None:
    part = cakg.load(sample_root, **heard)
    path = tmp_path / "part.nq"
    path.write_bytes(cakg.export(part, "nquads"))
    back = cakg.load(path)
    assert str(part.perspective) != "all reports" and str(part.perspective).encode() in path.read_bytes()
    assert cakg.export(back, "nquads") == path.read_bytes()
    one, other = (cakg.network("co-participation", each).graph for each in (part, back))
    assert one == other and one["heard"] == str(part.perspective)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_commands_take_a_file(
    command: list[str], written: Callable[[str], Path], sample_root: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run([*command, "--root", str(sample_root)]) == 0
    expected = capfdbinary.readouterr()
    assert run([*command, "--from", str(written("trig"))]) == 0
    assert capfdbinary.readouterr() == expected and expected.out
    assert not expected.err or command[0] in ("network", "rank")  # which say what they are made of


def test_a_bundle_is_asked_by_its_folder(written: Callable[[str], Path], graph: cakg.Graph, tmp_path: Path) -> None:
    (tmp_path / "cakg.trig").write_bytes(written("trig").read_bytes())
    (tmp_path / "index.html").write_text("", "utf-8")
    for back in (cakg.load(tmp_path), cakg.load(file=tmp_path)):
        assert cakg.info(back) == cakg.info(graph) and "cakg.trig" in repr(back)


def test_rows_are_read_without_the_source(written: Callable[[str], Path], graph: cakg.Graph) -> None:
    back = cakg.load(written("nquads"))
    found = cakg.query("SELECT ?x { GRAPH ?g { ?x a cakg:Report } } ORDER BY ?x", back)
    assert isinstance(found, Rows) and len(found) == 8
    assert cakg.diff(back, graph) == []
    for refused in (lambda: cakg.check(back), lambda: cakg.build(graph=back)):
        with pytest.raises(UsageError, match=r"was read from .*sample\.nq, and can only be asked"):
            refused()


@pytest.mark.parametrize(
    ("name", "text", "kind", "said"),
    [
        ("x.nq", "<urn:a> <urn:b> .\n", InputError, r"x\.nq:1:\d+: this is no nquads \(.*\); export it again: cakg"),
        ("x.trig", "<urn:a> <urn:b>", InputError, r"x\.trig:1:\d+: Unexpected end.*; close the last statement"),
        ("x.trig", "nowhere:a a <urn:b> .", InputError, r"has not been declared; declare it on top or use one of"),
        ("x.ttl", "<<<<<<< HEAD\n<urn:a> a <urn:b> .", InputError, r"x\.ttl:1: a merge of two versions"),
        ("x.jsonld", '{"@context": "https://example.org/context"}', InputError, r"x\.jsonld:.*this is no jsonld"),
        ("x.jsonld", "{", InputError, r"x\.jsonld:.*this is no jsonld"),
        ("x.rdf", "<rdf:RDF>", InputError, r"x\.rdf:.*this is no rdfxml"),
        ("x.nt", "\ufeff<urn:a> <urn:b> <urn:c> .", InputError, r"x\.nt:1:1: a byte order mark"),
        ("x.nq", "<urn:a> <urn:b> <urn:c> <urn:g> .\n", InputError, r"the accepted view, is empty; export it again"),
        (
            "x.nq",
            "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> <urn:g> .\n",
            InputError,
            "quoted triples .* are not used",
        ),
        ("x.nt", '<urn:a> <urn:b> "x"@ar--rtl .\n', InputError, "text directions are not used; write it as RDF 1.1"),
        ("x.csv", "subject,predicate\r\n", UsageError, r"x\.csv: a table of statements is for other tools; read TriG"),
        ("x.gexf", "<gexf/>", UsageError, r"x\.gexf: the ending names no format; use \.ttl"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_line(
    name: str, text: str, kind: type[Exception], said: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(kind) as caught:
        cakg.load(tmp_path / name)
    assert re.search(said, str(caught.value)) and "\n" not in str(caught.value)


def test_options_that_do_not_go_together(written: Callable[[str], Path]) -> None:
    path = written("nquads")
    with pytest.raises(UsageError, match="a file holds one view"):
        cakg.load(path, verified_only=True)
    with pytest.raises(UsageError, match="either in a file or at an endpoint"):
        cakg.load(path, endpoint="http://127.0.0.1:1/query")
    with pytest.raises(InputError, match=r"nothing\.nq: cannot be read"):
        cakg.load(file="nothing.nq")
    with pytest.raises(InputError, match="is a file, not a folder; ask what was exported with --from FILE"):
        cakg.saved(root=path)


def test_a_graph_may_be_larger_than_a_file_of_a_corpus(written: Callable[[str], Path]) -> None:
    path = written("nquads")
    with path.open("a", encoding="utf-8") as file:
        file.write("# padding\n" * (files.LARGEST // 10 + 1))
    assert path.stat().st_size > files.LARGEST
    assert len(cakg.query("SELECT ?x { ?x a cakg:Event }", cakg.load(path))) > 10
