"""Pages by their address: those of the site, things in other formats, and what is near to an address of nothing."""

from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cakg.ask.spelling import lookalikes
from cakg.engine.store import known
from cakg.serve import things
from cakg.serve.given import perspective_of, staying
from cakg.serve.negotiation import preferred
from cakg.serve.reply import HTML, Problem, Reply, redirect
from cakg.web import paths
from cakg.words.errors import nearest
from cakg.words.namespaces import BASE, KINDS, PREFIXES, expand

if TYPE_CHECKING:
    from cakg.serve.desk import Desk, View

_MEDIA = {
    "html": HTML,
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "csv": "text/csv",
    "xml": "application/xml",
    "atom": "application/atom+xml",
    "txt": "text/plain",
    "png": "image/png",
    "woff2": "font/woff2",
}
_SCRIPTED = ("find.html", "explore.html")
_VOCABULARY, _FILES = ("ontology", "alignment", "shapes"), ("ttl", "jsonld", "nt", "rdf")
_OWN = ("yasqe.min.js", "yasqe.min.css", "yasqe.LICENSE.txt", "sparql.js", "sparql.css", "preview.css")
_DOORS = ("find", "explore", "questions", "networks", "disagreements", "sparql", "reconcile", "coverage", "about")
_OFFERED = {HTML: "html", **{media: ending for ending, media in things.FORMATS.items()}}


def page(desk: "Desk", path: str, given: list[tuple[str, str]], accept: str | None) -> Reply:
    """Return what stands at an address. Errors: Problem 404 with what is near; 400, 406."""
    told = dict(given)
    lang, inner = paths.tongue(path)
    wanted = told.get("lang", lang)
    if wanted not in paths.LANGUAGES:
        raise Problem(400, f"lang: there are pages in {' and '.join(paths.LANGUAGES)}, not in {wanted[:20]!r}")
    if wanted != lang:
        return redirect("/" + paths.within(wanted, inner) + _asked(given))
    own = _asset(path) or _vocabulary(desk, path)
    if own is not None:
        return own
    view = desk.view(perspective_of(told))
    if view is not desk.whole and inner in _SCRIPTED:  # whose scripts read the data of all reports
        return redirect("/" + paths.within(lang, inner.removesuffix(".html")) + _asked(given))
    found = _file(view, path) or _thing(view, inner, lang, accept) or _beside(view, path) or _other(desk, view, path)
    found = _with_others(found, inner, lang)
    return found if view is desk.whole else staying(found, given)


def _with_others(found: Reply, inner: str, lang: str) -> Reply:
    """Return the page of a thing with where the same is as data: in a header, for the page is that of the site."""
    stem = inner.removesuffix(".html")
    iri = paths.iri_of(f"{stem}.html")
    if found.media != HTML or iri is None:
        return found
    at = "/" + paths.within(lang, stem)
    links = (f'<{at}.{ending}>; rel="alternate"; type="{media}"' for ending, media in things.FORMATS.items())
    return found.with_headers(link=", ".join(links))


def _asset(path: str) -> Reply | None:
    """Return a file that the server alone has, None for any other path."""
    if path == "favicon.ico":  # for which browsers ask unasked
        return Reply(204, "text/plain", b"")
    folder, _, name = path.rpartition("/")
    if folder != "assets" or name not in _OWN:
        return None
    data = resources.files("cakg.serve").joinpath("assets", name).read_bytes()
    return Reply(200, _MEDIA[name.rpartition(".")[2]], data)


def _vocabulary(desk: "Desk", path: str) -> Reply | None:
    """Return the vocabulary, its alignment or its shapes as one file, None for any other path."""
    what, _, ending = path.partition(".")
    if what not in _VOCABULARY or ending not in _FILES:
        return None
    from cakg.export import ontology

    return Reply(200, things.FORMATS[ending], ontology.export(desk.texts.corpus, what, ending))


def _beside(view: "View", path: str) -> Reply | None:
    """Return a file that lies beside the site, None for any other path."""
    from cakg.serve import beside  # what makes files takes longer to import than what makes pages

    return beside.made(view.graph, view.about, view.site.stock, path)


def _file(view: "View", path: str) -> Reply | None:
    """Return a page or another file of the site by its own name or that of its folder, None where there is none."""
    name = path + "index.html" if path == "" or path.endswith("/") else path
    for one in (name, f"{name}.html") if paths.iri_of(f"{paths.tongue(name)[1]}.html") is None else (name,):
        found = view.page(one)
        if found is not None:
            media = _MEDIA.get(one.rpartition(".")[2], "application/octet-stream")
            return Reply(200, media, found if isinstance(found, bytes) else found.encode("utf-8"))
    return None


def _thing(view: "View", inner: str, lang: str, accept: str | None) -> Reply | None:
    """Return a thing in the format that its address or the client names, None where the address is of none."""
    iri = paths.iri_of(f"{inner}.html")
    if iri is not None and view.site.editions[lang].index.knows(iri):
        offered = list(_OFFERED)
        media = preferred(accept, offered)
        if media is None:
            raise Problem(406, f"a thing is sent as {', '.join(offered)}; accept one of these")
        path = f"{inner}.{_OFFERED[media]}"
        if media == HTML:
            found = _file(view, paths.within(lang, path))
            if found is None:
                return None
        else:
            found = things.written(view, iri, _OFFERED[media], lang)
        return found.with_headers(vary="Accept", content_location="/" + paths.within(lang, path))
    stem, _, ending = inner.rpartition(".")
    iri = paths.iri_of(f"{stem}.html") if ending in things.FORMATS else None
    if iri is None or not view.site.editions[lang].index.knows(iri):
        return None
    return things.written(view, iri, ending, lang)


def _other(desk: "Desk", view: "View", path: str) -> Reply:
    """Lead on where an address is that of a thing in other words. Errors: Problem 404 with what is near."""
    lang, inner = paths.tongue(path)
    stem = inner.rpartition(".")[0] if inner.endswith((".html", *(f".{one}" for one in things.FORMATS))) else inner
    kind, slash, slug = stem.partition("/")
    if not slash and ":" in stem and stem.partition(":")[0] in PREFIXES:
        iri = expand(stem)
        if known(view.graph, [iri]) and iri.startswith(BASE):
            return redirect("/" + paths.within(lang, iri.removeprefix(BASE)))
    near: list[tuple[str, str]] = []
    if slash and kind in KINDS:
        found = [expand(one) for one in lookalikes(view.graph, [PREFIXES[kind] + slug])]
        at = [(paths.path_of(iri), view.site.editions[lang].index.label(iri)) for iri in found]
        near = [(one, label) for one, label in at if one is not None]
        said = (
            f"there is no {kind} {slug[:100]!r}" if view is desk.whole else f"{view.about.heard} know no {stem[:100]!r}"
        )
    else:
        names = nearest(kind, [*_DOORS, *KINDS], 1)
        if names:
            near = [(f"{names[0]}/{slug}" if slash and names[0] != kind else names[0], names[0])]
        said = f"there is nothing at /{inner[:100]}"
    raise Problem(404, said, tuple(near))


def _asked(given: list[tuple[str, str]]) -> str:
    left = [(name, value) for name, value in given if name != "lang"]
    return f"?{urlencode(left)}" if left else ""
