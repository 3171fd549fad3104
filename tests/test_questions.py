"""Saved queries: their exact answers on the frozen sample, that real data has answers, and what their files must say.

The answer to `queries/question/<name>.rq` is `questions/<name>.csv`, that to a view `views/<name>.csv`; parameters
stand beside it in `<name>.yaml`. With names in another language, where they are to be tested, it is `<name>.ru.csv`.
IRIs are written with prefixes, literals as their text.
"""

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Dataset, URIRef, Variable
from rdflib import Literal as Text
from tests.sampling import drawn, sampled
from tests.sharing import shipped

from cakg.ask.parameter import Parameter
from cakg.ask.question import Question, answer, bind, filled, read_question
from cakg.compile.dataset import compile, quads
from cakg.compile.opened import Opened
from cakg.engine.rows import Rows
from cakg.engine.store import as_dataset, fill
from cakg.read import corpus as files
from cakg.read.claims import gather, read_vocabulary
from cakg.read.corpus import Corpus
from cakg.words.errors import InputError, NotFoundError, UsageError
from cakg.words.namespaces import CAKG, PREFIXES, RDFS, XSD, compact

ROOT = Path(__file__).parents[1]
TEXTS = {folder: files.queries(ROOT, folder) for folder in ("question", "view", "check")}
SAVED = [(folder, name) for folder in ("question", "view") for name in TEXTS[folder]]
SPOKEN = [path.stem.split(".") for path in sorted((ROOT / "tests" / "questions").glob("*.*.csv"))]
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own use of its old names


@cache
def saved(folder: str, name: str) -> Question:
    return read_question(name, folder, TEXTS[folder][name])


def parameters(folder: str, name: str) -> dict[str, object]:
    path = ROOT / "tests" / f"{folder}s" / f"{name}.yaml"
    return dict(yaml.safe_load(path.read_text("utf-8"))) if path.exists() else {}


def named(question: Question) -> dict[str, str]:
    """Return the variables that hold names, each with the variable of what is named."""
    found = re.findall(r"OPTIONAL \{ \?(\w+) rdfs:label \?(\w+) \}", question.text)
    return {name: thing for thing, name in found}


def columns_of_names(question: Question) -> set[str]:
    """Return the columns that show names, or what is made of them after they were found."""
    made = re.findall(r"BIND\(.* AS \?(\w+)\)", question.text.rpartition("rdfs:label")[2])
    return {*named(question), *made} & question.columns.keys()


def as_csv(rows: Rows) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(rows.columns)
    for row in rows:
        writer.writerow(compact(str(cell)) if isinstance(cell, URIRef) else cell for cell in row)
    return stream.getvalue()


@pytest.fixture(scope="module")
def on_oxigraph(sample: Corpus) -> Dataset:
    return compile(sample)


@pytest.mark.parametrize(("folder", "name"), SAVED)
def test_the_answer_is_exact(folder: str, name: str, on_oxigraph: Dataset) -> None:
    path = ROOT / "tests" / f"{folder}s" / f"{name}.csv"
    rows = answer(on_oxigraph, saved(folder, name), parameters(folder, name))
    assert len(rows), "an empty answer proves nothing: give parameters or add to the sample"
    assert path.exists(), f"write {path.name}; the answer is\n{as_csv(rows)}"
    assert as_csv(rows) == path.read_text("utf-8"), f"if the new answer is right, write it into {path.name}"


@pytest.mark.parametrize(("name", "language"), SPOKEN)
def test_the_answer_in_another_language_is_exact(name: str, language: str, on_oxigraph: Dataset) -> None:
    values = {**parameters("question", name), "lang": language}
    path = ROOT / "tests" / "questions" / f"{name}.{language}.csv"
    assert as_csv(answer(on_oxigraph, saved("question", name), values)) == path.read_text("utf-8")


@pytest.mark.parametrize(
    ("folder", "name"), [key for key in SAVED if not any(p.required for p in saved(*key).parameters)]
)
def test_real_data_has_an_answer(folder: str, name: str, real: Opened) -> None:
    assert len(answer(real, saved(folder, name)))


@pytest.mark.parametrize(("folder", "name"), SAVED)
def test_a_file_documents_its_columns_and_orders_its_rows(folder: str, name: str, on_oxigraph: Dataset) -> None:
    question = saved(folder, name)
    rows = answer(on_oxigraph, question, parameters(folder, name))
    assert rows.columns == tuple(question.columns)
    assert question.summary.endswith("?") and question.tags and all(question.columns.values())
    assert len(set(rows.terms)) == len(rows), "no row stands twice"
    query = "\n".join(line for line in question.text.splitlines() if not line.startswith("#"))
    assert "SELECT *" not in query and "SERVICE" not in query and "NOW()" not in query


@pytest.mark.parametrize("name", [name for folder, name in SAVED if folder == "question"])
def test_an_answer_begins_with_what_people_sort_by(name: str) -> None:
    """A date, a name or a number comes first, and what is closer or greater before what is less; no IRI decides."""
    question = saved("question", name)
    order = question.text[question.text.rindex("\nORDER BY ") + 10 :]
    first = re.match(r"\?(\w+)\s", order)
    assert first is None or not question.columns.get(first[1], "").startswith("IRI of"), order
    assert re.search(r"(?<!\()\?strength", order) is None, "talks come before a session: DESC(?strength)"


@pytest.mark.parametrize(("folder", "name"), SAVED)
def test_the_order_is_total(folder: str, name: str, on_oxigraph: Dataset, real: Opened) -> None:
    question = saved(folder, name)
    order = question.text[question.text.rindex("\nORDER BY ") + 10 :]
    keys = [
        re.sub(r"^DESC\((.*)\)$", r"\1", key)
        for key in re.findall(r"(?:DESC|STR|COALESCE)?\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\?\w+", order)
    ]
    hidden = [key for key in keys if key.lstrip("?") not in question.columns]
    columns = "".join(f" ({key} AS ?key{number})" for number, key in enumerate(hidden))
    keyed = replace(question, text=question.text.replace("\nWHERE {\n", f"{columns}\nWHERE {{\n", 1))
    asked: list[tuple[Dataset | Opened, dict[str, object]]] = [(on_oxigraph, parameters(folder, name))]
    if not any(parameter.required for parameter in question.parameters) and drawn(name, 5):
        asked.append((real, {}))
    if named(question):
        asked += [(dataset, {**values, "lang": "ru"}) for dataset, values in asked]
    for dataset, values in asked:
        rows = answer(dataset, keyed, values)
        told = [n for n, column in enumerate(rows.columns) if f"?{column}" in keys or column.startswith("key")]
        assert len(rows) and len(rows) == len({tuple(row[n] for n in told) for row in rows}), "rows in any order"


@pytest.mark.parametrize(("folder", "name"), SAVED)
def test_a_file_is_sparql_by_itself_with_the_prefixes_it_uses(folder: str, name: str, on_oxigraph: Dataset) -> None:
    question = saved(folder, name)
    if not any(parameter.required for parameter in question.parameters):
        plain: Any = on_oxigraph.query(question.text)
        assert len(list(plain)) == len(answer(on_oxigraph, question)), "the text alone asks with the defaults"
    declared = re.findall(r"^PREFIX ([a-z0-9]+): <(.*)>$", question.text, re.MULTILINE)
    body = re.sub(r'^(#|PREFIX).*$|"[^"\n]*"(?!\^)', "", question.text, flags=re.MULTILINE)
    used = sorted({prefix for prefix in re.findall(r"(?<![\w?])([a-z0-9]+):\w", body)})
    assert declared == [(prefix, PREFIXES[prefix]) for prefix in used]


@pytest.mark.parametrize(("folder", "name"), [*SAVED, *(("check", name) for name in TEXTS["check"])])
def test_names_are_asked_for_in_one_way(folder: str, name: str) -> None:
    question = saved(folder, name)
    body = question.text.partition("\nWHERE {\n")[2]
    lines = ["# Names: in the language asked for, else in English, else in any.", 'VALUES ?lang { "en" }']
    for column, thing in named(question).items():
        option = thing.removesuffix("OrNil")
        bind_it = f"BIND(COALESCE(?{option}, rdf:nil) AS ?{thing})"  # so that no name is sought for nothing at all
        lines += [bind_it] if option != thing and bind_it not in lines else []
        for condition in (f" . FILTER(LANG(?{column}) = ?lang)", f' . FILTER(LANG(?{column}) = "en")', ""):
            lines.append(f"OPTIONAL {{ ?{thing} rdfs:label ?{column}{condition} }}")
    own = [one for one in question.parameters if one.type == "language" or one.name == "lang"]
    if named(question):
        assert own == [Parameter("lang", "language", "en", "language of the names shown", False)]
        before, block, after = body.partition("".join(f"    {line}\n" for line in lines))
        assert block and re.match(r"(    BIND\(.*\)\n)?\}\n", after), "write the names last, as other questions do"
        assert "rdfs:label ?" not in before
        certain = re.findall(r"\?(\w+)", certainly(before))
        things = {thing.removesuffix("OrNil"): thing.endswith("OrNil") for thing in named(question).values()}
        assert things == {thing: thing not in certain for thing in things}, "…OrNil goes with what may be unbound"
    else:
        assert not own and not re.search(r"rdfs:label\s+\?", body)


def certainly(text: str) -> str:
    """Return what binds variables in every row: a group without its OPTIONAL, MINUS, FILTER and unbound parameters."""
    kept, depth = "", 0
    for piece in re.split(r"(\b(?:OPTIONAL|MINUS|EXISTS) \{|[{}])", re.sub(r"VALUES \?\w+ \{ UNDEF \}", "", text)):
        inside = depth > 0
        depth += {"{": inside, "}": -inside}.get(piece, len(piece) > 1 and piece.endswith(" {"))
        kept += "" if inside or depth else piece
    return re.sub(r"\bFILTER.*", "", kept)


@pytest.mark.parametrize("name", sampled([name for folder, name in SAVED if named(saved(folder, name))], 3))
def test_a_language_changes_the_names_and_no_more(name: str, on_oxigraph: Dataset) -> None:
    question, values = saved("question", name), parameters("question", name)
    english, russian = (answer(on_oxigraph, question, {**values, "lang": language}) for language in ("en", "ru"))
    assert english == answer(on_oxigraph, question, values), "English is what is shown where nothing is asked for"
    assert rest(question, english) == rest(question, russian)
    untold: Any = on_oxigraph.query(
        "SELECT ?name { ?thing rdfs:label ?name MINUS { ?thing rdfs:label ?own FILTER(LANG(?own) = 'ru') } }"
    )
    without = {row[0] for row in untold}
    for column in columns_of_names(question) & named(question).keys():
        shown = {row[russian.columns.index(column)] for row in russian} - {None}
        assert all(getattr(one, "language", None) == "ru" or one in without for one in shown)


@pytest.fixture(scope="module")
def abroad(sample: Corpus) -> Dataset:
    """Return the sample with one name alone for each thing, and that not English where there is another."""
    return relabelled(sample, 1)


@pytest.fixture(scope="module")
def nameless(sample: Corpus) -> Dataset:
    return relabelled(sample, 0)


def relabelled(sample: Corpus, most: int) -> Dataset:
    found = quads(gather(sample))
    names: dict[object, list[Quad]] = {}
    for quad in found:
        if quad.predicate.value == RDFS + "label":
            names.setdefault(quad.subject, []).append(quad)
    kept = [sorted(own, key=lambda quad: (quad.object.language == "en", str(quad)))[:most] for own in names.values()]  # type: ignore[union-attr]
    return as_dataset([*(q for q in found if q.predicate.value != RDFS + "label"), *chain.from_iterable(kept)])


@pytest.mark.parametrize("name", sampled([name for folder, name in SAVED if named(saved(folder, name))], 3))
def test_no_row_is_lost_for_want_of_a_name(name: str, on_oxigraph: Dataset, abroad: Dataset, nameless: Dataset) -> None:
    question, values = saved("question", name), parameters("question", name)
    whole = rest(question, answer(on_oxigraph, question, values))
    foreign = answer(abroad, question, values)
    assert rest(question, foreign) == whole
    shown = {row[foreign.columns.index(column)] for row in foreign for column in columns_of_names(question)}
    assert any(getattr(one, "language", None) == "ru" for one in shown), "in any language where English is missing"
    assert rest(question, answer(nameless, question, values)).keys() == whole.keys()


def rest(question: Question, rows: Rows) -> "Counter[tuple[object, ...]]":
    """Return what rows hold but for names, each as often as it is there."""
    kept = [n for n, column in enumerate(rows.columns) if column not in columns_of_names(question)]
    return Counter(tuple(row[n] for n in kept) for row in rows)


def test_every_answer_has_its_question() -> None:
    for folder in ("question", "view"):
        for path in (ROOT / "tests" / f"{folder}s").iterdir():
            assert (folder, path.name.partition(".")[0]) in SAVED and path.suffix in (".csv", ".yaml"), path


def test_every_term_is_used_by_a_question_a_check_or_a_view() -> None:
    texts = [text for folder in ("question", "check", "view") for text in files.queries(ROOT, folder).values()]
    used = {term for text in texts for term in re.findall(r"\bcakg:(\w+)", text)}
    defined = {iri.removeprefix(CAKG) for iri in read_vocabulary(shipped()).terms}
    assert len(defined) > 50 and not defined - used, f"no query uses {sorted(defined - used)}"
    assert used <= defined, f"no module of the ontology defines {sorted(used - defined)}"


def test_there_is_something_to_ask() -> None:
    assert len(files.queries(ROOT, "question")) >= 36 and len(files.queries(ROOT, "view")) >= 6


# The rest is about front matter and parameters.

TEXT = """#+ summary: What is there?
#+ tags: [one, two]
#+ parameters:
#+     series: {type: series, required: true, help: the series}
#+     since: {type: date, default: "1991-01-01", help: first day}
#+     least: {type: integer, help: least number}
#+     word: {type: string, help: a word}
#+     who: {type: actor, help: somebody}
#+     tongue: {type: language, default: en, help: a language}
#+ columns:
#+     event: IRI of the event
SELECT ?event WHERE {
    VALUES ?series { UNDEF } # VALUES ?series { within a comment }
    VALUES ?since { "1991-01-01"^^xsd:date }
    VALUES ?least { UNDEF }
    VALUES ?word { UNDEF }
    VALUES ?who { UNDEF }
    VALUES ?tongue { "en" }
    VALUES ?other { UNDEF }
    ?event ?p ?series
}
"""
QUESTION = read_question("example", "question", TEXT)
SINCE = QUESTION.parameters[1]


def test_front_matter_is_read() -> None:
    assert QUESTION.summary == "What is there?" and QUESTION.tags == ("one", "two") and QUESTION.description == ""
    assert QUESTION.columns == {"event": "IRI of the event"} and QUESTION.shape is None
    assert [(p.name, p.type, p.default, p.required) for p in QUESTION.parameters][:2] == [
        ("series", "series", None, True),
        ("since", "date", "1991-01-01", False),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        (TEXT, "SELECT * WHERE { ?s ?p ?o }\n", 1, "there is no front matter"),
        ("#+ tags: [one, two]\n", "#+ tag: [one, two]\n", 2, "tag is unknown here; did you mean tags?"),
        ("#+ tags: [one, two]\n", "#+ tags: one\n", 2, "tags is no list"),
        ("#+ tags: [one, two]\n", "#+ tags: [one, two\n", 3, "is no YAML"),
        ("#+ tags: [one, two]\n", "#+ summary: again\n", 2, "summary stands twice"),
        ("#+ tags: [one, two]\n", "#+ severity: warning\n", 2, "severity is unknown here"),
        ("#+ tags: [one, two]\n", "#+ shape: star\n", 2, "does not fit the columns"),
        ("#+ tags: [one, two]\n", "#+ shape: ties\n", 2, "does not fit the columns event; use"),
        ("#+ summary: What is there?\n", "", 1, "the front matter lacks summary"),
        ("#+ summary: What is there?\n", "#+ summary:\n", 1, "summary is no text"),
        ("#+ columns:\n#+     event: IRI of the event\n", "", 1, "lacks columns"),
        ("type: series,", "type: serie,", 4, "'serie' is no type of a parameter; did you mean series?"),
        ("type: series, ", "", 4, "series lacks type"),
        (", help: the series", "", 4, "series lacks help"),
        ("required: true", "required: maybe", 4, "required is neither true nor false"),
        ("required: true", "default: no such name!", 4, "correct the default"),
        ("required: true", "standard: recca", 4, "standard is unknown here"),
        ('default: "1991-01-01"', "required: true, default: 1991-01-01", 5, "is required and has a default"),
        ("type: integer, ", "type: integer, bound: last, ", 6, "'last' bounds nothing here; write first or last"),
        ("type: date, ", "type: date, bound: end, ", 5, "'end' bounds nothing here; write first or last"),
        ('default: "1991-01-01"', "default: 1990-01-01", 14, "does not give the default; write VALUES ?since"),
        (
            "VALUES ?least { UNDEF }",
            "VALUES ?least { UNDEF\n 7 }",
            15,
            "VALUES ?least { UNDEF 7 } does not give the default",
        ),
        ("VALUES ?least { UNDEF }", "", 1, "the parameter least does not stand in the query"),
        ("#+     least:", "#+     Least:", 6, "'Least' is no name of a parameter"),
    ],
)
def test_bad_front_matter_is_an_error_with_its_line(old: str, new: str, line: int, message: str) -> None:
    assert TEXT.count(old) == 1
    with pytest.raises(InputError) as caught:
        read_question("example", "question", TEXT.replace(old, new))
    error = caught.value
    assert (error.path, error.line) == ("queries/question/example.rq", line)
    assert message in str(error) and "\n" not in str(error) and error.remedy


@pytest.mark.parametrize("given", ["recca", "series:recca", "https://w3id.org/cakg/series/recca", " recca "])
def test_things_are_named_by_slug_prefix_or_iri(given: str) -> None:
    assert bind(QUESTION, {"series": given})["series"] == NamedNode("https://w3id.org/cakg/series/recca")


def test_defaults_hold_and_what_is_not_given_is_unbound() -> None:
    assert bind(QUESTION, {"series": "recca", "least": None, "word": ""}) == {
        "series": NamedNode("https://w3id.org/cakg/series/recca"),
        "since": Literal("1991-01-01", datatype=NamedNode(XSD + "date")),
        "tongue": Literal("en"),
    }


@pytest.mark.parametrize(("given", "tag"), [("ru", "ru"), (" RU ", "ru"), ("uz-Cyrl", "uz-cyrl")])
def test_a_language_is_a_tag_in_small_letters(given: str, tag: str) -> None:
    assert bind(QUESTION, {"series": "recca", "tongue": given})["tongue"] == Literal(tag)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "series: example needs it (the series); give a series"),
        ({"series": "recca", "sense": "1"}, "example has no parameter 'sense'; did you mean since?"),
        ({"series": "event:recca"}, "series: 'event:recca' is no series; write it like series:some-name"),
        ({"series": "a b"}, "series: 'a b' is no series"),
        ({"series": "x> } DROP ALL"}, "is no series"),
        ({"series": "recka:x"}, "the prefix recka: of 'recka:x' is unknown"),
        ({"series": "recca", "since": "yesterday"}, "since: 'yesterday' is no date ("),
        ({"series": "recca", "since": "2012-02-30"}, "since: '2012-02-30' is no date ("),
        ({"series": "recca", "least": "two"}, "least: 'two' is no whole number; write it like 5"),
        ({"series": "recca", "least": True}, "least: 'True' is no whole number"),
        ({"series": "recca", "who": "unrcca"}, "who: 'unrcca' says not of what kind it is; write state:unrcca or org:"),
        ({"series": "recca", "who": "event:x"}, "who: 'event:x' is no actor"),
        ({"series": "recca", "word": "\udcff"}, "word: a character is no Unicode text"),
        (
            {"series": "recca", "tongue": "по-русски"},
            "tongue: 'по-русски' is no tag of a language; write it like en or ru",
        ),
        ({"series": "recca", "tongue": "en*"}, "tongue: 'en*' is no tag of a language"),
        ({"series": "recca", "tongue": "e"}, "tongue: 'e' is no tag of a language"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_the_remedy(values: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        bind(QUESTION, values)
    assert message in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("2012", "2012-01-01", "2012-12-31"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2012-03-27", "2012-03-27", "2012-03-27"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2012-22", "2012-06-01", "2012-08-31"),
        ("2012-03/2012-05", "2012-03-01", "2012-05-31"),
    ],
)
def test_a_bound_covers_the_whole_of_what_it_names(given: str, first: str, last: str) -> None:
    until = replace(SINCE, bound="last")
    assert [one.term(given).value for one in (SINCE, until)] == [first, last]


@pytest.mark.parametrize(
    ("given", "bound", "message"),
    [
        ("2012/", "last", "since: '2012/' has no last day; write it like"),
        ("/2012", "first", "since: '/2012' has no first day; write it like"),
        ("..", "first", "since: '..' has no first day"),
        ("2012", None, "since: '2012' names more than one day; write it like 2012-03-27"),
    ],
)
def test_a_date_that_does_not_say_which_day_is_refused(given: str, bound: str | None, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        replace(SINCE, bound=bound).term(given)
    assert message in str(caught.value) and "\n" not in str(caught.value)


def test_what_a_date_bounds_is_told_by_its_name_or_by_its_front_matter() -> None:
    told = TEXT.replace('since: {type: date, default: "1991-01-01"', 'since: {type: date, bound: last, default: "1991"')
    late = read_question("example", "question", told.replace("1991-01-01", "1991-12-31"))
    assert [late.parameters[1].bound, SINCE.bound] == ["last", "first"]
    assert bind(late, {"series": "recca"})["since"].value == "1991-12-31"


@pytest.mark.parametrize(
    ("folder", "name"),
    sampled([key for key in SAVED if {"since", "until"} <= {p.name for p in saved(*key).parameters}], 4),
)
def test_a_year_as_bounds_is_that_year(folder: str, name: str, real: Dataset) -> None:
    whole = {"since": "2012-01-01", "until": "2012-12-31"}
    needed = {"actor": "lamberto-zannier"} if any(p.required for p in saved(folder, name).parameters) else {}
    if name == "agreement":
        needed = {"by": "topic"}  # in one year no two speak of one thing
    rows = answer(real, saved(folder, name), {**needed, "since": "2012", "until": "2012"})
    assert len(rows) and rows == answer(real, saved(folder, name), {**needed, **whole})


@pytest.mark.parametrize(
    "word", ['"', '" } }', "\\", '\\"', "a\nb", "'''", '"""', "\\u0022", "# x", "?series", "Эмомали"]
)
def test_a_value_is_a_value_and_never_a_piece_of_the_query(word: str, on_oxigraph: Dataset) -> None:
    echo = TEXT.replace("SELECT ?event", "SELECT ?word").replace("    ?event ?p ?series\n", "")
    question = read_question("example", "question", echo.replace("xsd:date", f"<{XSD}date>"))
    rows: Any = on_oxigraph.query(filled(question, bind(question, {"series": "recca", "word": word})))
    assert [str(row[Variable("word")]) for row in rows] == [word]


def test_only_parameters_outside_comments_are_filled() -> None:
    text = filled(QUESTION, bind(QUESTION, {"series": "recca"}))
    assert "VALUES ?series { <https://w3id.org/cakg/series/recca> } # VALUES ?series { within a comment }" in text
    assert "VALUES ?other { UNDEF }" in text and 'VALUES ?since { "1991-01-01"^^' in text


def test_names_in_english_are_looked_for_once() -> None:
    question = saved("question", "events-on-the-map")
    once, twice = (filled(question, bind(question, {"lang": lang})) for lang in ("en", "ru"))
    assert twice == question.text.replace('VALUES ?lang { "en" }', 'VALUES ?lang { "ru" }')
    assert twice.count("OPTIONAL { ?place rdfs:label ?name") == 3
    assert once.count("OPTIONAL { ?place rdfs:label ?name") == 2 and '= "en")' not in once
    alone = replace(question, text=question.text.replace("= ?lang)", '= "ru")'))
    assert filled(alone, bind(alone, {"lang": "en"})) == alone.text, "English is not looked for before"


def test_what_stands_in_iris_and_strings_is_neither_comment_nor_parameter() -> None:
    text = "{ ?e <http://x.org/#a> 'VALUES ?a { 1 } # it\\'s' . VALUES ?a { UNDEF } } # VALUES ?a { 1 }"
    assert fill(text, {"a": "2"}) == text.replace("UNDEF", "2")


def test_an_actor_is_found_by_its_slug(on_oxigraph: Dataset) -> None:
    rows = answer(on_oxigraph, saved("question", "who-met-whom"), {"actor": "davron-quill", "other": "uzbekistan"})
    assert "event:2019-06-04-quill-uzbekistan" in as_csv(rows)


@pytest.mark.parametrize("given", ["davron-quilter", "person:davron-quil"])
def test_a_name_that_is_not_there_is_not_an_empty_answer(given: str, on_oxigraph: Dataset) -> None:
    with pytest.raises(NotFoundError) as caught:
        answer(on_oxigraph, saved("question", "who-met-whom"), {"actor": given, "other": "uzbekistan"})
    said = str(caught.value)
    assert said.startswith("actor: nothing is ") and given in said and "did you mean person:davron-quill" in said


@pytest.mark.parametrize(
    "given", ["davron-quill", "person:davron-quill", "Davron Quill", "Даврон Квилл", "davron quill"]
)
def test_a_thing_may_be_called_by_any_of_its_names(given: str, on_oxigraph: Dataset) -> None:
    question = saved("question", "who-met-whom")
    found = answer(on_oxigraph, question, {"actor": given, "other": "Uzbekistan"})
    assert len(found) and found == answer(on_oxigraph, question, {"actor": "davron-quill", "other": "uzbekistan"})


@pytest.mark.parametrize(
    ("left", "came"),
    [
        ("1999-12-31", "2000-03-01"),
        ("2000-02-28", "2000-03-01"),
        ("2001-02-28", "2001-03-02"),
        ("1991-01-01", "2024-12-31"),
    ],
)
def test_days_without_a_holder_are_days_of_the_calendar(left: str, came: str) -> None:
    dataset = Dataset()
    for number, (end, day) in enumerate((("end", left), ("begin", came))):
        tenure, person = (
            URIRef(f"https://w3id.org/cakg/tenure/{number}"),
            URIRef(f"https://w3id.org/cakg/person/{number}"),
        )
        post = URIRef("https://w3id.org/cakg/post/head")
        for subject, name, value in (
            (tenure, CAKG + "post", post),
            (tenure, CAKG + "holder", person),
            (tenure, CAKG + end, Text(day, datatype=URIRef(XSD + "date"))),
            (person, RDFS + "label", Text("Somebody", lang="en")),
            (post, RDFS + "label", Text("Head", lang="en")),
        ):
            dataset.default_graph.add((subject, URIRef(name), value))
    [row] = answer(dataset, saved("question", "vacancies-in-post")).to_dicts()
    assert row["days"] == (date.fromisoformat(came) - date.fromisoformat(left)).days - 1


def test_rows_are_plain_values_for_other_tools(on_oxigraph: Dataset) -> None:
    rows = answer(on_oxigraph, saved("question", "corroborated-events"))
    [row] = rows.to_dicts()
    assert row["event"] == "https://w3id.org/cakg/event/2019-06-04-mountain-consultations"
    assert type(row["event"]) is str and row["origins"] == 2 and str(row["date"]) == "2019-06-04/2019-06-05"
    assert list(row) == list(rows.columns)


HALF_KNOWN = """
@prefix cakg: <https://w3id.org/cakg/ontology#> . @prefix event: <https://w3id.org/cakg/event/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
event:until a cakg:Event ; cakg:date "/2017-10-27"^^edtf:EDTF ; cakg:end "2017-10-27"^^xsd:date .
event:open a cakg:Event ; cakg:date "2012/.."^^edtf:EDTF ; cakg:begin "2012-01-01"^^xsd:date .
event:since a cakg:Event ; cakg:date "2013-05-01/"^^edtf:EDTF ; cakg:begin "2013-05-01"^^xsd:date .
event:unknown a cakg:Event ; cakg:date "XXXX-12-25"^^edtf:EDTF .
"""


def test_an_event_of_which_one_bound_is_known_is_listed_and_the_other_stays_unknown() -> None:
    dataset = as_dataset(Quad(*triple) for triple in parse(HALF_KNOWN.encode(), RdfFormat.TURTLE))
    question = saved("question", "events-between")

    def listed(**days: str) -> list[tuple[str, str, str]]:
        found = answer(dataset, question, days).to_dicts()
        return [(str(one["event"])[-5:], str(one["begin"] or ""), str(one["end"] or "")) for one in found]

    assert listed() == [("/open", "2012-01-01", ""), ("since", "2013-05-01", ""), ("until", "", "2017-10-27")]
    assert listed(since="2013", until="2013") == [("since", "2013-05-01", "")]
    assert listed(since="2017-10-27", until="2017-10-27") == [("until", "", "2017-10-27")]
    assert listed(since="2018") == []


@pytest.mark.parametrize(
    ("day", "body", "office", "names"),
    [
        ("2016-05-01", "org:uzbekistan-mfa", "Minister of Foreign Affairs of Uzbekistan", ["Abdulaziz Kamilov"]),
        ("2030-02-01", "org:uzbekistan-mfa", "Minister of Foreign Affairs of Uzbekistan", ["Bakhtiyor Saidov"]),
        ("2011-06-01", "org:osce", "Chairperson-in-Office of the OSCE", ["Audronius Ažubalis"]),  # who was seen in it
    ],
)
def test_nobody_is_presumed_in_office_past_who_followed(
    day: str, body: str, office: str, names: list[str], real: Opened
) -> None:
    """Of several whose last day no document names the last remains, and nobody where another was seen in office."""
    rows = answer(real, saved("question", "in-office-on"), {"day": day, "organization": body}).to_dicts()
    assert [row["name"] for row in rows if row["office"] == office] == names
