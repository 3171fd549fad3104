"""What documents dispute is found by whatever a person types for the thing in dispute."""

from collections.abc import Callable
from functools import cache

import pytest
from tests.sampling import sampled

import cakg
from cakg.words.namespaces import compact, kind_of


@cache
def ledger() -> list[cakg.Dispute]:
    return cakg.disputes()


def test_there_are_disputes() -> None:
    assert len({dispute.subject for dispute in ledger()}) > 20


@pytest.mark.parametrize("way", [compact, lambda iri: iri.rsplit("/", 1)[1], str], ids=["prefixed", "slug", "iri"])
def test_the_disputes_about_a_thing_are_found_by_its_name(way: Callable[[str], str]) -> None:
    for subject in sampled(sorted({dispute.subject for dispute in ledger()}), 24):
        about = {dispute.iri for dispute in ledger() if dispute.subject == subject}
        try:
            found = cakg.disputes(way(subject))
        except cakg.NotFoundError as error:  # several things have that slug
            assert compact(subject) in str(error)
            found = cakg.disputes(subject)
        assert about <= {dispute.iri for dispute in found}, subject


def test_the_disputes_about_a_thing_are_found_by_its_label() -> None:
    """What is named for what it is part of (participations, tenures, treaty actions) is found by its name."""
    for dispute in sampled(ledger(), 24):
        if kind_of(dispute.subject) not in ("action", "membership", "part", "tenure"):
            assert dispute.iri in {one.iri for one in cakg.disputes(dispute.label)}, dispute


def test_a_dispute_is_found_by_those_whom_it_concerns() -> None:
    found = {compact(dispute.subject) for dispute in cakg.disputes("event:2018-03-27-tashkent-conference-afghanistan")}
    assert "part:2018-03-27-tashkent-conference-afghanistan--germany" in found


def test_a_vaguer_reading_is_not_shown_as_refused() -> None:
    (founding,) = (one for one in cakg.disputes("event:2007-unrcca-founding") if one.property == "cakg:date")
    told = {stand.value: (stand.accepted, stand.vaguer) for stand in founding.readings}
    assert told["2007-05"] == (True, False) and told["2007"] == (False, True) and told["2007-12"] == (False, False)
