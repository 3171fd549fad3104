"""What the curators write: the register of what the reports name, and rulings where reports differ."""

from collections.abc import Iterable, Mapping

from benchmarks.generator.cast import Cast, Organization, Person, Post, Thing
from benchmarks.generator.chronicle import Event
from benchmarks.generator.documents import Reading
from benchmarks.generator.page import Page, edtf, text

CREATED = "2026-01-15"
SORTS = {"series": "Series", "group": "Group", "initiative": "Initiative", "instrument": "Instrument"}


def events(told: Iterable[Event]) -> Page:
    """Return what the register holds of events: class, names, series."""
    page = Page()
    for event in told:
        page.name(event.iri, event.sort, event.english, event.russian)
        if event.series is not None:
            page.say(event.iri, "cakg:inSeries", event.series.iri)
    return page


def things(named: Iterable[Thing]) -> Page:
    """Return what the register holds of series, groups, initiatives and instruments."""
    page = Page()
    for thing in named:
        kind = thing.iri.partition(":")[0]
        page.name(thing.iri, SORTS[kind], thing.english, thing.russian)
        if kind in ("initiative", "instrument"):
            page.say(thing.iri, "cakg:kind", "kind:programme" if kind == "initiative" else "kind:decision")
    return page


def organizations(named: Iterable[Organization]) -> Page:
    """Return what the register holds of organizations."""
    page = Page()
    for one in named:
        page.name(one.iri, "Organization", one.english, one.russian)
        page.say(one.iri, "cakg:kind", f"kind:{one.kind}")
        if one.organ_of is not None:
            page.say(one.iri, "cakg:organOf", one.organ_of.iri)
        if one.whole is not None:
            page.say(one.iri, "w3org:subOrganizationOf", one.whole.iri)
        if one.seat is not None:
            page.say(one.iri, "cakg:seat", one.seat.iri)
    return page


def posts(named: Iterable[Post]) -> Page:
    """Return what the register holds of posts."""
    page = Page()
    for post in named:
        page.name(post.iri, "Post", post.english, post.russian)
        page.say(post.iri, "cakg:level", f"level:{post.level}")
        page.say(post.iri, "w3org:postIn", post.owner.iri)
    return page


def persons(named: Iterable[Person]) -> Page:
    """Return what the register holds of persons, with their names in other scripts."""
    page = Page()
    for person in named:
        page.name(person.iri, "Person", person.english, person.russian)
        page.say(person.iri, "skos:altLabel", *(text(name, lang) for lang, name in person.spelling))
    return page


def topics(made: Mapping[str, tuple[str, str]], below: list[str]) -> Page:
    """Return concepts of topics that are added to those of the vocabulary, each below one of them."""
    page = Page()
    for place, (topic, (english, russian)) in enumerate(made.items()):
        page.say(topic, "rdf:type", "skos:Concept")
        page.say(topic, "skos:prefLabel", text(english), text(russian, "ru"))
        page.say(topic, "skos:broader", below[place % len(below)])
        page.say(topic, "skos:definition", text(f"A topic that covers {english}."))
        page.say(topic, "skos:inScheme", "scheme:topic")
    return page


def decide(page: Page, reading: Reading) -> None:
    """Rule that the first report is right where a later one says otherwise, or state that they disagree."""
    slug = f"{reading.subject.partition(':')[2]}--{reading.property.lower()}"
    if reading.decided == "ruling":
        page.say(f"ruling:{slug}", "rdf:type", "cakg:Ruling")
        page.say(f"ruling:{slug}", "cakg:accepts", reading.held)
        _about(page, f"ruling:{slug}", reading)
        page.say(f"ruling:{slug}", "dcterms:created", edtf(CREATED))
    elif reading.decided == "stated":
        page.say(f"disagreement:{slug}", "rdf:type", "cakg:Disagreement")
        page.say(f"disagreement:{slug}", "cakg:disagreementType", "kind:value-disagreement")
        _about(page, f"disagreement:{slug}", reading)
        for place, (value, report) in enumerate(zip((reading.held, reading.value), reading.reports, strict=True), 1):
            page.say(f"disagreement:{slug}", "cakg:reading", f"reading:{slug}--{place}")
            page.say(f"reading:{slug}--{place}", "rdf:type", "cakg:Reading")
            page.say(f"reading:{slug}--{place}", "cakg:value", value)
            page.say(f"reading:{slug}--{place}", "cakg:report", f"report:{report}")


def _about(page: Page, iri: str, reading: Reading) -> None:
    page.say(iri, "cakg:onProperty", f"cakg:{reading.property}")
    page.say(iri, "cakg:onSubject", reading.subject)
    page.say(iri, "cakg:rationale", text("The report that tells most of it was written by those who were there."))


def used(cast: Cast, named: set[str]) -> dict[str, Page]:
    """Return the files of the register, without events and instruments, for what the reports name."""
    posts_named = [post for post in cast.posts if post.iri in named]
    wanted = named | {post.owner.iri for post in posts_named}
    found = [one for one in (*cast.media, *cast.bodies, *cast.ministries) if one.iri in wanted]
    found += [one.whole for one in found if one.whole is not None and one.whole.iri not in wanted]
    people = {tenure.person.iri: tenure.person for tenure in cast.tenures if tenure.person.iri in named}
    kept = [one for one in (*cast.series, *cast.groups, *cast.initiatives) if one.iri in named]
    return {
        "org": organizations(dict.fromkeys(found)),
        "post": posts(posts_named),
        "person": persons(people.values()),
        **{kind: things(one for one in kept if one.iri.startswith(kind)) for kind in ("series", "group", "initiative")},
    }
