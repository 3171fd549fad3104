"""Briefs by address: two pages on a thing, as a page, Markdown or a document of Word, narrowed by topic and dates."""

from importlib.util import find_spec
from typing import TYPE_CHECKING

from cakg.ask.find import resolve
from cakg.ask.ledger import disputes
from cakg.engine.store import known
from cakg.serve.given import read
from cakg.serve.reply import HTML, Problem, Reply
from cakg.web import paths
from cakg.web.brief_forms import briefed
from cakg.web.briefing import brief as made
from cakg.web.briefing import wanted
from cakg.web.template import policy, source
from cakg.words.errors import NotFoundError, UsageError
from cakg.words.namespaces import compact

if TYPE_CHECKING:
    from cakg.serve.desk import Desk

FORMS = {
    "html": HTML,
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_FOLDER = "brief/"


def brief(desk: "Desk", path: str, given: list[tuple[str, str]], accept: str | None) -> Reply:
    """Return a brief in the form that its address names: `brief/person/x.html`, `.md`, `.docx`, or by `format`.

    Errors: Problem 404 for a thing that is not there, 400 that names the parameter which is wrong.
    """
    lang, inner = paths.tongue(path)
    stem, _, ending = inner.removeprefix(_FOLDER).rpartition(".")
    form = dict(given).get("format") or ending
    if ending not in FORMS:
        raise Problem(404, f"a brief is of a form: {', '.join(f'.{one}' for one in FORMS)} at the end of the address")
    told = read(given, FORMS.get(form, accept), ("topic", "since", "until"), FORMS, lang)
    if form == "docx" and find_spec("docx") is None:
        raise Problem(400, "format: Word needs a library that is not installed here; use html or md")
    if told.lang != lang:
        raise Problem(400, "lang: the language stands in the path of this page; leave it out")
    view = desk.view(told.heard)
    iri = paths.iri_of(f"{stem}.html")
    if iri is None or not known(view.graph, [iri]):
        raise Problem(404, f"there is no {stem[:100]!r} to write of")
    try:
        topic = None if "topic" not in told.own else resolve(view.graph, told.own["topic"], ("topic",))
        asked = wanted(view.graph, topic, told.own.get("since"), told.own.get("until"), lang)
        terms = {compact(one.iri): one.name(lang) for one in desk.terms}
        found = made(view.graph, iri, view.about.texts(), disputes(view.graph, iri, lang), terms, asked, lang)
    except (UsageError, NotFoundError) as error:
        raise Problem(400, str(error)) from error
    name = stem.rpartition("/")[2]
    headers = {"content-disposition": f'inline; filename="{name}.{form}"'}
    if form == "html":  # its style stands in it
        headers["content-security-policy"] = f"{policy(source('brief.css'))}; frame-ancestors 'none'"
    return Reply(200, FORMS[form], briefed(found, form), headers)
