"""Where pages stand: the path of a page is the IRI of its thing, and every link leads from page to page.

`https://w3id.org/cakg/person/x` has the page `person/x.html`, in Russian `ru/person/x.html`. A list that a page has no
room for goes on in the folder of its name (`person/x/events.html`, `person/x/events-2.html`), where no IRI leads: its
last part has no slash.
"""

from urllib.parse import quote

from cakg.words.namespaces import BASE, CONCEPT_KINDS, INSTANCE_KINDS, split

LANGUAGES = ("en", "ru")  # the first has no folder of its own
PAGED = frozenset((*INSTANCE_KINDS, *CONCEPT_KINDS, "scheme"))


def path_of(iri: str) -> str | None:
    """Return the path of the page of a thing, None for what has none: it is not ours, or no file can be called so."""
    parts = split(iri)
    return None if parts is None or parts[0] not in PAGED else f"{parts[0]}/{parts[1]}.html"


def iri_of(path: str) -> str | None:
    """Return the IRI of the thing that a path (`person/x.html`) is of, None where it is of none."""
    kind, slash, name = path.partition("/")
    if not slash or "/" in name or kind not in PAGED or not name.endswith(".html"):
        return None
    iri = BASE + path.removesuffix(".html")
    return iri if path_of(iri) == path else None


def publisher_path(iri: str) -> str | None:
    """Return the path of the page that lists what an actor published; organizations need no word for their kind."""
    parts = split(iri)
    if parts is None or parts[0] not in PAGED:
        return None
    return f"publisher/{parts[1]}.html" if parts[0] == "org" else f"publisher/{parts[0]}~{parts[1]}.html"


def published_by(path: str) -> str | None:
    """Return the IRI of the actor whose documents a path (`publisher/osce.html`) lists, None where it lists none's."""
    name = path.removeprefix("publisher/").removesuffix(".html")
    kind, mark, slug = name.rpartition("~")
    iri = f"{BASE}{kind if mark else 'org'}/{slug}"
    return iri if publisher_path(iri) == path else None


def listed(path: str, name: str, number: int = 1) -> str:
    """Return the path of a list that goes on beside a page, and of its further parts."""
    return f"{path.removesuffix('.html')}/{name}{f'-{number}' if number > 1 else ''}.html"


def continued(path: str, count: int, folder: str = "") -> list[str]:
    """Return the paths of the pages on which a list stands: its own, and by number those in the folder of its name."""
    return [path, *(f"{folder or path.removesuffix('.html')}/{number}.html" for number in range(2, count + 1))]


def beside(path: str) -> str:
    """Return the path of the page beside which a list goes on: of `person/x/events-2.html` that is `person/x.html`."""
    return path.rpartition("/")[0] + ".html"


def tongue(path: str) -> tuple[str, str]:
    """Return the language of a page of the site, and its path among those of the language."""
    first, _, rest = path.partition("/")
    return (first, rest) if first in LANGUAGES[1:] else (LANGUAGES[0], path)


def within(lang: str, path: str) -> str:
    """Return the path in the whole site of a page of a language."""
    return path if lang == LANGUAGES[0] else f"{lang}/{path}"


def root(path: str) -> str:
    """Return what leads from a page to the folder in which all pages of its language lie."""
    return "../" * path.count("/")


def outside(lang: str, path: str) -> str:
    """Return what leads from a page to the folder beside the site, where all other files lie."""
    return root(within(lang, path)) + "../"


def relative(path: str, target: str) -> str:
    """Return the link from one page to another, or to an anchor on it; an address of the web is left as it is."""
    if target.startswith(("https://", "http://", "mailto:")):
        return target
    page, mark, anchor = target.partition("#")
    if page == path and mark:
        return f"#{anchor}"
    return root(path) + quote(page, safe="/~") + (f"#{quote(anchor, safe='-._~')}" if mark else "")
