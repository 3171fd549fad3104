"""Texts and links as pages show them, each with the tag of its language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """Hold a text and the tag of its language, which is empty where it is that of the page."""

    text: str
    lang: str


@dataclass(frozen=True)
class Link:
    """Hold a thing by its label, with the path of its page within the site, or an address of the web, if there is one.

    `lang` is the tag of the label's language, empty where it is that of the page.
    """

    text: str
    href: str | None = None
    lang: str = ""
