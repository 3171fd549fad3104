"""Why a quote is not in a document: the passage that is nearest to it, and what is to be done."""

from cakg.read.difference import describe, part, shapes
from cakg.read.quotes import find, nearly
from cakg.read.text import Document, Range, normalize, read_document
from cakg.read.unspaced import is_joined
from cakg.words.patterns import regex

_LEAST = 60.0  # of 100: less like than this, no passage is shown
_LONGEST = 400  # characters of a quote that are compared: none that is legal is nearly so long
_ELISION = regex(r"\s*[\[(<]?\s*(?:…|\.{3,}|\.\s\.\s\.)\s*[\])>]?\s*")
_TAG = regex(r"</?([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>")
_BLOCKS = "br p div li ul ol td th tr table h1 h2 h3 h4 h5 h6 section article blockquote"
_PARTING = frozenset(_BLOCKS.split())
_COPY = "copy it from the document letter by letter"


def explain(document: Document, quote: str) -> str:
    """Return why a quote is not in a document, as reason and remedy, parted by a semicolon."""
    for said in (_at_a_border(document, quote), _left_out(document, quote), _in_tags(document, quote)):
        if said is not None:
            return said
    wanted = normalize(quote)[:_LONGEST]
    window = _window(document, wanted)
    text = document.text[window.start : window.end]
    parting = part(wanted, text) if text else None
    if parting is None:
        return f"nothing like it stands there; {_COPY}"
    place = _whole_words(document.text, window.start + parting.start, window.start + parting.end)
    shown = document.text[place.start : place.end]
    return f"paragraph {document.paragraph_of(place)} has {shown!r}, and {describe(parting, text)}; {_COPY}"


def _at_a_border(document: Document, quote: str) -> str | None:
    """Say that a quote goes from one paragraph into the next, or cuts a word."""
    for match in nearly(document, quote):
        place = match.place
        first, last = document.paragraph_of(place), document.paragraph_of(Range(place.end - 1, place.end))
        if first != last:
            remedy = "quote words of one, or join the two in the text where but a page ends between them"
            return f"it runs from paragraph {first} into {last}; {remedy}"
        whole = _whole_words(document.text, place.start, place.end)
        if whole != place:
            return f"it cuts a word of {document.text[whole.start : whole.end]!r}; quote whole words"
    return None


def _left_out(document: Document, quote: str) -> str | None:
    """Say that a quote leaves something out, though each of its parts stands there."""
    parts = [one for one in _ELISION.split(normalize(quote)) if one]
    if len(parts) > 1 and all(nearly(document, one) for one in parts):
        return "it leaves words out, and a quote is one stretch of the document; quote one of its parts"
    return None


def _in_tags(document: Document, quote: str) -> str | None:
    """Say that a quote would stand there if the text were no HTML."""
    tag = _TAG.search(document.text)
    if tag is None:
        return None
    bare = _TAG.sub(lambda tag: " " if tag[1].lower() in _PARTING else "", document.text)
    if find(read_document(document.path, bare), quote):
        return f"the text is HTML and holds tags such as {tag[0]}; save the page as text"
    return None


def _window(document: Document, wanted: str) -> Range:
    """Return where about a quote has its like, with room on both sides; an empty stretch where nothing is like it."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    near = partial_ratio_alignment(shapes(wanted), shapes(document.text), score_cutoff=_LEAST)
    if near is None:
        return Range(0, 0)
    room = len(wanted) // 2 + 10
    return Range(max(near.dest_start - room, 0), min(near.dest_end + room, len(document.text)))


def _whole_words(text: str, start: int, end: int) -> Range:
    """Return a stretch of a text widened to the borders of its first and its last word."""
    while is_joined(text, start):
        start -= 1
    while is_joined(text, end):
        end += 1
    return Range(start, end)
