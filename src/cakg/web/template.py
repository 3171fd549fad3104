"""Templates of pages that load nothing from elsewhere: values in, text out, everything escaped."""

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from types import CodeType

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket


class _Compiled(BytecodeCache):
    """Keep what templates were compiled to: it is the same in every language, and takes longer than many pages."""

    def __init__(self) -> None:
        self._kept: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept[bucket.key] = bucket.code


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
        bytecode_cache=_Compiled(),
    )


def source(name: str) -> str:
    """Return the text of a file of the package."""
    templates = environment()
    assert templates.loader is not None
    return templates.loader.get_source(templates, name)[0]


def policy(style: str) -> str:
    """Return a content security policy under which only this style works, no script does, and nothing is loaded."""
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
