"""Bodies of requests: read whole, not beyond a size, and not for ever."""

import asyncio

from starlette.requests import Request

from cakg.serve.reply import Problem
from cakg.serve.safety import LONGEST_BODY
from cakg.words.integers import integer

_PATIENCE = 20.0  # seconds


async def body_of(request: Request) -> bytes:
    """Return the body of a request. Errors: Problem 413 for one too large, 408 for one that does not end."""
    too_large = Problem(413, f"the body has more than {LONGEST_BODY:,} bytes; send less")
    said = request.headers.get("content-length", "")
    length = integer(said)
    if said.isdecimal() and (length is None or length > LONGEST_BODY):
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(_PATIENCE):
            async for part in request.stream():
                body += part
                if len(body) > LONGEST_BODY:
                    raise too_large
    except TimeoutError as error:
        raise Problem(408, f"the body did not come within {_PATIENCE:g} seconds; send it again") from error
    return bytes(body)
