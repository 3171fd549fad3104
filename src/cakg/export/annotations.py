"""Findings as annotations: at their lines where a change is reviewed.

*Source*: OASIS, Static Analysis Results Interchange Format (SARIF) 2.1.0; GitHub, workflow commands.
"""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from cakg.judge.findings import Finding

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"violation": "error", "warning": "warning"}
_NOWHERE = "data"
_IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_TEXT, ":": "%3A", ",": "%2C"}


def annotations(findings: "Iterable[Finding]", form: str, version: str) -> str:
    """Return findings as `sarif`, or as `github` prints them.

    What stands in no file is told as well: in SARIF it stands in line 1 of `data`, since GitHub refuses a whole log
    one of whose results has no place.
    """
    return _sarif(findings, version) if form == "sarif" else "".join(map(_command, findings))


def _sarif(findings: "Iterable[Finding]", version: str) -> str:
    found = list(findings)
    driver = {
        "name": "cakg",
        "version": version,
        "rules": [{"id": name} for name in sorted({one.rule for one in found})],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(one) for one in found]}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _result(one: "Finding") -> dict[str, object]:
    place = {"artifactLocation": {"uri": quote(one.path or _NOWHERE)}, "region": {"startLine": one.line or 1}}
    told = {"ruleId": one.rule, "level": _LEVELS[one.severity], "message": {"text": one.told}}
    return {**told, "locations": [{"physicalLocation": place}]}


def _command(one: "Finding") -> str:
    told = {"file": one.path, "line": one.line, "title": one.rule}
    properties = ",".join(
        f"{name}={_escaped(value, _IN_PROPERTY)}" for name, value in told.items() if value is not None
    )
    return f"::{_LEVELS[one.severity]} {properties}::{_escaped(one.told, _IN_TEXT)}\n"


def _escaped(value: object, signs: dict[str, str]) -> str:
    return "".join(signs.get(letter, letter) for letter in str(value))
