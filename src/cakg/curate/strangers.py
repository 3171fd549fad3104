"""Names that are probably new: capitalized words that no name of the register covers, with the nearest known names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cakg.curate.mentions import Mention
from cakg.curate.naming import Naming
from cakg.curate.offices import Office
from cakg.curate.prose import Prose, Token
from cakg.curate.register import Register
from cakg.read import inflection
from cakg.words.errors import nearest
from cakg.words.namespaces import compact, kind_of

_LEAST = 70.0  # of 100: names less like are no help
_MOST = 2
_LONGEST = 8  # words
_FEWEST = 3  # capitals of an acronym


@dataclass(frozen=True)
class Stranger:
    """Hold a name that is not in the register: of what kind it seems to be, how often it stands, what is like it."""

    text: str
    kind: str
    times: int
    near: tuple[str, ...]

    def __str__(self) -> str:
        near = f", nearest {', '.join(self.near)}" if self.near else ""
        return f"“{self.text}” ({self.kind}{near})"


def strangers_of(
    prose: Prose,
    mentions: Sequence[Mention],
    offices: Sequence[Office],
    namings: Sequence[Naming],
    register: Register,
    body: int,
) -> tuple[Stranger, ...]:
    """Return what is probably new, in the order of the text."""
    known: dict[str, dict[str, str]] = {}
    for iri, names in register.names.items():
        kind = kind_of(iri) or ""
        for text, tag in names:
            if inflection.primary(tag) == prose.language:
                known.setdefault(kind, {}).setdefault(text, iri)
    found: dict[str, tuple[str, int]] = {}
    for one in namings:
        if one.person is None:
            text = prose.text[one.own : one.own_end]
            found[text] = "person", found.get(text, ("", 0))[1] + 1
    for text, kind in _runs(prose, (*mentions, *offices, *namings), body):
        found[text] = kind, found.get(text, ("", 0))[1] + 1
    return tuple(
        Stranger(text, kind, times, tuple(_near(text, known.get(kind, {})))) for text, (kind, times) in found.items()
    )


def _near(text: str, known: dict[str, str]) -> Iterator[str]:
    for name in nearest(text, known, _MOST, _LEAST):
        yield f"{compact(known[name])} {name}"


def _runs(prose: Prose, known: Sequence[Mention | Office | Naming], body: int) -> Iterator[tuple[str, str]]:
    covered = {n for one in known for n in range(one.first, one.last + 1)}
    starts = {sentence.tokens[0].number for sentence in prose.sentences}
    run: list[Token] = []
    for token in (*prose.tokens, None):
        if token is not None and token.start >= body and _continues(prose, run, token, covered):
            if run or token.number not in starts or token.written.isupper():
                run.append(token)
            continue
        if run:
            yield from _named(prose, run)
        run = []
        if (
            token is not None
            and token.start >= body
            and _is_capital(token)
            and token.number not in covered
            and token.number not in starts
        ):
            run = [token]


def _continues(prose: Prose, run: list[Token], token: Token, covered: set[int]) -> bool:
    if token.number in covered or len(run) >= _LONGEST:
        return False
    if run:
        between = prose.text[run[-1].end : token.start]
        if between.strip(" -") or token.number != run[-1].number + 1:
            return False
    light = token.word in ("of", "for", "and", "the", "по", "и", "в")
    return _is_capital(token) or (bool(run) and light)


def _is_capital(token: Token) -> bool:
    return token.written[0].isupper() and token.written[0].isalpha()


def _named(prose: Prose, run: list[Token]) -> Iterator[tuple[str, str]]:
    light = prose.wording.light
    while run and (run[-1].word in light or not _is_capital(run[-1])):
        run.pop()
    if not run:
        return
    text = prose.text[run[0].start : run[-1].end]
    words = {token.word for token in run}
    bodies = prose.wording.bodies
    if words & bodies or (
        prose.language == "ru" and any(inflection.is_form_of(one, word, "ru") for one in bodies for word in words)
    ):
        if len(run) > 1:
            yield text, "org"
    elif len(run) == 1 and run[0].written.isupper() and len(run[0].written) >= _FEWEST:
        yield text, "org"
    elif words & (prose.wording.titles | prose.wording.gathered):
        return
    elif len(run) in (2, 3) and all(_is_capital(token) and token.written.isalpha() for token in run):
        yield text, "person"
