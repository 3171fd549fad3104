"""Templates of pages that load nothing from elsewhere: values in, text out, everything escaped."""

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined


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
