"""What stands behind the path of an address: parameters that are known, each once, and what they mean."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import urlencode

from cakg.compile.perspective import Perspective
from cakg.serve.negotiation import asks_for_page, preferred
from cakg.serve.reply import HTML, Problem, Reply
from cakg.web.paths import LANGUAGES
from cakg.words.dates import span
from cakg.words.errors import hint

PERSPECTIVE = ("known-on", "publisher", "verified-only", "without-imports")
_PAGE_LINK = re.compile(rb'( href="(?:\.\./)*[^"#?:]+\.html)(\?[^"#]*)?((?:#[^"]*)?")')
_FORM = re.compile(rb"(<form[^>]*>)(.*?</form>)", re.DOTALL)
_LONGEST = 500  # characters of a value
_MOST = 10_000  # pages


@dataclass(frozen=True)
class Given:
    """Hold the parameters of a request: those of what is asked, and those that all have."""

    own: Mapping[str, str]
    heard: Perspective
    lang: str
    form: str  # the name of the format in which it is sent, `html` for a page
    media: str
    number: int  # of the page
    all: tuple[tuple[str, str], ...]

    @property
    def is_page(self) -> bool:
        """Tell whether it is to be shown to a reader."""
        return self.form == "html"

    def asked(self, **changes: str | None) -> str:
        """Return what stands behind the path, some of it changed, or left out where None."""
        named = {name.replace("_", "-"): value for name, value in changes.items()}
        kept = [(name, value) for name, value in self.all if name not in named and value]
        kept += [(name, value) for name, value in named.items() if value]
        return f"?{urlencode(kept)}" if kept else ""


def read(
    given: Sequence[tuple[str, str]],
    accept: str | None,
    own: Iterable[str],
    formats: Mapping[str, str],
    lang: str,
    *,
    also: Iterable[str] = (),
    languages: Iterable[str] | None = LANGUAGES,
) -> Given:
    """Return parameters as they are meant; `own` are those of what is asked, `also` those
    that are read elsewhere, `formats` what it can be sent in.

    Errors: Problem 400 that names the parameter which is unknown, given twice or wrong; 406.
    """
    known = tuple(dict.fromkeys((*own, *also, *PERSPECTIVE, "lang", "format", "page")))
    told: dict[str, str] = {}
    for name, value in given:
        if name not in known:
            raise Problem(
                400, f"there is no parameter {name[:60]!r}; {hint(name, known, 'known are ' + ', '.join(known))}"
            )
        if name in told:
            raise Problem(400, f"{name}: it is given twice; give it once")
        if len(value) > _LONGEST:
            raise Problem(400, f"{name}: it has {len(value):,} characters; give at most {_LONGEST}")
        told[name] = value
    spoken = told.get("lang") or lang
    if languages is not None and spoken not in languages:
        raise Problem(400, f"lang: there are pages in {' and '.join(languages)}, not in {spoken[:20]!r}")
    number = told.get("page") or "1"
    if not (number.isascii() and number.isdecimal() and 1 <= int(number) <= _MOST):
        raise Problem(400, f"page: {number[:20]!r} is no number of a page; write it like 2")
    formats = {"html": HTML, **formats}
    form = _form(told.get("format", ""), accept, formats)
    return Given(
        own={name: told[name] for name in own if told.get(name, "").strip()},
        heard=perspective_of(told),
        lang=spoken,
        form=form,
        media=formats[form],
        number=int(number),
        all=tuple(given),
    )


def perspective_of(given: Mapping[str, str]) -> Perspective:
    """Return whom the parameters of an address let be heard. Errors: Problem 400 that names the wrong one."""
    flags = {}
    for name in ("verified-only", "without-imports"):
        value = given.get(name, "")
        if value not in ("", "0", "1", "false", "true", "on"):
            raise Problem(400, f"{name}: {value[:60]!r} is neither true nor false; write one of the two")
        flags[name] = value in ("1", "true", "on")
    day = given.get("known-on", "").strip() or None
    if day is not None:
        known = span(day)
        if known is None or known.end is None:
            raise Problem(400, f"known-on: {day[:60]!r} is no date that ends; write it like 2012-12-31")
    publisher = given.get("publisher", "").strip() or None
    return Perspective(day, publisher, flags["verified-only"], flags["without-imports"])


def hearing(given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return those of the parameters that say whom to hear."""
    return {name: value for name, value in given if name in PERSPECTIVE and value}


def staying(reply: Reply, given: Sequence[tuple[str, str]]) -> Reply:
    """Return a page whose links and forms lead to other pages as the same reports leave them."""
    asked = hearing(given)
    if reply.media != HTML or not asked:
        return reply
    more = escape(urlencode(asked)).encode()
    told = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in asked.items()
    ).encode()

    def kept(form: re.Match[bytes]) -> bytes:
        return form[0] if b' name="known-on"' in form[2] else form[1] + told + form[2]

    def led(link: re.Match[bytes]) -> bytes:
        return link[1] + (link[2] + b"&amp;" if link[2] else b"?") + more + link[3]

    return replace(reply, body=_FORM.sub(kept, _PAGE_LINK.sub(led, reply.body)))


def _form(name: str, accept: str | None, formats: Mapping[str, str]) -> str:
    """Return the name of a format: that which is named, itself or by its media type, else that which is preferred."""
    named = {media: form for form, media in reversed([*formats.items()])}  # the first of those of one media type
    if name:
        found = name if name in formats else named.get(name)
        if found is None:
            raise Problem(400, f"format: {name[:40]!r} is none of this; use {', '.join(formats)}")
        return found
    media = HTML if asks_for_page(accept) else preferred(accept, formats.values())
    if media is None:
        raise Problem(406, f"this is sent as {', '.join(dict.fromkeys(formats.values()))}; accept one of these")
    return named[media]
