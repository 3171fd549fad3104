"""What documents dispute is found by whatever a person types for the thing in dispute."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest
from tests.sampling import sampled

import cakg
from cakg.compile.opened import Opened
from cakg.words.namespaces import compact, kind_of

T = TypeVar("T")


@pytest.fixture(scope="module")
def ledger(real: Opened) -> list[cakg.Dispute]:
    return cakg.disputes(graph=real)


def few(things: Sequence[T]) -> Sequence[T]:
    """Return some of the things in dispute: to find those that concern one takes half a second."""
    return sampled(things, len(things) // 8)


def test_there_are_disputes(ledger: list[cakg.Dispute]) -> None:
    assert len({dispute.subject for dispute in ledger}) > 20


@pytest.mark.parametrize("way", [compact, lambda iri: iri.rsplit("/", 1)[1], str], ids=["prefixed", "slug", "iri"])
def test_the_disputes_about_a_thing_are_found_by_its_name(
    way: Callable[[str], str], ledger: list[cakg.Dispute], real: Opened
) -> None:
    for subject in few(sorted({dispute.subject for dispute in ledger})):
        about = {dispute.iri for dispute in ledger if dispute.subject == subject}
        try:
            found = cakg.disputes(way(subject), real)
        except cakg.NotFoundError as error:  # several things have that slug
            assert compact(subject) in str(error)
            found = cakg.disputes(subject, real)
        assert about <= {dispute.iri for dispute in found}, subject


def test_the_disputes_about_a_thing_are_found_by_its_label(ledger: list[cakg.Dispute], real: Opened) -> None:
    """What is named for what it is part of (participations, tenures, treaty actions) is found by its name."""
    for dispute in few(ledger):
        if kind_of(dispute.subject) not in ("action", "membership", "part", "tenure"):
            assert dispute.iri in {one.iri for one in cakg.disputes(dispute.label, real)}, dispute


def test_a_dispute_is_found_by_those_whom_it_concerns(real: Opened) -> None:
    found = cakg.disputes("event:2018-03-27-tashkent-conference-afghanistan", real)
    assert "part:2018-03-27-tashkent-conference-afghanistan--germany" in {compact(one.subject) for one in found}


def test_a_vaguer_reading_is_not_shown_as_refused(real: Opened) -> None:
    (founding,) = (one for one in cakg.disputes("event:2007-unrcca-founding", real) if one.property == "cakg:date")
    told = {stand.value: (stand.accepted, stand.vaguer) for stand in founding.readings}
    assert told["2007-05"] == (True, False) and told["2007"] == (False, True) and told["2007-12"] == (False, False)
