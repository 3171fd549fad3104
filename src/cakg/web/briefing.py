"""What goes into a brief: the respects of a thing as sentences with the documents and quotes on which each rests."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from cakg.ask.language import named
from cakg.ask.profile import profile
from cakg.ask.wider import OF_KIND
from cakg.engine.store import select
from cakg.web.brief import Brief, Source, Wanted, cited, fitted
from cakg.web.brief_chapters import Chapters
from cakg.web.brief_words import frame, said, word
from cakg.words.dates import parse
from cakg.words.errors import UsageError
from cakg.words.namespaces import compact, kind_of
from cakg.words.wording import wording

if TYPE_CHECKING:
    from cakg.ask.ledger import Dispute
    from cakg.engine.store import Source as Graph

_CALLED = "SELECT ?name WHERE { VALUES ?topic { UNDEF } ?topic a skos:Concept . %s }"
_LABEL = "SELECT ?name WHERE { VALUES ?thing { UNDEF } ?thing a ?class . %s }"


def wanted(graph: "Graph", topic: str | None, since: str | None, until: str | None, lang: str) -> Wanted:
    """Return what a brief is to be of: a topic (an IRI), the whole of the days that two dates name.

    Errors: UsageError for what is no date, has no such day, or ends before it begins.
    """
    first, last = _bound("since", since, "begin"), _bound("until", until, "end")
    if first is not None and last is not None and last < first:
        raise UsageError(f"until: {until!r} ends before {since!r} begins; exchange the two")
    called = ""
    if topic is not None:
        found = select(graph, _CALLED % named("topic", "name", lang), topic=topic).texts()
        called = next((name for (name,) in found if name), compact(topic))
    days = "" if first is last is None else wording(f"{since or '..'}/{until or '..'}", lang)
    return Wanted(topic, called, first, last, days)


def _bound(name: str, text: str | None, end: str) -> date | None:
    if not text:
        return None
    try:
        days = parse(text)
    except ValueError as error:
        raise UsageError(f"{name}: {text!r} is no date ({error}); write it like 2012-03-27 or 2012") from error
    day = days.begin if end == "begin" else days.end
    if day is None:
        raise UsageError(f"{name}: {text!r} has no such day; write it like 2012-03-27 or 2012")
    return day


def brief(
    graph: "Graph",
    iri: str,
    about: dict[str, str],
    disputes: "Sequence[Dispute]",
    terms: Mapping[str, str],
    wanted: Wanted,
    lang: str = "en",
) -> Brief:
    """Return a brief on a thing: who, when, what was said and promised, what is disputed, each with its documents.

    `about` is what a file says of itself: title, version, date (where one is known), whom it hears. `terms` are the
    names of properties, by their prefixed names.
    """
    called = select(graph, _LABEL % named("thing", "name", lang), thing=iri).texts()
    if kind_of(iri) not in OF_KIND:
        raise UsageError(
            f"briefs are written of actors, events, posts, places, topics, documents and undertakings, and"
            f" {compact(iri)} is none; cakg show {compact(iri)} shows what there is"
        )
    sections = {one.title: one for one in profile(graph, iri, lang, OF_KIND)[0]}
    gathered = Chapters(graph, iri, sections, disputes, terms, wanted, lang)
    chapters = gathered.made()
    if not chapters:
        raise UsageError(f"no document tells anything of {compact(iri)}; cakg show {compact(iri)} shows what there is")
    parts, notes = fitted(chapters, lang)
    found = cited(notes)
    partly = sum(not one.whole for one in found.values())
    known = gathered.documents | found.keys()
    remarks = [said(lang, "rests", cited=len(found), all=len(known), partly=partly), said(lang, "absence")]
    remarks += [said(lang, "curators")] if any(line.sentence.content for part in parts for line in part.lines) else []
    made = said(lang, "made" if "date" in about else "made-undated", **about | {"heard": word(lang, about["heard"])})
    return Brief(
        said(lang, "about", name=next((name for (name,) in called if name), compact(iri))),
        iri,
        made,
        ". ".join(filter(None, (_head(gathered.sources.get(iri), lang), _asked(wanted, lang)))),
        parts,
        notes,
        (*remarks, said(lang, "all", thing=compact(iri))),
        frame(lang),
    )


def _head(document: Source | None, lang: str) -> str:
    """Return of a document who published it and when, how much of it was read, and where it is; nothing of others."""
    if document is None:
        return ""
    read = said(lang, "read-whole" if document.whole else "read-partly")
    return ", ".join(filter(None, (document.publisher, document.issued, read, document.address)))


def _asked(wanted: Wanted, lang: str) -> str:
    topic = "" if wanted.topic is None else said(lang, "topic", topic=wanted.topic_name)
    return ", ".join(filter(None, (topic, wanted.days)))
