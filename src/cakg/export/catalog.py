"""What a catalogue is to know of a dataset and its files: VoID and DCAT, and schema.org for the heads of pages."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from cakg.engine.store import select
from cakg.export.about import CREATOR, GRAPH, LICENCE, ONTOLOGY, TITLE, About
from cakg.words.namespaces import BASE, CAKG, PREFIXES, expand

if TYPE_CHECKING:
    from cakg.ask.counts import Count
    from cakg.engine.store import Source

DESCRIPTION = (
    "Who met whom, where, when, in which capacity and about what in the diplomacy of Central Asian security, and which"
    " document says so: events, participations, offices, statements, instruments and disagreements, each claim with the"
    " quote that shows it."
)
KEYWORDS = ("Central Asia", "diplomacy", "knowledge graph", "provenance", "security", "social network analysis")
FILES: Mapping[str, tuple[str, str]] = {  # path -> what it is, media type
    "cakg.ttl": ("The accepted view as Turtle", "text/turtle"),
    "cakg.nt": ("The accepted view as N-Triples", "application/n-triples"),
    "cakg.rdf": ("The accepted view as RDF/XML", "application/rdf+xml"),
    "cakg.trig": ("All graphs as TriG", "application/trig"),
    "cakg.nq": ("All graphs as N-Quads", "application/n-quads"),
    "cakg.jsonld": ("All graphs as JSON-LD", "application/ld+json"),
    "cakg.csv": ("All graphs as a table of statements", "text/csv"),
    "cakg.sqlite": ("The accepted view as a SQLite database", "application/vnd.sqlite3"),
    "tables/datapackage.json": ("The accepted view as tables, a data package", "application/json"),
}
_MEDIA = "https://www.iana.org/assignments/media-types/"
_PROFILES = {"tables/datapackage.json": "https://specs.frictionlessdata.io/data-package/"}
_IN_VIEW = ("cakg.ttl", "cakg.nt", "cakg.rdf")
_PREFIXES = {
    "cakg": CAKG,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": PREFIXES["dcterms"],
    "foaf": "http://xmlns.com/foaf/0.1/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": PREFIXES["xsd"],
}
_PREDICATES = "SELECT DISTINCT ?p WHERE { ?s ?p ?o } ORDER BY ?p"
_SPAN = """
SELECT (MIN(STR(?first)) AS ?begin) (MAX(STR(?last)) AS ?end)
WHERE { ?event a cakg:Event ; cakg:begin ?first . OPTIONAL { ?event cakg:end ?last } }
"""
_CLOSES_NO_SCRIPT = str.maketrans({letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"})


@dataclass(frozen=True)
class Summary:
    """Hold what a catalogue counts: the things of each class, all triples, the vocabularies, the first and last day."""

    counts: tuple[tuple[str, int], ...]
    triples: int
    vocabularies: tuple[str, ...]
    begin: str | None
    end: str | None


def summary(dataset: "Source", counts: "Sequence[Count]") -> Summary:
    """Return what a catalogue counts of the accepted view."""
    classes = tuple((one.what, one.count) for one in counts if one.what.startswith("cakg:"))
    triples = next(one.count for one in counts if one.what == "statements in the accepted view")
    used = {iri for (iri,) in select(dataset, _PREDICATES).texts()}
    spaces = {space for space in PREFIXES.values() if any(iri.startswith(space) for iri in used)}
    begin, end = next(iter(select(dataset, _SPAN).texts()), (None, None))
    return Summary(classes, triples, tuple(sorted(spaces)), begin, end)


def turtle(said: About, found: Summary, sizes: Mapping[str, int | None]) -> bytes:
    """Return the description of a dataset and of those files that are named, their addresses relative; a size may be
    unknown.

    *Source*: W3C, Data Catalog Vocabulary (DCAT) 3; W3C, Describing Linked Datasets with the VoID Vocabulary.
    """
    files = {path: what for path, what in FILES.items() if path in sizes}
    facts = [
        "a dcat:Dataset, void:Dataset",
        f"dcterms:title {_text(TITLE)}",
        f"dcterms:description {_text(f'{DESCRIPTION} It hears {said.heard}.')}",
        f"dcterms:creator [ a foaf:Agent ; foaf:name {Literal(CREATOR)} ]",
        f"dcterms:license <{LICENCE}>",
        'dcterms:language "en", "ru"',
        f"dcterms:conformsTo <{ONTOLOGY}>",
        f"dcat:version {Literal(said.version)}",
        *([f'dcterms:modified "{said.date}"^^xsd:date'] if said.date else []),
        *_temporal(found),
        *(f"dcat:keyword {_text(one)}" for one in KEYWORDS),
        *(["foaf:homepage <index.html>"] if "index.html" in sizes else []),
        f"void:uriSpace {Literal(BASE)}",
        f"void:triples {found.triples}",
        *(f"void:vocabulary <{one}>" for one in found.vocabularies),
        *(f"void:classPartition [ void:class <{expand(name)}> ; void:entities {n} ]" for name, n in found.counts),
        *(f"void:dataDump <{path}>" for path in _IN_VIEW if path in files),
        *(f"dcat:distribution <#{path}>" for path in files),
    ]
    blocks = [f"<{GRAPH}>\n" + "".join(f"    {fact} ;\n" for fact in facts) + "    .\n"]
    for path, (title, media) in files.items():
        profile = [f"dcterms:conformsTo <{_PROFILES[path]}>"] if path in _PROFILES else []
        facts = [
            "a dcat:Distribution",
            f"dcterms:title {_text(title)}",
            f"dcterms:license <{LICENCE}>",
            f"dcat:downloadURL <{path}>",
            f"dcat:mediaType <{_MEDIA}{media}>",
            *([] if sizes[path] is None else [f'dcat:byteSize "{sizes[path]}"^^xsd:nonNegativeInteger']),
            *profile,
        ]
        blocks.append(f"<#{path}>\n" + "".join(f"    {fact} ;\n" for fact in facts) + "    .\n")
    prefixes = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in sorted(_PREFIXES.items()))
    return "\n".join([prefixes, *blocks]).encode()


def schema_org(said: About, found: Summary, *, base: str = "", paths: Iterable[str] = FILES) -> str:
    """Return what search engines read of the dataset, as JSON-LD for a `<script type="application/ld+json">`.

    No character in it can end the element. `base` leads from the page to the folder with the files.
    *Source*: schema.org, Dataset; Google, Dataset structured data.
    """
    files = [
        {"@type": "DataDownload", "name": title, "encodingFormat": media, "contentUrl": base + path}
        for path, (title, media) in FILES.items()
        if path in paths
    ]
    told: dict[str, object] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": GRAPH,
        "name": TITLE,
        "description": f"{DESCRIPTION} It hears {said.heard}.",
        "creator": {"@type": "Organization", "name": CREATOR},
        "license": LICENCE,
        "version": said.version,
        "inLanguage": ["en", "ru"],
        "isAccessibleForFree": True,
        "keywords": list(KEYWORDS),
        "spatialCoverage": {"@type": "Place", "name": "Central Asia"},
        "variableMeasured": [f"{name.removeprefix('cakg:')}: {n}" for name, n in found.counts],
        "distribution": files,
    }
    if said.date is not None:
        told["dateModified"] = said.date
    if found.begin is not None:
        told["temporalCoverage"] = f"{found.begin}/{found.end or '..'}"
    return json.dumps(told, ensure_ascii=False, indent=1).translate(_CLOSES_NO_SCRIPT) + "\n"


def _temporal(found: Summary) -> list[str]:
    if found.begin is None:
        return []
    days = [f'dcat:startDate "{found.begin}"^^xsd:date']
    days += [f'dcat:endDate "{found.end}"^^xsd:date'] if found.end else []
    return [f"dcterms:temporal [ a dcterms:PeriodOfTime ; {' ; '.join(days)} ]"]


def _text(words: str) -> str:
    return str(Literal(words, language="en"))
