"""The forms of a brief: Markdown, HTML and DOCX."""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import PurePath

from cakg.web.brief import Brief
from cakg.words.errors import UsageError


def _markdown(one: Brief) -> bytes:
    from cakg.web.brief_writing import as_markdown

    return as_markdown(one)


def _html(one: Brief) -> bytes:
    from cakg.web.brief_writing import as_html

    return as_html(one)


def _docx(one: Brief) -> bytes:
    from cakg.web.brief_docx import as_docx

    return as_docx(one)


_FORMS: Mapping[str, Callable[[Brief], bytes]] = {"md": _markdown, "html": _html, "docx": _docx}


def form_of(path: str) -> str:
    """Return the form that the ending of a file name stands for. Errors: UsageError for an unknown one."""
    ending = PurePath(path).suffix.lower().removeprefix(".")
    form = {"markdown": "md", "htm": "html"}.get(ending, ending)
    if form not in _FORMS:
        raise UsageError(f"{path}: the ending names no form of a brief; use {', '.join(f'.{one}' for one in _FORMS)}")
    return form


def demand_form(form: str) -> None:
    """Demand that a form is known, and its library there. Errors: UsageError."""
    if form not in _FORMS:
        raise UsageError(f"{form!r} is no form of a brief; use {', '.join(_FORMS)}")
    if form == "docx" and find_spec("docx") is None:
        raise UsageError("a brief as DOCX needs a library; pip install 'cakg[docx]', or write .html or .md")


def briefed(one: Brief, form: str) -> bytes:
    """Return a brief in a form; equal briefs give equal bytes."""
    return _FORMS[form](one)
