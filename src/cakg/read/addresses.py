"""Which addresses may be asked for a page: those of the public web, and no machine behind our own walls."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

_TRANSLATED = IPv6Network("64:ff9b::/96")  # an address of IPv4 in the last 32 bits (RFC 6052)
_PRINTED = IPv6Network("3fff::/20")  # for examples in documents (RFC 9637)
_PORTS = (None, 80, 443)
_KEPT = "!#$%&'()*+,/:;=?@[]~"


def written(url: str, base: str = "") -> str:
    """Return an address in ASCII without its fragment, relative to a base. Errors: ValueError for what is none."""
    url = urljoin(base, url).partition("#")[0]
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is no address of the web")
    if any(ord(letter) < 33 for letter in url):
        raise ValueError("holds blanks")
    host = parts.hostname.encode("idna").decode("ascii") if not parts.hostname.isascii() else parts.hostname
    place = f"[{host}]" if ":" in host else host
    place += f":{parts.port}" if parts.port is not None else ""
    if parts.username is not None or parts.password is not None:
        raise ValueError("holds the name of a user")
    path = quote(parts.path or "/", safe=_KEPT) + ("?" + quote(parts.query, safe=_KEPT) if parts.query else "")
    return f"{parts.scheme}://{place}{path}"


def is_usual_port(url: str) -> bool:
    """Tell whether an address asks at a port at which pages are usually served."""
    return urlsplit(url).port in _PORTS


def is_public(number: str) -> bool:
    """Tell whether a number of a machine is of the public internet, whatever notation hides it."""
    one = ip_address(number.partition("%")[0])
    if isinstance(one, IPv6Address):
        hidden = _hidden(one)
        if hidden is not None:
            return is_public(str(hidden))
        if one.is_site_local or one in _PRINTED:
            return False
    return one.is_global and not (one.is_multicast or one.is_reserved or one.is_unspecified)


def is_loopback(number: str) -> bool:
    """Tell whether a number is of this machine itself."""
    return ip_address(number.partition("%")[0]).is_loopback


def _hidden(one: IPv6Address) -> IPv4Address | None:
    """Return the address of IPv4 that one of IPv6 stands for."""
    if one in _TRANSLATED:
        return IPv4Address(int(one) & 0xFFFFFFFF)
    return one.ipv4_mapped or one.sixtofour or (one.teredo[1] if one.teredo is not None else None)
