"""What web archives hold of a page: a TimeMap to the addresses of stored copies, nearest in time first.

*Source*: RFC 7089 (Memento), with the link format of RFC 6690.
"""

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime

ARCHIVE = "https://web.archive.org/web/timemap/link/"  # an archive, or an aggregator of archives, that gives TimeMaps
_LINK = re.compile(r"<([^<>\s]+)>\s*((?:;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s\",;]+)\s*)*)")
_PARAMETER = re.compile(r";\s*([\w*-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]+))")
_FRAMED = re.compile(r"(/web/\d{14})/")  # the Wayback Machine writes into a copy, unless it is asked for by `id_`


@dataclass(frozen=True)
class Memento:
    """Hold a stored copy of a page: its address and the day on which it was made."""

    address: str
    day: date

    @property
    def bare(self) -> str:
        """Return the address of the copy as it came from its publisher, where the archive is known to have one."""
        return _FRAMED.sub(r"\1id_/", self.address, count=1)


def mementos(timemap: str, near: date) -> list[Memento]:
    """Return the copies that a TimeMap lists, those made nearest to a day first; what is none of these is left out."""
    found = []
    for link in _LINK.finditer(timemap):
        given = {one[1].lower(): one[2] if one[2] is not None else one[3] for one in _PARAMETER.finditer(link[2])}
        if "memento" in given.get("rel", "").split():
            try:
                day = parsedate_to_datetime(given.get("datetime", "")).date()
            except (TypeError, ValueError):
                continue
            found.append(Memento(link[1], day))
    return sorted(found, key=lambda one: (abs((one.day - near).days), one.address))
