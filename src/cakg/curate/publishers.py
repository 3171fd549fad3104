"""Who publishes a document: by the host of its address, its page, its dateline, a heading, or whom it names most."""

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from cakg.curate.mentions import Mention, within
from cakg.curate.prose import Sentence
from cakg.curate.register import Register
from cakg.curate.told import Told
from cakg.read.text import Range
from cakg.words.namespaces import CAKG, kind_of


def publisher_of(
    head: Sequence[Sentence],
    dateline: Range | None,
    mentions: Sequence[Mention],
    register: Register,
    meta: Mapping[str, str],
    address: str | None,
) -> Told | None:
    if address is not None:
        found = publishers_at(register).get(host_of(address))
        if found is not None:
            return Told(found, None, False, f"other documents at {host_of(address)} are of this publisher")
    named = meta.get("publisher", "").casefold()
    for iri, names in register.names.items() if named else ():
        if kind_of(iri) == "org" and any(text.casefold() == named for text, _ in names):
            return Told(iri, None, False, "as the page has it")
    if dateline is not None:
        for one in within(mentions, dateline.start, dateline.end):
            if (org := one.of("org")) is not None and one.of("post", "place") is None:
                return Told(org, Range(one.start, one.end), True)
    alone = []
    for sentence in head:
        for one in within(mentions, sentence.place.start, sentence.place.end):
            org = one.of("org")
            if org is not None and one.of("post") is None and len(sentence.tokens) <= one.last - one.first + 4:
                alone.append((org, Range(one.start, one.end)))
    below = [(org, place) for org, place in alone if {other for other, _ in alone} & set(register.above(org))]
    for org, place in below or alone:
        return Told(org, place, True)
    counted = Counter(org for one in mentions if (org := one.of("org")) is not None and one.of("post") is None)
    for org, often in sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:1]:
        if often >= 2:
            return Told(org, None, False, "the body that it names most often")
    return None


def host_of(address: str) -> str:
    """Return the host of an address without `www.`."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def publishers_at(register: Register) -> Mapping[str, str]:
    """Return the publisher of other documents at each host, where all have one."""
    found: dict[str, set[str]] = {}
    for report in register.reports:
        for triple in report.triples:
            if triple.subject == report.iri and triple.predicate.value == CAKG + "url":
                found.setdefault(host_of(triple.object.value), set()).update(report.publishers)
    return {host: next(iter(each)) for host, each in found.items() if len(each) == 1}
