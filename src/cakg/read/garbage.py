"""The collector of garbage: it waits while very many things are made that are all kept."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off the collector, which would go through all that is there again and again and find nothing to give back.

    What is in no circle is given back as ever. Where the collector was off, it stays so.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
