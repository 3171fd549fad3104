"""A brief as Markdown and as a page of HTML that prints on two sheets; whatever the data hold is escaped."""

from markupsafe import Markup

from cakg.engine.cells import markdown
from cakg.web.brief import Brief, Ground, Line, Note
from cakg.web.brief_words import said
from cakg.web.template import environment, policy, source
from cakg.words.controls import visible
from cakg.words.namespaces import compact
from cakg.words.patterns import regex

_ADDRESS = regex(r"https?://[^\s<>\"]*[^\s<>\")]")


def as_markdown(one: Brief) -> bytes:
    """Return a brief as Markdown with footnotes (`[^1]`), as Pandoc and GitHub read them."""
    lines = [f"# {markdown(one.title)}", ""]
    lines += [f"*{markdown(one.asked)}*", ""] if one.asked else []
    for part in one.parts:
        lines += [f"## {markdown(part.title)}", ""]
        for line in part.lines:
            notes = "".join(f"[^{number}]" for number in line.notes)
            lines.append(f"- {markdown(words(line))}{notes}{_marked(line)}")
        lines += [*([""] if part.lines else []), *(f"*{markdown(remark)}*" for remark in part.remarks)]
        lines += [""] if part.remarks else []
    lines += [f"{markdown(remark)}  " for remark in (*one.remarks, one.made)]
    lines.append("")
    for note in one.notes:
        address = "" if note.same or not note.ground.source.address else f", {_linked(note.ground.source.address)}"
        lines.append(f"[^{note.number}]: {markdown(told(note, one.lang))}{address}")
    return visible("\n".join(lines) + "\n").encode()


def as_html(one: Brief) -> bytes:
    """Return a brief as a page that loads nothing and prints on A4."""
    style = Markup(source("brief.css"))
    template = environment().get_template("brief.html")
    notes = [(note, told(note, one.lang), href(note.ground)) for note in one.notes]
    fields = {"style": style, "policy": policy(style), "notes": notes, "id": compact(one.iri)}
    return visible(template.render(brief=one, words=said, **fields)).encode()


def words(line: Line) -> str:
    """Return the words of a sentence, with what was said."""
    return " ".join(filter(None, (line.sentence.text, line.sentence.content)))


def told(note: Note, lang: str) -> str:
    """Return a note in words, without the address: the quote, then the document, or the note that names it."""
    quote = quoted(note.ground, lang)
    if note.same is not None:
        return said(lang, "same", quote=quote, number=note.same)
    source = note.ground.source
    return ", ".join(filter(None, (quote, source.title, source.publisher, source.issued)))


def quoted(ground: Ground, lang: str) -> str:
    """Return the quote of a note in its marks, or that there is none."""
    if not ground.quote:
        return said(lang, "unquoted")
    return said(lang, "row", text=ground.quote) if ground.is_row else f"“{ground.quote}”"


def _marked(line: Line) -> str:
    marks = (*line.sentence.marks, *line.sentence.lacking)
    return f" *({markdown('; '.join(marks))})*" if marks else ""


def _linked(address: str) -> str:
    """Return an address as Markdown: what leads to the web in pointed brackets, what is said of it as it is."""
    return _ADDRESS.sub(lambda match: f"<{match[0]}>", address)


def href(ground: Ground) -> str | None:
    """Return where a note leads: to the phrase, else to the document; only to the web."""
    for address in (ground.link, ground.source.address):
        match = None if address is None else _ADDRESS.match(address)
        if match is not None:
            return match[0]
    return None
