import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple
from pyoxigraph import parse as engine
from rdflib import Graph
from rdflib.compare import isomorphic

from cakg.read import lexer
from cakg.read.turtle import canonical, line_of, lines, parse, write
from cakg.words.errors import InputError
from cakg.words.namespaces import PREFIXES, XSD, expand

HEAD = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in ("cakg", "edtf", "event", "place", "skos"))

UNTIDY = """PREFIX c: <https://w3id.org/cakg/ontology#>
@prefix event: <https://w3id.org/cakg/event/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
event:b c:statedCount 05 ;; c:ordinal "3"^^<http://www.w3.org/2001/XMLSchema#integer>, -1.50
  . event:a skos:altLabel "z"@EN , '''two
lines "quoted" # no comment''' ; c:url <http://x.org/#a>;
  skos:prefLabel "B"@ru, "A"@en ; a c:Meeting ; c:place <https://w3id.org/cakg/place/a/b> , event:c\\/d.
event:a a c:Event , c:Event ; c:basis true .
"""

TIDY = """@prefix cakg: <https://w3id.org/cakg/ontology#> .
@prefix event: <https://w3id.org/cakg/event/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

event:a
    a cakg:Event ;
    a cakg:Meeting ;
    skos:prefLabel "A"@en ;
    skos:prefLabel "B"@ru ;
    skos:altLabel "two\\nlines \\"quoted\\" # no comment" ;
    skos:altLabel "z"@en ;
    cakg:basis true ;
    cakg:place <https://w3id.org/cakg/event/c/d> ;
    cakg:place <https://w3id.org/cakg/place/a/b> ;
    cakg:url <http://x.org/#a> ;
    .

event:b
    cakg:ordinal -1.50 ;
    cakg:ordinal 3 ;
    cakg:statedCount 05 ;
    .
"""


def test_the_canonical_form_is_written_letter_by_letter() -> None:
    assert canonical(UNTIDY, "x.ttl") == TIDY
    assert canonical(TIDY, "x.ttl") == TIDY


def test_a_literal_stays_on_one_line_and_shows_what_is_invisible() -> None:
    value = Literal('\\ " \n \r \t \b \f \x00 \x7f \x85 \u2028 \u2029 \ufeff é 😀')
    written = write([Triple(NamedNode("urn:x"), NamedNode("urn:y"), value)])
    escapes = r"\\ \" \n \r \t \b \f \u0000 \u007F \u0085 \u2028 \u2029 \uFEFF é 😀"
    assert written == f'<urn:x>\n    <urn:y> "{escapes}" ;\n    .\n'


def test_no_triples_are_no_text() -> None:
    assert canonical("@prefix c: <http://x.org/> .\n", "x.ttl") == ""


local = st.text(alphabet="ab-_.09~é/:()'", max_size=6)
iris = st.one_of(
    st.builds(lambda prefix, name: NamedNode(PREFIXES[prefix] + name), st.sampled_from(sorted(PREFIXES)), local),
    st.builds(lambda name: NamedNode("urn:x:" + name), local),
    st.sampled_from([NamedNode("http://x.org/?q=a;b,c"), NamedNode("http://x.org/%20#a"), NamedNode("mailto:a@x.org")]),
)
values = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12) | st.text(
    alphabet="\\\"'#\n\r\t<@^.;u0"
)
numbers = st.from_regex(r"[+-]?[0-9]{0,3}\.?[0-9]{0,3}([eE][+-]?[0-9]{1,2})?", fullmatch=True)
numeric = st.sampled_from([NamedNode(XSD + name) for name in ("integer", "decimal", "double", "boolean", "date")])
literals = st.one_of(
    values.map(Literal),
    st.builds(
        lambda value, tag: Literal(value, language=tag), values, st.sampled_from(["en", "ru", "tg-Cyrl", "x-a1"])
    ),
    st.builds(lambda value, datatype: Literal(value, datatype=datatype), values | numbers, iris | numeric),
    st.sampled_from(["true", "false", "True", "1"]).map(lambda v: Literal(v, datatype=NamedNode(XSD + "boolean"))),
)
predicates = iris | st.sampled_from([NamedNode(expand("rdf:type")), NamedNode(expand("skos:prefLabel"))])
graphs = st.lists(st.builds(Triple, iris, predicates, iris | literals), max_size=8)


@given(graphs)
@example([Triple(NamedNode("urn:x"), NamedNode("urn:x"), Literal("\x00\x1f\x7f\x85\u2028\ufeff\U0001f600"))])
def test_what_is_written_reads_back_as_it_was(triples: list[Triple]) -> None:
    text = write(triples)
    assert set(parse(text, "x.ttl")) == set(triples)
    assert canonical(text, "x.ttl") == text
    assert write(reversed(triples)) == text


@given(graphs)
def test_each_statement_has_one_line_and_is_found_there(triples: list[Triple]) -> None:
    text = write(triples)
    rows = text.splitlines()
    assert sum(row.endswith(" ;") for row in rows) == len(set(triples))
    declared = [row.split()[1][:-1] for row in rows if row.startswith("@prefix")]
    assert declared == sorted(declared)
    body = "\n".join(rows[len(declared) :])
    assert all(re.search(rf"(?:^| |\^\^){prefix}:\w", body, re.MULTILINE) for prefix in declared)
    for triple in set(triples):
        assert isinstance(triple.subject, NamedNode)
        assert isinstance(triple.object, NamedNode | Literal)
        subject_line = lines(text)[triple.subject.value][0]
        line = line_of(text, triple.subject.value, triple.predicate.value, triple.object)
        assert line is not None
        assert line > subject_line == line_of(text, triple.subject.value)
        assert parse("\n".join([*rows[: len(declared)], rows[subject_line - 1], rows[line - 1], "."]), "") == [triple]


PLACES = """@prefix cakg: <https://w3id.org/cakg/ontology#> . # a cakg:x in a comment
@base <https://w3id.org/cakg/event/> .
PREFIX : <https://w3id.org/cakg/event/>
<a> cakg:quote '''<b> cakg:date
:b cakg:place "no" .''' , "it's; no . #" ;
   cakg:date 2012.5 , 7. :b
   cakg:place [ cakg:date 1 ; cakg:place ( :a [] "x" ) ] , () ;
   cakg:quote "x"@en-GB, "x"^^cakg:t .
[] cakg:place :b . _:n cakg:place :b . [ cakg:place :a ] .
:a.b cakg:date 1 . :a
cakg:date
9 .
"""


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "line"),
    [
        ("event:a", None, None, 4),
        ("event:a", "cakg:quote", None, 4),
        ("event:a", "cakg:quote", "it's; no . #", 5),
        ("event:a", "cakg:date", "2012.5", 6),
        ("event:a", "cakg:date", "9", 12),
        ("event:a", "cakg:date", "not there", 6),
        ("event:a", "cakg:ordinal", "9", 4),
        ("event:b", None, None, 6),
        ("event:b", "cakg:place", None, 7),
        ("event:b", "cakg:place", "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil", 7),
        ("event:b", "cakg:quote", Literal("x", language="en-gb"), 8),
        ("event:b", "cakg:quote", Literal("x", language="ru"), 8),
        ("event:a.b", "cakg:date", "1", 10),
        ("event:c", None, None, None),
    ],
)
def test_places_in_text_that_is_not_canonical(
    subject: str, predicate: str | None, value: str | Literal | None, line: int | None
) -> None:
    assert line_of(PLACES, expand(subject), expand(predicate) if predicate else None, value) == line


def test_lines_of_blocks() -> None:
    assert lines(PLACES) == {expand("event:a"): (4, 10), expand("event:b"): (6,), expand("event:a.b"): (10,)}
    assert lines("no Turtle") == {}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("event:a cakg:x part:b .", '6:16: The prefix part: has not been declared; put "@prefix part: <https'),
        ("event:a cakg:x foo:b .", "6:16: The prefix foo: has not been declared; declare it on top or use one of act:"),
        ("event:a\n  cakg:x 1\nevent:b cakg:x 1 .", "8:1: A dot is expected at the end of statements; end the block"),
        ("event:a cakg:x <http://x.org/a b> .", "6:16: Invalid IRI code point ' '; percent-encode"),
        ("event:a cakg:x <http://x.org/\n\nevent:b> .", "6:16: Invalid IRI code point ' '; close the IRI with"),
        ('event:é cakg:x "a\nb" .', "6:18: Line jumps are not allowed in string literals, use \\n; write"),
        ('event:a cakg:x "a" ', "6:20: Triples should be followed by a dot; end the statement"),
        ("event:a/b cakg:x 1 .", "'/' is not allowed at the beginning of a prefix name; write the full IRI"),
        (
            "event:a cakg:x 'a'@abcdefghijkl .",
            "A subtag may be eight characters in length at maximum; write a language",
        ),
        ("event:a cakg:x [ ] .", "6:16: no blank nodes in data; give the node an IRI"),
        ("event:a cakg:x () ,\n ( 1 ) .", "7:2: no blank nodes in data; give the node an IRI"),
        ("event:a cakg:x '[ (_:b' , <http://x.org/_:b> ; # [\n cakg:y _:b .", "7:9: no blank nodes in data"),
        ("_:b cakg:x 1 .", "6:1: no blank nodes in data"),
        ("event:a cakg:x <<( event:a cakg:x 1 )>> .", "6:16: quoted triples and text directions are not used"),
        ("event:a--b cakg:x 'a--b', 'a'@en--ltr .", "6:30: quoted triples and text directions are not used"),
        ("event:a cakg:x 'a\ud800' .", "6:18: a character is no Unicode text; save the file as UTF-8"),
    ],
)
def test_input_errors_say_where_and_what_to_do(body: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(HEAD + body, "data/x.ttl")
    assert str(caught.value).startswith("data/x.ttl:")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_byte_order_mark_is_named() -> None:
    with pytest.raises(InputError, match="without a byte order mark"):
        parse("\ufeff" + HEAD, "x.ttl")


def test_blank_nodes_are_read_where_they_are_allowed() -> None:
    assert len(parse(PLACES, "x.ttl", blank_nodes=True)) == 21


@pytest.mark.parametrize("term", [BlankNode("b"), Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c"))])
def test_what_has_no_canonical_form_is_not_written(term: BlankNode | Triple) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        write([Triple(NamedNode("urn:a"), NamedNode("urn:b"), term)])


VOCABULARY = (
    HEAD
    + f"""@prefix owl: <{PREFIXES["owl"]}> .
[] a owl:AllDisjointClasses ; owl:members (cakg:B cakg:A) . cakg:x a owl:Ontology ;
  cakg:list ( [ cakg:n 2 ] "b" () ) , ("a") ; cakg:path [ cakg:b [ cakg:n 1, 1 ] ; cakg:a 1 ] .
"""
)
WRITTEN = """cakg:x
    a owl:Ontology ;
    cakg:list ( "a" ) ;
    cakg:list ( [ cakg:n 2 ] "b" rdf:nil ) ;
    cakg:path [ cakg:a 1 ; cakg:b [ cakg:n 1 ] ] ;
    .

[]
    a owl:AllDisjointClasses ;
    owl:members ( cakg:B cakg:A ) ;
    .
"""


def test_a_vocabulary_may_hold_blank_nodes_each_in_its_place() -> None:
    text = canonical(VOCABULARY, "x.ttl")
    assert text.partition("\n\n")[2] == WRITTEN
    assert canonical(text, "x.ttl") == text
    before, after = (Graph().parse(data=one, format="turtle") for one in (VOCABULARY, text))
    assert isomorphic(before, after)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("cakg:x cakg:a _:b ; cakg:c _:b . _:b cakg:n 1 .", "several statements name it"),
        ("cakg:x cakg:a _:b .", "none says what it is"),
        ("_:b cakg:a _:b .", "holds itself"),
        ("_:b cakg:a _:c . _:c cakg:a _:b .", "holds itself"),
        ("cakg:x cakg:a _:b . _:b rdf:first 1 ; rdf:rest cakg:y .", "a list without an end"),
        ("cakg:x cakg:a _:b . _:b rdf:first 1 ; rdf:rest _:b .", "several statements name it|a list without an end"),
    ],
)
def test_a_blank_node_without_a_place_of_its_own_is_an_input_error(body: str, why: str) -> None:
    head = HEAD + "".join(f"@prefix {one}: <{PREFIXES[one]}> .\n" for one in ("owl", "rdf"))
    with pytest.raises(InputError, match=why):
        canonical(f"{head}cakg:o a owl:Ontology . {body}", "x.ttl")


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("# one\nevent:a cakg:x 1 . # two\n", "6:1"),
        ('event:a cakg:x <http://x.org/#a>, \'a # b\', """\n# c""" ;# d\n .', "7:9"),
        ("event:a cakg:x event:a\\#b, event:b#c\n .", "6:35"),
        ("event:a cakg:x 1 .\n#", "7:1"),
    ],
)
def test_a_comment_is_never_lost_in_silence(body: str, place: str) -> None:
    with pytest.raises(InputError) as caught:
        canonical(HEAD + body, "x.ttl")
    assert str(caught.value) == f"x.ttl:{place}: comments are not kept; make it a skos:editorialNote"


def test_a_hash_in_an_iri_or_a_string_is_no_comment() -> None:
    body = 'event:a cakg:x <http://x.org/#a>, \'a # b\', """\n# c""", event:a\\#b .'
    assert len(parse(canonical(HEAD + body, "x.ttl"), "x.ttl")) == 4


def test_input_errors_leave_out_what_is_unknown() -> None:
    assert str(InputError("wrong")) == "wrong"
    assert str(InputError("wrong", "do this", path="x", column=3)) == "x: wrong; do this"
    assert str(InputError("wrong", path="x", line=2)) == "x:2: wrong"


def _is_one_name(name: str) -> tuple[bool, bool]:
    """Tell whether the engine reads a text as one prefixed name in Turtle, and in SPARQL."""
    try:
        found = list(engine(f"@prefix x: <urn:> . {name} {name} {name} .".encode(), RdfFormat.TURTLE))
        in_turtle = len(found) == 1
    except SyntaxError:
        in_turtle = False
    try:
        Store().query(f"PREFIX x: <urn:> SELECT * {{ {name} {name} {name} }}")
    except SyntaxError:
        return in_turtle, False
    return in_turtle, True


def test_what_the_engine_reads_as_one_name_is_one_word() -> None:
    """At the ends of each range of letters of the grammar: of this engine's names none is cut in two."""
    ends = (0x21, 0x2F, 0x3A, 0x40, 0x5B, 0x60, 0x7B, 0xB6, 0xB7, 0xBF, 0xC0, 0xD7, 0xF7, 0x2FF, 0x300, 0x36F, 0x370)
    ends += (0x37E, 0x1FFF, 0x2000, 0x200C, 0x200D, 0x203F, 0x2040, 0x206F, 0x2070, 0x218F, 0x2C00, 0x2FEF, 0x3000)
    ends += (0x3001, 0xD7FF, 0xF900, 0xFDCF, 0xFDF0, 0xFFEF, 0x10000, 0xEFFFF)
    codes = {code + more for code in ends for more in (-1, 0, 1) if not 0xD800 <= code + more <= 0xDFFF}
    seen = [0, 0]
    for name in (f"x:a{chr(code)}b" for code in sorted(codes)):
        for side, (is_name, dialect) in enumerate(zip(_is_one_name(name), (lexer.TURTLE, lexer.SPARQL), strict=True)):
            words = list(lexer.tokens(name, dialect))
            assert not is_name or words == [("word", name, 0)], f"{name!r} of U+{ord(name[3]):04X}"
            seen[side] += is_name
    assert min(seen) > 50 and max(seen) < len(codes)


@pytest.mark.parametrize(
    ("text", "turtle", "sparql"),
    [
        ("-1.5e-3", ["-1.5e-3"], ["-", "1.5e-3"]),
        ("1.e5 .5 7.", ["1.e5", ".5", "7", "."], ["1.e5", ".5", "7", "."]),
        ("'a'@en--ltr", ["'a'", "@en--ltr"], ["'a'", "@en", "-", "-", "ltr"]),
        ("?имя<=$n", ["?имя", "<", "=", "$n"], ["?имя", "<=", "$n"]),
        ("x:а.б\\,. _:b0", ["x:а.б\\,", ".", "_:b0"], ["x:а.б\\,", ".", "_:b0"]),
        ("<<( a||b )>>", ["<<", "(", "a", "|", "|", "b", ")", ">>"], ["<", "<", "(", "a", "||", "b", ")", ">", ">"]),
        ("<a> # b", ["<a>", "# b"], ["<a>", "# b"]),
        ('"\\"a', ['"', '\\"', "a"], ['"', '\\"', "a"]),
    ],
)
def test_tokens_of_two_dialects(text: str, turtle: list[str], sparql: list[str]) -> None:
    for dialect, expected in ((lexer.TURTLE, turtle), (lexer.SPARQL, sparql)):
        assert [token.text for token in lexer.tokens(text, dialect, comments=True)] == expected
        meant = [token for token in expected if not token.startswith("#")]
        assert [token.text for token in lexer.tokens(text, dialect)] == meant


@given(
    head=st.text("# é\u00a0\n\r\ta", max_size=12),
    body=st.text("ab:?$.%\\\"'<>#@-1e+|&^ \n\r\t\u00a0éʷ·", max_size=24),
)
def test_what_is_ascii_but_for_its_head_has_the_same_tokens(head: str, body: str) -> None:
    for dialect in (lexer.TURTLE, lexer.SPARQL):
        for comments in (False, True):
            left_out = ("space",) if comments else ("space", "comment")
            whole = [
                (found.lastgroup, found[0], found.start())
                for found in lexer._pattern(dialect, False).finditer(head + body)
                if found.lastgroup not in left_out
            ]
            assert list(map(tuple, lexer.tokens(head + body, dialect, comments=comments))) == whole


@pytest.mark.parametrize(("piece", "times"), [("9", 2_000_000), ('"\\', 100_000), ("'\\", 100_000)])
def test_a_text_is_gone_through_once(piece: str, times: int) -> None:
    """Were the rest looked through from every place, these would take hours."""
    for dialect in (lexer.TURTLE, lexer.SPARQL):
        assert "".join(token.text for token in lexer.tokens(piece * times, dialect)) == piece * times
