"""The forms of other tools: `forms/<kind>.yaml` lists commands and what they print on the frozen sample.

`out` is all of it, `starts` how it begins, `has` what stands in it, `json` what it means, `lines` how its lines end;
`err` stands in what goes to stderr, `code` is the exit code (0).
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.sampling import sampled

from cakg.cli import run

HERE = Path(__file__).parent / "forms"
CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted(HERE.glob("*.yaml"))
    for number, case in enumerate(yaml.safe_load(path.read_text("utf-8")))
]
KEYS = {"command", "out", "starts", "has", "json", "lines", "err", "code"}


@pytest.mark.parametrize("case", sampled(CASES, 3))
def test_it_prints_what_other_tools_read(
    case: dict[str, Any], sample_root: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert case.keys() <= KEYS and len(case) > 1
    monkeypatch.delenv("COLUMNS", raising=False)
    code = run([*case["command"], "--root", str(sample_root)])
    out, err = (text.decode("utf-8") for text in capfdbinary.readouterr())
    assert code == case.get("code", 0), err
    assert case.get("err", "") in err
    assert out == case.get("out", out)
    assert out.startswith(case.get("starts", ""))
    assert [one for one in case.get("has", ()) if one not in out] == []
    if "json" in case:
        assert json.loads(out) == case["json"]
    if "lines" in case:
        ends = set(re.findall(r"\r?\n", out))
        assert len(out.splitlines()) > 1 and ends == {{"crlf": "\r\n", "lf": "\n"}[case["lines"]]}
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", out + err)
