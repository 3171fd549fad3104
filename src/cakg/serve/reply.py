"""Replies: what goes back to a client, as a value; equal bodies have equal tags, whoever made them."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from cakg.words.errors import CakgError, InputError, LargeError, LateError, LimitError, NotFoundError, UsageError

HTML, TEXT, JSON, CSV = "text/html", "text/plain", "application/json", "text/csv"
TURTLE, JSONLD, NTRIPLES, RDFXML = "text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"
_TEXTUAL = ("text/", "application/json", "application/ld+json", "application/n-triples", "application/xml")
_LEAST = 1_000  # bytes: what is smaller is not packed
_STATUS: tuple[tuple[type[CakgError], int], ...] = (
    (NotFoundError, 404),
    (UsageError, 400),
    (InputError, 400),
    (LateError, 504),
    (LargeError, 413),
    (LimitError, 503),
)
REASONS = {
    400: "Bad request",
    403: "Forbidden",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    408: "Request timeout",
    413: "Too large",
    414: "Address too long",
    415: "Unsupported media type",
    421: "Misdirected request",
    500: "Server error",
    503: "Service unavailable",
    504: "Time is over",
}


@dataclass(frozen=True)
class Reply:
    """Hold the answer to a request: its status, media type, body, and headers of its own.

    `lasting` is what another request for the same address will get, too, as long as the corpus stays as it is.
    """

    status: int
    media: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    lasting: bool = True

    def with_headers(self, **headers: str) -> "Reply":
        """Return it with more headers, `_` in their names standing for `-`."""
        named = {name.replace("_", "-").lower(): value for name, value in headers.items()}
        return replace(self, headers={**self.headers, **named})

    @cached_property
    def tag(self) -> str:
        """The entity tag of the body."""
        return sha256(self.body).hexdigest()[:24]

    @cached_property
    def smaller(self) -> bytes:
        """The body as gzip; equal bodies give equal bytes."""
        return gzip.compress(self.body, 6, mtime=0)

    @property
    def is_worth_packing(self) -> bool:
        """Tell whether the body is text, and more than a little."""
        is_text = self.media.startswith(_TEXTUAL) or self.media.endswith(("+xml", "+json"))
        return is_text and len(self.body) >= _LEAST


def page(text: str, status: int = 200) -> Reply:
    """Return a page as a reply."""
    return Reply(status, HTML, text.encode("utf-8"))


def redirect(place: str) -> Reply:
    """Return a reply that leads to another address."""
    return Reply(303, TEXT, f"see {place}\n".encode(), {"location": place})


class Problem(Exception):
    """Say why a request gets no answer: the status, and in one line what is wrong and what to do.

    `near` are paths that may be meant, with what they lead to. It goes from process to process.
    """

    def __init__(
        self, status: int, said: str, near: tuple[tuple[str, str], ...] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, said, near, headers)
        self.status, self.said, self.near = status, said, near
        self.headers: Mapping[str, str] = headers or {}


def problem_of(error: CakgError) -> Problem:
    """Return a failure that a user can meet as the problem that it is to a client."""
    status = next((status for sort, status in _STATUS if isinstance(error, sort)), 500)
    waiting = {"retry-after": "10"} if status in (503, 504) else {}
    return Problem(status, str(error), headers=waiting)


def packed(reply: Reply, codings: frozenset[str]) -> Reply:
    """Return a reply as gzip where the client takes that and it is worth while."""
    if not reply.is_worth_packing:
        return reply
    varied = ", ".join(filter(None, (reply.headers.get("vary"), "Accept-Encoding")))
    if "gzip" not in codings:
        return reply.with_headers(vary=varied)
    return replace(reply, body=reply.smaller).with_headers(vary=varied, content_encoding="gzip")
