"""A generator of corpora: made-up fields of any size that look like the real one and obey all its rules."""

from benchmarks.generator.corpus import UNIT, Written, write

__all__ = ["UNIT", "Written", "write"]
