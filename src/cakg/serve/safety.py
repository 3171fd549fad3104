"""What every request must obey and every reply says: the hosts that are served, and what a browser may do with it."""

import json
from collections.abc import Iterable

from cakg.serve.negotiation import asks_for_page, preferred
from cakg.serve.reply import JSON, TEXT, Problem, Reply

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors {}"
SAFE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}
OPEN = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
    "access-control-allow-headers": "Accept, Content-Type",
    "access-control-max-age": "86400",
}
LONGEST_BODY = 1 << 20  # bytes
LONGEST_ADDRESS = 1 << 15


def policy(*, framed: bool = False) -> str:
    """Return what a browser may load for a page; whoever `framed` it is a program that shows previews."""
    return POLICY.format("*" if framed else "'none'")


def host_of(header: str | None) -> str:
    """Return the name of the host that a client means, without the port, in small letters."""
    host = (header or "").strip().lower()
    if host.startswith("["):
        return host[: host.find("]") + 1]
    return host.partition(":")[0]


def demand_host(header: str | None, served: Iterable[str]) -> None:
    """Refuse a request that is meant for another host: a page of a stranger may have made it (DNS rebinding).

    Errors: Problem 400 where no host is named, 421 for one that is not served.
    """
    host = host_of(header)
    if not host:
        raise Problem(400, "no host is named; send the header Host")
    if host not in served:
        raise Problem(421, f"the host {host[:80]!r} is not served here; its operator names it by --allow-host")


def plain(problem: Problem, accept: str | None) -> Reply:
    """Return a problem as text or JSON, by what is accepted, to whoever is no reader of pages."""
    if not asks_for_page(accept) and preferred(accept, (TEXT, JSON)) == JSON:
        body = json.dumps({"status": problem.status, "error": problem.said}, ensure_ascii=False) + "\n"
        return Reply(problem.status, JSON, body.encode("utf-8"), problem.headers, lasting=False)
    near = "".join(f"{path}\n" for path, _ in problem.near)
    return Reply(problem.status, TEXT, f"{problem.said}\n{near}".encode(), problem.headers, lasting=False)


def is_legal_path(path: str) -> bool:
    """Tell whether a path can be that of anything here: no step upward, nothing that acts on a reader."""
    return ".." not in path.split("/") and "\\" not in path and path.isprintable() and "//" not in path
