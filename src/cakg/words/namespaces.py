"""Prefixes and the names they abbreviate, as data.

`org:` is the prefix of organizations; the W3C organization ontology is `w3org:`.
"""

from collections.abc import Iterable
from functools import lru_cache

from cakg.words.errors import UsageError, did_you_mean, hint
from cakg.words.patterns import regex

BASE = "https://w3id.org/cakg/"
CAKG = BASE + "ontology#"
ACCEPTED = BASE + "graph/accepted"  # the accepted view, where it is not the default graph

INSTANCE_KINDS = (
    "state",
    "org",
    "person",
    "group",
    "post",
    "place",
    "series",
    "event",
    "part",
    "tenure",
    "membership",
    "initiative",
    "instrument",
    "action",
    "amount",
    "statement",
    "report",
    "ruling",
    "disagreement",
    "reading",
    "evidence",
)
CONCEPT_KINDS = (
    "topic",
    "role",
    "format",
    "act",
    "status",
    "attendance",
    "completeness",
    "standing",
    "kind",
    "level",
    "extent",
)
ACTOR_KINDS = ("state", "org", "person", "group")
KINDS = (*INSTANCE_KINDS, *CONCEPT_KINDS, "scheme", "shape")

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
EDTF = "http://id.loc.gov/datatypes/edtf/"
SH = "http://www.w3.org/ns/shacl#"
W3ORG = "http://www.w3.org/ns/org#"

PREFIXES: dict[str, str] = {
    "cakg": CAKG,
    **{kind: f"{BASE}{kind}/" for kind in KINDS},
    "dcterms": DCTERMS,
    "edtf": EDTF,
    "geo": GEO,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "w3org": W3ORG,
    "xsd": XSD,
}

_DERIVED = (
    "begin",
    "countsFor",
    "delegation",
    "end",
    "hasParticipant",
    "hasParticipantInPart",
    "involves",
    "link",
    "mentions",
    "presumedPlace",
    "reportedIn",
    "satIn",
    "shows",
    "supports",
    "talkedWith",
)
DERIVED = frozenset((RDFS + "label", *(CAKG + name for name in _DERIVED)))  # never written by hand
NAMES = (SKOS + "prefLabel", SKOS + "altLabel", CAKG + "nameForm")  # by what a thing is called, in whatever language
ATTENDED, PARTICIPANT = BASE + "attendance/attended", BASE + "role/participant"
UNSAID = frozenset((ATTENDED, PARTICIPANT))  # of whoever is named: that no words say so is not reported
STAYED_AWAY = frozenset(f"{BASE}attendance/{slug}" for slug in ("declined", "absent"))
AWAY = STAYED_AWAY | {f"{BASE}attendance/{slug}" for slug in ("expected", "invited")}  # was not there

_PREFIX_OF = {iri: prefix for prefix, iri in PREFIXES.items()}  # each IRI ends in what parts it from a local name
_PARTING = regex("[#/]")
_LOCAL = regex(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def expand(name: str) -> str:
    """Return the IRI of a prefixed name; an IRI, bare or in angle brackets, is returned as it is.

    Errors: UsageError where there is no prefix or it is unknown.
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    if "://" in name:
        return name
    prefix, colon, local = name.partition(":")
    if not colon:
        raise UsageError(f"{name!r} is no prefixed name; write it as prefix:name, such as event:{name or 'name'}")
    if prefix not in PREFIXES:
        remedy = hint(prefix, PREFIXES, "known are " + " ".join(f"{p}:" for p in sorted(PREFIXES)), "{}:".format)
        raise UsageError(f"the prefix {prefix}: of {name!r} is unknown; {remedy}")
    return PREFIXES[prefix] + local


def split(iri: str) -> tuple[str, str] | None:
    """Return prefix and local name of an IRI, or None where it cannot be written as a bare prefixed name."""
    end = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix, local = _PREFIX_OF.get(iri[:end]), iri[end:]
    return (prefix, local) if prefix is not None and _LOCAL.fullmatch(local) else None


def local_name(iri: str) -> str:
    """Return the last part of an IRI: the slug of a thing, the name of a term."""
    return _PARTING.split(iri)[-1]


def compact(iri: str) -> str:
    """Return the prefixed name of an IRI, or `<iri>` where it has none."""
    parts = split(iri)
    return f"<{iri}>" if parts is None else f"{parts[0]}:{parts[1]}"


def term_hint(iri: str, known: Iterable[str]) -> str:
    """Return what to do about a term or concept that nobody defined.

    Offered is the concept of the same name in another scheme, else the term, or concept of the scheme, that looks most
    like it.
    """
    prefix, _, wanted = compact(iri).rpartition(":")
    known = sorted(compact(one) for one in known)
    elsewhere = [name for name in known if name.rpartition(":")[2] == wanted]
    if elsewhere and prefix != "cakg":
        return did_you_mean(elsewhere[:1])
    beside = [name.removeprefix(f"{prefix}:") for name in known if name.startswith(f"{prefix}:")]
    return hint(wanted, beside, "define it in ontology/ or use a term that is there", f"{prefix}:{{}}".format)


@lru_cache(maxsize=65536)
def kind_of(iri: str) -> str | None:
    """Return the kind of a thing or concept of ours (`event`, `topic` …), told by its IRI; None for all else."""
    if not iri.startswith(BASE):
        return None
    kind, slash, local = iri[len(BASE) :].partition("/")
    return kind if slash and local and kind in KINDS else None


def sparql_prologue() -> str:
    """Return one PREFIX line per known prefix, sorted, each ended by a line feed."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in sorted(PREFIXES.items()))
