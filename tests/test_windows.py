"""Networks and rankings window by window."""

import json
from pathlib import Path

import pytest

import cakg
from cakg.cli import run
from cakg.networks.build import build
from cakg.networks.windows import windows
from cakg.words.errors import UsageError

YEARS = {"ab": 2001, "bc": 2002, "cd": 2005}
ROWS = [{"actor": f"urn:{a}", "event": f"urn:{who}", "begin": f"{y}-05-01"} for who, y in YEARS.items() for a in who]
ROWS += [{"actor": f"urn:{a}", "event": "urn:undated", "begin": None} for a in "xy"]


def ties(**how: object) -> dict[str, set[str]]:
    net = build(ROWS, "two-mode")
    return {
        span: {"".join(sorted((s + t).replace("urn:", ""))) for s, t in one.edges}
        for span, one in windows(net, **how)  # type: ignore[arg-type]
    }


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"years": 2}, {"2001/2002": {"ab", "bc"}, "2002/2003": {"bc"}, "2003/2004": set(), "2004/2005": {"cd"}}),
        ({"years": 2, "step": 2}, {"2001/2002": {"ab", "bc"}, "2003/2004": set()}),
        ({"years": 9}, {"2001/2009": {"ab", "bc", "cd"}}),
        (
            {"years": 1, "step": 2, "expanding": True},
            {"2001/2001": {"ab"}, "2001/2003": {"ab", "bc"}, "2001/2005": {"ab", "bc", "cd"}},
        ),
    ],
)
def test_windows_slide_or_grow(how: dict, expected: dict[str, set[str]]) -> None:
    assert ties(**how) == expected


def test_what_was_chosen_holds_in_each() -> None:
    net = build(ROWS, "two-mode", weight="count", bipartite=True)
    for span, one in windows(net, 2):
        assert one.graph["window"] == span
        assert not len(one) or (one.graph["mode"] == "two-mode" and "without a date" in one.graph["left_out"])


@pytest.mark.parametrize(
    ("net", "years", "said"),
    [
        (build(ROWS, "two-mode"), 0, "one year or more"),
        (build(ROWS, "two-mode", window="2001"), 2, "of one window already"),
        (build([{"source": "urn:a", "target": "urn:b"}], "ties"), 2, "bear no days"),
        (build([{"actor": "urn:a", "event": "urn:e"}], "two-mode"), 2, "has a date"),
    ],
)
def test_what_has_no_windows_says_why(net, years: int, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        list(windows(net, years))


def test_a_ranking_for_each_span(sample_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "rank",
        "delegations-by-events",
        "--over",
        "1",
        "--top",
        "1",
        "--format",
        "json",
        "--root",
        str(sample_root),
    ]
    assert run(words) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(row["window"], row["place"]) for row in found] == [("2018/2018", 1), ("2019/2019", 1)]
    net = cakg.network("delegations-by-events", root=sample_root, bipartite=True)
    spans = dict(cakg.windows(net, 1))
    assert [row["label"] for row in found] == [cakg.rank(one)[0].label for one in spans.values()]
