"""Templates of pages that load nothing from elsewhere: values in, text out, everything escaped."""

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates of the package; what is put into them is escaped."""
    return Environment(
        loader=PackageLoader("cakg.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )


def source(name: str) -> str:
    """Return the text of a file of the package."""
    templates = environment()
    assert templates.loader is not None
    return templates.loader.get_source(templates, name)[0]


def static(name: str) -> Markup:
    """Return a file of the package as it stands; no data is ever put into it."""
    return Markup(source(name))


def policy(style: str, script: str | None = None) -> str:
    """Return a content security policy under which only this style and this script work, and nothing is loaded."""
    allowed = {"style": style} if script is None else {"style": style, "script": script}
    hashes = {kind: b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii") for kind, text in allowed.items()}
    rules = ["default-src 'none'", *(f"{kind}-src 'sha256-{digest}'" for kind, digest in hashes.items())]
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])
