"""Processes: children do the same as one process, whatever becomes of them, and none is left behind."""

import os
import select
import signal
import threading
from collections.abc import Callable

import pytest

from cakg.compile import dataset, testimonies
from cakg.engine import processes
from cakg.engine.processes import shared_out
from cakg.read.claims import gather
from cakg.read.corpus import Corpus

THINGS = tuple(range(7))
PARENT = os.getpid()


@pytest.fixture(autouse=True)
def begotten(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Make two things worth a child, and let there be cores for three children; return who was begotten.

    Other tests may have left threads and children of their own, which do not count.
    """
    found, others, beget, threads = list[int](), threading.active_count() - 1, os.fork, threading.active_count
    monkeypatch.setattr(processes, "_FEWEST", 2)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(4), raising=False)
    monkeypatch.setattr(threading, "active_count", lambda: threads() - others)
    monkeypatch.setattr(os, "fork", lambda: found.append(beget()) or found[-1])
    return found


def is_left(child: int) -> bool:
    try:
        os.waitpid(child, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


def line(thing: int) -> bytes:
    return f"{thing} {'x' * 100_000} {os.getpid() == PARENT}\n".encode()


def die(thing: int) -> bytes:
    if thing == 4 and os.getpid() != PARENT:
        os.kill(os.getpid(), signal.SIGKILL)
    return line(thing)


def fail(thing: int) -> bytes:
    return b"%d" % (1 // (thing - 3))


def done(work: Callable[[int], bytes]) -> list[tuple[int, str]]:
    """Return the things that were done, in their order, and whether the parent did them."""
    with shared_out(work, THINGS) as results:
        lines = [data.decode() for _, data in results()]
    return [(int(thing), own) for thing, _, own in map(str.split, lines)]


def test_children_share_the_work_and_the_results_are_in_one_order(begotten: list[int]) -> None:
    assert done(line) == [(thing, "False") for thing in (0, 3, 6, 1, 4, 2, 5)]
    assert len(begotten) == 3 and not any(map(is_left, begotten))


def test_the_share_of_a_child_that_dies_is_done_all_the_same(begotten: list[int]) -> None:
    assert done(die) == [(thing, str(thing in (1, 4))) for thing in (0, 3, 6, 1, 4, 2, 5)]
    assert not any(map(is_left, begotten))


def test_what_fails_fails_as_in_one_process(capfd: pytest.CaptureFixture[str], begotten: list[int]) -> None:
    with pytest.raises(ZeroDivisionError), shared_out(fail, THINGS) as results:
        list(results())
    assert not any(map(is_left, begotten)) and capfd.readouterr() == ("", "")


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="this system does not tell what is open")
@pytest.mark.parametrize("work", [line, die])
def test_nothing_stays_open(work: Callable[[int], bytes]) -> None:
    done(line)
    before = len(os.listdir("/proc/self/fd"))
    done(work)
    assert len(os.listdir("/proc/self/fd")) == before


def test_an_interrupt_leaves_no_child_behind(begotten: list[int]) -> None:
    with pytest.raises(KeyboardInterrupt), shared_out(line, THINGS):
        assert len(begotten) == 3
        raise KeyboardInterrupt
    assert not any(map(is_left, begotten))


def test_children_end_when_their_parent_is_killed() -> None:
    alive, held = os.pipe()
    parent = os.fork()
    if parent == 0:
        with shared_out(line, THINGS):
            os.kill(os.getpid(), signal.SIGKILL)
    os.close(held)
    os.waitpid(parent, 0)
    with os.fdopen(alive, "rb") as end:
        assert select.select([end], [], [], 20)[0] and end.read() == b"", "somebody still holds the pipe"


@pytest.mark.parametrize("want", ["cores", "fork", "processes", "things"])
def test_what_no_child_can_do_is_done_by_the_process_itself(want: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    if want == "cores":
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(1), raising=False)
    elif want == "fork":
        monkeypatch.delattr(os, "fork")
    elif want == "processes":
        monkeypatch.setattr(os, "fork", refuse)
    else:
        monkeypatch.setattr(processes, "_FEWEST", 8)
    found = done(line)
    assert sorted(found) == [(thing, "True") for thing in THINGS]


def test_a_process_with_threads_begets_no_child() -> None:
    found, end = list[tuple[int, str]](), threading.Event()
    other = threading.Thread(target=end.wait)
    other.start()
    try:
        found = done(line)
    finally:
        end.set()
        other.join()
    assert found == [(thing, "True") for thing in THINGS]


def test_a_corpus_is_written_alike_by_one_process_and_by_several(
    sample: Corpus, monkeypatch: pytest.MonkeyPatch, begotten: list[int]
) -> None:
    monkeypatch.setattr(testimonies, "_ON_A_SHELF", 1)
    claims = gather(sample)
    by_several = dataset.write(claims)
    assert begotten
    monkeypatch.setattr(processes, "_FEWEST", 10**6)
    assert dataset.write(claims) == by_several
    assert not any(map(is_left, begotten))


def test_shares_in_order_give_the_things_in_their_order() -> None:
    with shared_out(line, THINGS, in_order=True) as results:
        found = list(results())
    assert [thing for thing, _ in found] == list(THINGS)
    assert all(data.endswith(b" False\n") for _, data in found)


@pytest.mark.parametrize(("cores", "own"), [(1, 7), (2, 3), (3, 2)])
def test_who_helps_takes_the_first_share(cores: int, own: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(cores), raising=False)
    with shared_out(line, THINGS, in_order=True, helping=True) as results:
        found = list(results())
    assert [thing for thing, _ in found] == list(THINGS)
    assert [data.endswith(b" True\n") for _, data in found] == [thing < own for thing in THINGS]
