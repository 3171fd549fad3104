"""The life of a server: it begins, sees the corpus change, is told to end, and says in one line why it cannot begin."""

import asyncio
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.sampling import sampled
from tests.serving import PAGE, Server, command, running

from cakg.compile.perspective import Perspective
from cakg.compile.texts import Texts
from cakg.engine.bounds import Bounds
from cakg.engine.stored import Stored
from cakg.serve import laid
from cakg.serve.desk import Desk, narrowed
from cakg.serve.holding import Settings, opened_at_once
from cakg.serve.kept import Kept
from cakg.serve.laid import Laid
from cakg.serve.negotiation import preferred
from cakg.serve.reply import Problem, Reply
from cakg.serve.seat import Order
from cakg.serve.server import Address, _listen
from cakg.serve.work import Corpus, worker
from cakg.web import paths
from cakg.web.site import Site

NAME = "Anora Zeller"


def until(server: Server, path: str, text: str, seconds: float = 40) -> bool:
    """Tell whether a page comes to hold a text; at no moment is it not answered."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        got = server.ask(path, headers=PAGE)
        assert got.status == 200, got.text
        if text in got.text:
            return True
        time.sleep(0.3)
    return False


def test_what_changes_is_served(own_root: Path) -> None:
    """A new name is seen; a file that is spoilt is said and what was read is served on."""
    file = own_root / "data" / "register" / "person.ttl"
    text = file.read_text("utf-8")
    assert f'"{NAME}"@en' in text
    with running(own_root, "--reload") as server:
        first = server.ask("/person/anora-zeller", headers=PAGE)
        assert NAME in first.text
        file.write_text(text.replace(f'"{NAME}"@en', '"Anora Zeller the Second"@en'), "utf-8")
        assert until(server, "/person/anora-zeller", "Anora Zeller the Second")
        again = server.ask("/person/anora-zeller", headers=PAGE)
        assert again.headers["etag"] != first.headers["etag"]
        file.write_text(text + "\nthis is no Turtle", "utf-8")
        time.sleep(3)
        assert "Anora Zeller the Second" in server.ask("/person/anora-zeller", headers=PAGE).text
        file.write_text(text, "utf-8")
        assert until(server, "/person/anora-zeller", f"<title>{NAME} ·")
        server.process.send_signal(signal.SIGINT)
        _, said = server.process.communicate(timeout=20)
    assert "person.ttl" in said and "served on" in said and "Traceback" not in said


def test_the_first_page_is_there_before_anything_is_looked_up(
    own_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(laid, "now", lambda: time.time_ns() + 10**10)  # as if all were long written
    settings = Settings(own_root, Bounds(seconds=10))
    desk = Desk(settings, lambda: opened_at_once(settings, Texts(settings.root)))
    corpus, front = Corpus(settings, pages=True), Order("page", {"path": "", "given": [], "accept": "text/html"})
    made = worker(desk)(front)
    assert isinstance(made, Reply) and b"<title>" in made.body
    Laid(settings, Texts(settings.root)).keep(desk.whole.site)
    with monkeypatch.context() as patch:
        patch.setattr(Site, "__init__", lambda *_: pytest.fail("pages are made"))
        cold = corpus.cold()
        assert cold is not None and cold(front) == made
    kept = Laid(settings, Texts(settings.root))
    largest = f"ru/{paths.path_of(max(desk.whole.site.stock.by_kind['state'], key=led(desk)))}"
    for one in ("index.html", "ru/index.html", largest):
        assert kept.get(one) == desk.whole.site.page(one)
    assert kept.get("ontology.html") is None is kept.get("part/2019-nobody.html")
    path = min((own_root / "data/register").glob("*.ttl"))
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    assert Laid(settings, Texts(settings.root)).get("index.html") is None


def led(desk: Desk) -> Callable[[str], int]:
    """Return what tells how much leads to a thing."""
    return lambda iri: sum(map(len, desk.whole.site.stock.index.leading(iri).values()))


def test_any_page_is_there_before_the_corpus_is_read(
    sample_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the store on the disk, and where only the compiled text is kept, from memory; both as it is in the end."""
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path / "cache"))
    settings = Settings(sample_root, Bounds(seconds=10))
    corpus = Corpus(settings, pages=True)
    assert corpus.cold() is None
    orders = [
        Order("page", {"path": path, "given": [], "accept": "text/html"})
        for path in (
            "person/anora-zeller",
            "ru/event/2019-06-04-mountain-consultations.html",
            "series/mountain-consultations",
        )
    ]
    with monkeypatch.context() as patch:
        patch.setattr(Stored, "hold", lambda _: pytest.fail("all is looked up"))
        stages = corpus.warm()
        begun = next(stages)
        soon = [begun(order) for order in orders]
        opened_at_once(settings, Texts(settings.root))
        cold = corpus.cold()
        assert cold is not None
        assert [cold(order) for order in orders] == soon
    (warm,) = stages
    assert [warm(order) for order in orders] == soon
    assert all(isinstance(one, Reply) and one.status == 200 and len(one.body) > 5_000 for one in soon)
    assert len(list(corpus.warm())) == 1


@pytest.mark.parametrize("sign", sampled([signal.SIGINT, signal.SIGTERM], 2))
def test_it_ends_when_it_is_told(sign: signal.Signals, sample_root: Path) -> None:
    """With its workers, and while a query runs; the port is free again."""
    with running(sample_root, "--seconds", "30") as server:
        waiting = socket.create_connection(("127.0.0.1", server.port))
        bomb = "/sparql?query=SELECT(COUNT(*)AS%20?n)%7B?a%20?b%20?c.?d%20?e%20?f.?g%20?h%20?i%7D"
        waiting.sendall(f"GET {bomb} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(1)
        children = _descendants(server.process.pid)
        assert len(children) > 8
        server.process.send_signal(sign)
        server.process.wait(20)
        waiting.close()
        assert server.process.returncode == 0
        end = time.monotonic() + 5
        while left := [child for child in children if _runs(child)]:
            assert time.monotonic() < end, left
            time.sleep(0.1)
        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            free.bind(("127.0.0.1", server.port))


def _runs(process: int) -> bool:
    """Tell whether a process runs: one that has ended may wait for somebody to hear of it."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _descendants(process: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in map(int, (task / "children").read_text("ascii").split()):
            found += [child, *_descendants(child)]
    return found


def test_parts_of_a_reply_do_not_wait_for_one_another() -> None:
    """A socket that is not named as TCP is none to asyncio, which then lets small parts wait (TCP_NODELAY)."""
    listening = _listen(Address(port=0))
    try:
        assert listening.proto == socket.IPPROTO_TCP and listening.type == socket.SOCK_STREAM
    finally:
        listening.close()


def test_a_port_that_is_taken_is_said(sample_root: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = command(sample_root, "--port", str(taken.getsockname()[1]))
        _, said = process.communicate(timeout=60)
    assert process.returncode == 5
    assert said.count("\n") == 1 and "cannot be listened to" in said and "--port" in said


@pytest.mark.parametrize(
    ("options", "code", "said"),
    sampled(
        [
            (["--host", "no.such.host.invalid"], 2, "--host"),
            (["--port", "99999"], 2, "--port"),
            (["--as-known-on", "soon"], 2, "soon"),
            (["--publisher", "nobody-at-all"], 1, "no report is published by nobody-at-all"),
            (["--root", "/nowhere/at/all"], 3, "/nowhere/at/all"),
        ],
        2,
    ),
)
def test_what_is_wrong_is_one_line(options: list[str], code: int, said: str, sample_root: Path) -> None:
    process = (
        command(sample_root, "--port", "0", *options) if "--port" not in options else command(sample_root, *options)
    )
    _, lines = process.communicate(timeout=90)
    assert process.returncode == code, lines
    assert said in lines.splitlines()[-1] and "Traceback" not in lines


def test_a_corpus_that_cannot_be_read_is_said(own_root: Path) -> None:
    (own_root / "data" / "register" / "person.ttl").write_text("this is no Turtle", "utf-8")
    process = command(own_root, "--port", "0")
    _, lines = process.communicate(timeout=90)
    assert process.returncode == 3 and "person.ttl:1:" in lines.splitlines()[-1]


def test_hosts_are_those_that_are_named(sample_root: Path) -> None:
    with running(sample_root, "--allow-host", "cakg.example.org", "--without-imports") as server:
        assert server.ask("/about", headers={"Host": "CAKG.example.org:443"}).status == 200
        assert server.ask("/about", headers={"Host": "[::1]:8000"}).status == 200
        assert server.ask("/about", headers={"Host": "cakg.example.org.evil.net"}).status == 421
        assert "imports left out" in server.ask("/person/anora-zeller", headers=PAGE).text


@pytest.mark.parametrize(
    ("accept", "offered", "chosen"),
    [
        (None, ["a/b", "c/d"], "a/b"),
        ("", ["a/b", "c/d"], "a/b"),
        ("c/*", ["a/b", "c/d"], "c/d"),
        ("*/*;q=0.1, c/d", ["a/b", "c/d"], "c/d"),
        ("a/b;q=0, */*", ["a/b", "c/d"], "c/d"),
        ("a/b;q=0", ["a/b"], None),
        ("A/B", ["a/b"], "a/b"),
        ("a/b;q=2", ["a/b"], None),
        ("nonsense", ["a/b"], None),
        ("a/*;q=0.9, a/b;q=0.1, c/d;q=0.5", ["a/b", "c/d"], "c/d"),
    ],
)
def test_formats_are_negotiated(accept: str | None, offered: list[str], chosen: str | None) -> None:
    assert preferred(accept, offered) == chosen


def test_what_is_kept_is_of_one_state_of_the_corpus() -> None:
    kept = Kept(most=10)
    old, new = Reply(200, "text/plain", b"old"), Reply(200, "text/plain", b"new")
    kept.keep("x", old, 1)
    assert kept.get("x", 1) == old and kept.get("x", 2) is None
    kept.keep("x", new, 2)
    kept.keep("x", old, 1)  # of a worker that ends
    assert kept.get("x", 2) == new and kept.get("x", 1) is None
    kept.keep("y", Reply(200, "text/plain", b"12345678"), 2)
    assert kept.get("x", 2) is None and kept.get("y", 2) is not None


def test_a_reader_hears_no_more_than_the_operator_lets() -> None:
    operator = Perspective("2015", None, False, True)
    assert narrowed(operator, Perspective()) == operator
    assert narrowed(operator, Perspective("2012-05", "org:osce", True)) == Perspective(
        "2012-05", "org:osce", True, True
    )
    assert narrowed(operator, Perspective("2020")).as_known_on == "2015"
    with pytest.raises(Problem):
        narrowed(Perspective(publisher="org:un"), Perspective(publisher="org:osce"))


def test_work_that_is_lost_is_told_of(sample_root: Path) -> None:
    """A worker that ends over its work is followed by another, and who asked is told so after a second try."""
    from cakg.serve.pool import LANES, Pool
    from cakg.serve.seat import Seat, Work
    from cakg.serve.workers import Source, keep

    class Dying(Source):
        def cold(self) -> Work | None:
            return None

        def warm(self) -> Iterator[Work]:
            def work(order: Order) -> Reply:
                if order.what == "die":
                    os._exit(9)
                while order.what == "sleep":
                    time.sleep(0.05)
                return Reply(200, "text/plain", order.what.encode())

            yield work

        def has_changed(self) -> bool:
            return False

    end, own = socket.socketpair()
    control, other = socket.socketpair()
    process = os.fork()
    if process == 0:
        end.close()
        control.close()
        keep([Seat("pages", own)], other, Dying(), watch=False)
    own.close()
    other.close()

    async def tell() -> list[object]:
        pool = Pool({"pages": [end]}, {"pages": LANES["pages"]})
        await pool.open()
        said = []
        for what in ("one", "die", "two", "sleep", "three"):
            answer, _ = await pool.do("pages", Order(what, seconds=0.5 if what == "sleep" else 20))
            said.append((answer.status, getattr(answer, "said", "")))
        await pool.close()
        return said

    try:
        said = asyncio.run(tell())
    finally:
        control.close()
        os.waitpid(process, 0)
    assert [status for status, _ in said] == [200, 503, 200, 504, 200]  # type: ignore[misc]
    assert "more than 0.5 seconds" in said[3][1]  # type: ignore[index]
