"""What is done with every reply before it goes out: tags, packing, headers for the safety of readers."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from cakg.serve.negotiation import encodings
from cakg.serve.reply import HTML, Reply, packed
from cakg.serve.safety import SAFE, policy


def finished(reply: Reply, request: Request, more: Mapping[str, str]) -> Response:
    """Return a reply as it goes out; who has the same body already is told so."""
    headers = {**SAFE, "cache-control": "no-cache" if reply.lasting else "no-store"}
    if reply.media == HTML:
        headers["content-security-policy"] = policy()
    sent = packed(reply, encodings(request.headers.get("accept-encoding")))
    if reply.status == 200 and reply.lasting:
        mark = "-gzip" if sent.headers.get("content-encoding") else ""
        headers["etag"] = f'"{reply.tag}{mark}"'
    headers |= {**sent.headers, **more}
    if "etag" in headers and _has(request.headers.get("if-none-match"), headers["etag"]):
        return Response(status_code=304, headers=headers)
    charset = "; charset=utf-8" if reply.media.startswith("text/") else ""
    if reply.status != 204:
        headers["content-type"] = reply.media + charset
    return Response(sent.body, status_code=reply.status, headers=headers)


def _has(header: str | None, tag: str) -> bool:
    """Tell whether a client has what bears a tag. *Source*: RFC 9110, section 13.1.2 (weak comparison)."""
    return any(one.strip().removeprefix("W/") in (tag, "*") for one in (header or "").split(","))
