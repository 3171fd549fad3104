"""Pages fetched, read and recorded, from a server of our own on the loopback interface, by the path of the user."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import cakg
from cakg.cli import run
from cakg.judge.evidence import Examination
from cakg.read import fetch, pages
from cakg.read.addresses import is_public, written
from cakg.read.fetch import Fetcher, Manners
from cakg.read.pages import Failure, Page
from cakg.words.namespaces import sparql_prologue

SLUG = "2019-06-08-vestnik-doliny-konsultatsii"
TITLE = "Talks in the valley"
PHRASES = ("envoys of the valley", "counted the lorries twice")
BODY = (
    "The envoys of the valley met on Monday and counted the lorries twice before lunch, as they had agreed to do.",
    "Nothing was signed, and the delegates left by road, which took some of them five hours in the rain and the dark.",
    "A common timetable will be tried from spring, as far as the snow allows, and each side will count for itself.",
)
REPORT = """{prefixes}
event:2018-05-10-mountain-consultations cakg:quote "envoys of the valley"@en, "counted the lorries twice"@en .
report:{slug} a cakg:Report ; cakg:extent extent:opening ; cakg:kind kind:press-release ;
    cakg:quote "Talks in the valley"@en ; cakg:retrieved "2026-11-21"^^edtf:EDTF ; cakg:url "{url}"^^xsd:anyURI ;
    dcterms:issued "2021-01-05"^^edtf:EDTF ; dcterms:language "en" ; dcterms:publisher org:mountain-dialogue-centre ;
    dcterms:title "{slug}"@en .
"""


def html(*paragraphs: str, title: str = TITLE) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    menu = "<nav><ul><li>Home</li><li>About us</li></ul></nav><script>var envoys = 'none';</script>"
    page = (
        f"<html><head><title>{title}</title></head><body>{menu}<article><h1>{title}</h1>{body}</article></body></html>"
    )
    return page.encode()


def pdf(*lines: str) -> bytes:
    """Return a PDF of one page that holds some lines of text."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 10 Tf 12 TL 40 700 Td {shown} ET".encode()
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    found, places = BytesIO(), []
    found.write(b"%PDF-1.4\n")
    for number, body in enumerate(bodies, 1):
        places.append(found.tell())
        found.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = found.tell()
    found.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    found.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    found.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start))
    return found.getvalue()


@dataclass
class Site:
    """Hold what a server answers by path: status, headers and body, or a function that answers by itself."""

    address: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    busy: int = 0
    most_at_once: int = 0

    def put(
        self, path: str, body: bytes = b"", kind: str = "text/html; charset=utf-8", status: int = 200, **more: str
    ) -> None:
        headers = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in more.items()}}
        self.answers[path] = (status, headers, body)

    def pages(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


@pytest.fixture
def site() -> Iterator[Site]:
    there = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there.busy += 1
            there.most_at_once = max(there.most_at_once, there.busy)
            there.asked.append(self.path)
            there.agents.add(self.headers["User-Agent"])
            answer = there.answers.get(self.path, (404, {}, b""))
            try:
                if callable(answer):
                    answer(self)
                    return
                status, headers, body = answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # the other side has had enough
            finally:
                there.busy -= 1

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield there
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def manners(site: Site, tmp_path: Path) -> Manners:
    return Manners(pause=0, seconds=5, archive=site.address + "/timemap/", folder=tmp_path / "kept", loopback=True)


@pytest.fixture
def cite(own_root: Path, site: Site) -> Callable[..., Path]:
    """Give a function that makes reports of pages the only ones in the corpus that are not verified."""
    folder = own_root / "data" / "reports"
    for path in folder.rglob("*.ttl"):
        if "cakg:textDigest" not in path.read_text("utf-8"):
            text = path.read_text("utf-8")
            digest = f'cakg:textDigest "sha256-{"0" * 64}"'
            path.write_text(re.sub(r"    a cakg:Report ;\n", f"    a cakg:Report ;\n    {digest} ;\n", text), "utf-8")

    def put(slug: str = "2021-01-05-x", url: str = "/page") -> Path:
        (folder / "2021").mkdir(exist_ok=True)
        place = folder / "2021" / f"{slug}.ttl"
        place.write_text(
            REPORT.format(prefixes=sparql_prologue(), slug=slug, url=url if "://" in url else site.address + url),
            "utf-8",
        )
        return place

    return put


def one(root: Path, manners: Manners, **more: Any) -> Examination:
    """Fetch and return the examination of the one report that is only cited."""
    (found,) = (each for each in cakg.evidence(root=root, fetch=manners, **more) if each.fetching is not None)
    return found


def said(found: Examination) -> str:
    assert found.fetching is not None
    return " | ".join(found.fetching.said)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html; charset=utf-8", html(*BODY)),
        ("text/html", html(*BODY)),
        ("application/octet-stream", html(*BODY)),
        ("application/pdf", pdf(TITLE, *BODY)),
        ("", pdf(TITLE, *BODY)),
        ("text/plain; charset=utf-8", "\n\n".join((TITLE, *BODY)).encode()),
        ("text/plain; charset=utf-16", "\n\n".join((TITLE, *BODY)).encode("utf-16")),
        ("text/plain", "\n\n".join((TITLE, *BODY, "Жители долины довольны.")).encode("cp1251")),
        ("text/html; charset=none-such", html(*BODY)),
    ],
)
def test_a_page_is_read_whatever_its_kind(
    kind: str, body: bytes, site: Site, manners: Manners, cite: Callable[..., Path], own_root: Path
) -> None:
    cite()
    site.put("/page", body, kind)
    found = one(own_root, manners)
    assert found.complete and found.unrecorded, (said(found), found.faults)
    assert {place.quote for place in found.found} == {TITLE, *PHRASES}
    assert found.fetching is not None and found.fetching.extent == "whole" and not found.fetching.said
    assert found.document is not None and found.document.path == site.address + "/page"
    assert "var envoys" not in found.document.text
    assert site.agents and all(agent.startswith("cakg/") for agent in site.agents)


def test_what_was_fetched_is_recorded_and_obeys_the_rules(
    site: Site, manners: Manners, cite: Callable[..., Path], own_root: Path
) -> None:
    place = cite()
    site.put("/page", html(*BODY))
    first = f"{site.address}/web/20210201000000/{site.address}/page"
    site.put("/timemap/" + site.address + "/page", timemap(first), "application/link-format")
    site.put(f"/web/20210201000000id_/{site.address}/page", html(*BODY))
    found = one(own_root, manners, record=True)
    text = place.read_text("utf-8")
    assert found.document is not None and f'cakg:textDigest "{found.document.digest}"' in text
    assert "cakg:extent extent:whole" in text and f'cakg:archivedAt "{first}"^^xsd:anyURI' in text
    assert found.fetching is not None and f'cakg:retrieved "{found.fetching.day}"^^edtf:EDTF' in text
    assert text.count("cakg:retrieved") == 1 and text.count("cakg:extent") == 1
    before = len(site.asked)
    assert not [each for each in cakg.evidence(root=own_root, fetch=manners) if each.fetching is not None]
    assert len(site.asked) == before, "a verified report is fetched again"
    assert not [each for each in cakg.check(root=own_root) if "archivedAt" in each.message or "extent" in each.message]


def timemap(*addresses: str) -> bytes:
    days = re.compile(r"/web/(\d{4})")
    links = ['<https://example.org/page>; rel="original"']
    links += [
        f'<{one}>; rel="first memento"; datetime="Mon, 01 Feb {days.search(one)[1]} 00:00:00 GMT"'  # type: ignore[index]
        for one in addresses
    ]
    return ",\n".join(links).encode()


def test_where_the_publisher_fails_a_stored_copy_serves(
    site: Site, manners: Manners, cite: Callable[..., Path], own_root: Path
) -> None:
    place = cite()
    old, near = (f"{site.address}/web/{year}0201000000/{site.address}/page" for year in (2011, 2021))
    site.put("/timemap/" + site.address + "/page", timemap(old, near), "application/link-format")
    site.put(f"/web/20210201000000id_/{site.address}/page", html(*BODY))
    found = one(own_root, manners, record=True)
    assert found.complete and found.document is not None and found.document.path == near.replace("0000/", "0000id_/")
    text = place.read_text("utf-8")
    assert f'cakg:archivedAt "{near}"' in text and f'cakg:url "{site.address}/page"' in text
    assert not [path for path in site.asked if "2011" in path], "the copy nearest to the day was good enough"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"status": 404}, "it answers 404"),
        ({"status": 500}, "it answers 500"),
        ({"status": 429}, "it answers 429"),
        ({"body": html("Something else stands here, at some length.")}, "half of the quotes or more are not in it"),
        ({"body": b"{}", "kind": "application/json"}, "it is application/json, which is not read"),
        ({"body": b"%PDF-1.4 broken", "kind": "application/pdf"}, "it is a PDF that cannot be read"),
        ({"body": pdf(), "kind": "application/pdf"}, "it is a PDF without text, such as a scan"),
        ({"body": b"x" * (1 << 21), "kind": "text/plain"}, "it has more than 1 megabytes"),
        ({"body": b"", "kind": "text/plain"}, "it is empty"),
        ({"status": 302, "Location": "/page"}, "it redirects more than 5 times"),
        ({"status": 302, "Location": "ftp://example.org/"}, "is no address of the web"),
        ({"status": 302, "Location": "http://10.0.0.1/"}, "10.0.0.1 is 10.0.0.1, which is not public"),
        ({"status": 302, "Location": "http://[::ffff:169.254.169.254]/"}, "169.254.169.254, which is not public"),
    ],
)  # fmt: skip
def test_why_a_page_is_not_had_is_said(
    answer: dict[str, Any], reason: str, site: Site, manners: Manners, cite: Callable[..., Path], own_root: Path
) -> None:
    place = cite()
    text = place.read_text("utf-8")
    site.put("/page", **answer)
    found = one(own_root, replace(manners, megabytes=1), record=True)
    assert found.document is None and reason in said(found), said(found)
    assert any(f"not fetched: {site.address}/page: " in str(remark) and not remark.fault for remark in found.remarks)
    assert place.read_text("utf-8") == text


def test_redirects_are_followed(site: Site, manners: Manners, cite: Callable[..., Path], own_root: Path) -> None:
    cite(url="/old")
    site.put("/old", status=301, Location="/newer")
    site.put("/newer", status=308, Location=site.address + "/page#top")
    site.put("/page", html(*BODY))
    assert one(own_root, manners).complete and site.pages() == ["/old", "/newer", "/page"]


def test_a_quote_that_is_not_in_the_page_is_a_fault_with_the_nearest_passage(
    site: Site, manners: Manners, cite: Callable[..., Path], own_root: Path
) -> None:
    place = cite()
    site.put("/page", html(*(paragraph.replace("envoys", "Envoys") for paragraph in BODY)))
    found = one(own_root, manners, record=True)
    (fault,) = (remark for remark in found.remarks if remark.fault)
    assert f"is not in {site.address}/page: " in fault.message and "the case differs" in fault.message
    written = place.read_text("utf-8")
    assert fault.line is not None and "envoys of the valley" in written.split("\n")[fault.line - 1]
    assert "textDigest" not in written


def test_a_page_that_ends_in_an_ellipsis_is_an_opening(
    site: Site, manners: Manners, cite: Callable[..., Path], own_root: Path
) -> None:
    cite()
    site.put("/page", "\n\n".join((TITLE, *BODY, "The rest is for subscribers …")).encode(), "text/plain")
    found = one(own_root, manners)
    assert found.complete and found.fetching is not None and found.fetching.extent == "opening"


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /p*e$", False),
        ("User-agent: cakg\nDisallow: /page\n\nUser-agent: *\nDisallow:", False),
        ("User-agent: *\nCrawl-delay: 3600", False),
        ("User-agent: *\nDisallow: /\nAllow: /page", True),
        ("User-agent: other\nDisallow: /", True),
        ("", True),
    ],
)
def test_robots_are_obeyed(
    robots: str, allowed: bool, site: Site, manners: Manners, cite: Callable[..., Path], own_root: Path
) -> None:
    cite()
    site.put("/robots.txt", robots.encode(), "text/plain")
    site.put("/page", html(*BODY))
    found = one(own_root, manners)
    assert found.complete is allowed and ("robots.txt" in said(found)) is not allowed
    assert site.asked.count("/robots.txt") == 1 and ("/page" in site.asked) is allowed


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (429, False)])
def test_robots_that_cannot_be_read(
    status: int, allowed: bool, site: Site, manners: Manners, cite: Callable[..., Path], own_root: Path
) -> None:
    cite()
    site.put("/robots.txt", status=status)
    site.put("/page", html(*BODY))
    found = one(own_root, manners)
    assert found.complete is allowed and ("/page" in site.asked) is allowed
    assert allowed or "robots.txt" in said(found)


def test_where_a_redirect_leads_robots_are_obeyed_too(
    site: Site, manners: Manners, cite: Callable[..., Path], own_root: Path
) -> None:
    cite()
    site.put("/robots.txt", b"User-agent: *\nDisallow: /private", "text/plain")
    site.put("/page", status=302, Location="/private/page")
    site.put("/private/page", html(*BODY))
    assert "forbids it" in said(one(own_root, manners)) and "/private/page" not in site.asked


def test_pages_are_kept_and_a_run_is_taken_up_again(
    site: Site, manners: Manners, cite: Callable[..., Path], own_root: Path
) -> None:
    for number in range(4):
        cite(f"2021-01-0{number + 1}-x", f"/page-{number}")
        site.put(f"/page-{number}", html(*BODY))

    def broken_off(done: int, total: int, what: str) -> None:
        assert total == 4 and (done == 4 or what.startswith(site.address))
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cakg.evidence(root=own_root, fetch=manners, progress=broken_off)
    assert site.pages() == ["/page-0", "/page-1"]
    found = [each for each in cakg.evidence(root=own_root, fetch=manners) if each.fetching is not None]
    assert len(found) == 4 and all(each.complete for each in found)
    assert site.pages() == [f"/page-{number}" for number in range(4)]
    cakg.evidence(root=own_root, fetch=manners)
    assert len(site.pages()) == 4 and site.most_at_once == 1


def test_what_is_kept_ages_and_damage_is_seen(tmp_path: Path) -> None:
    page = Page("https://example.org/a", "https://example.org/b", "text/html", b"<p>\n</p>", "2021-01-05")
    pages.keep(tmp_path, page, now=0.0)
    assert pages.recall(tmp_path, page.address, now=29 * 86400.0) == page
    assert pages.recall(tmp_path, page.address, now=31 * 86400.0) is None
    gone, late = Failure("https://example.org/c", "gone", lasting=True), Failure("https://example.org/d", "late")
    for one in (gone, late):
        pages.keep(tmp_path, one, now=0.0)
    assert pages.recall(tmp_path, gone.address, now=3600.0) == gone
    assert pages.recall(tmp_path, gone.address, now=2 * 86400.0) is None
    assert pages.recall(tmp_path, late.address, now=0.0) is None
    (kept,) = (path for path in tmp_path.iterdir() if path.read_bytes().endswith(b"</p>"))
    kept.write_bytes(kept.read_bytes()[:-1])
    assert pages.recall(tmp_path, page.address, now=0.0) is None


def test_a_host_rests_between_requests(site: Site, manners: Manners, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(fetch.time, "sleep", waited.append)
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 20", "text/plain")
    fetcher = Fetcher(replace(manners, pause=7))
    for path in ("/a", "/b"):
        fetcher.get(site.address + path)
    assert [round(seconds) for seconds in waited] == [20, 20], "robots.txt itself counts, too"


def test_a_busy_host_is_left_alone(site: Site, manners: Manners) -> None:
    site.put("/a", status=503)
    fetcher = Fetcher(manners)
    assert [getattr(fetcher.get(site.address + path), "reason", "") for path in ("/a", "/b")] == [
        "it answers 503 Service Unavailable",
        f"{site.address.removeprefix('http://')} asked to be left alone for now",
    ]
    assert "/b" not in site.asked


@pytest.mark.parametrize("drip", ["head", "body"])
def test_whoever_drips_is_cut_off(drip: str, site: Site, manners: Manners) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + b"\r\n" * (drip == "body"))
        while True:
            handler.wfile.write(b"x")
            time.sleep(0.05)

    site.answers["/page"] = answer
    found = Fetcher(replace(manners, seconds=0.5)).get(site.address + "/page")
    assert isinstance(found, Failure) and found.reason == "it takes more than 0.5 seconds"


def test_a_packed_page_is_unpacked_within_bounds(site: Site, manners: Manners) -> None:
    import gzip

    site.put("/page", gzip.compress(b"some words"), "text/plain", Content_Encoding="gzip")
    site.put("/bomb", gzip.compress(b"0" * (3 << 20)), "text/plain", Content_Encoding="gzip")
    site.put("/odd", b"?", "text/plain", Content_Encoding="compress")
    fetcher = Fetcher(replace(manners, megabytes=1))
    page, bomb, odd = (fetcher.get(site.address + path) for path in ("/page", "/bomb", "/odd"))
    assert isinstance(page, Page) and page.data == b"some words"
    assert isinstance(bomb, Failure) and "more than 1 megabytes" in bomb.reason
    assert isinstance(odd, Failure) and "packed as compress" in odd.reason


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("fec0::1", False),
        ("3fff::1", False),
        ("2001:db8::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
    ],
)
def test_which_machines_are_public(number: str, public: bool) -> None:
    assert is_public(number) is public


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/", "http://", "http://user:word@example.org/", "gopher://x/", "x"]
)
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(ValueError):
        written(url)


def test_addresses_are_written_in_ascii() -> None:
    assert written("https://example.org/встреча?q=ю#top") == (
        "https://example.org/%D0%B2%D1%81%D1%82%D1%80%D0%B5%D1%87%D0%B0?q=%D1%8E"
    )
    assert written("https://пример.example/a%20b") == "https://xn--e1afmkfd.example/a%20b"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "intranet.example"])
def test_the_command_asks_no_machine_behind_our_walls(
    host: str,
    cite: Callable[..., Path],
    own_root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    real = socket.getaddrinfo

    def inside(name: str, port: object, **more: Any) -> Any:
        return real(name if host in (name, f"[{name}]") and "example" not in name else "192.168.7.7", 80, **more)

    def connect(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    cite(url=f"http://{host}/page")
    monkeypatch.setattr(fetch.socket, "getaddrinfo", inside)
    monkeypatch.setattr(fetch.socket, "create_connection", connect)
    assert run(["evidence", "--fetch", "--root", str(own_root)]) == 0
    lines = [line for line in capsys.readouterr().err.splitlines() if "not fetched" in line]
    assert len(lines) == 2 and all("which is not public, and is not asked" in line for line in lines)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_no_notation_leads_to_this_machine(
    host: str, site: Site, manners: Manners, cite: Callable[..., Path], own_root: Path
) -> None:
    port = site.address.rpartition(":")[2]
    url = f"http://{host}:{port}/page"
    site.put("/page", html(*BODY))
    strict = replace(manners, loopback=False)
    fetcher = Fetcher(strict)
    assert "is none of the web" in getattr(fetcher.get(url), "reason", "")
    found = fetcher.get(f"http://{host}/page")
    assert isinstance(found, Failure) and ("is not public" in found.reason or "is not known" in found.reason)
    assert not site.asked
    assert Manners().loopback is False


def test_a_name_that_also_leads_inside_is_refused_and_no_name_is_asked_twice(
    site: Site, manners: Manners, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [["127.0.0.1"], ["127.0.0.1", "10.0.0.1"]]
    port = int(site.address.rpartition(":")[2])
    names: list[str] = []

    def resolve(host: str, *_: object, **__: object) -> list[Any]:
        names.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in answers[0]]

    site.put("/page", html(*BODY))
    monkeypatch.setattr(fetch.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(fetch.socket, "create_connection", connect_to_numbers(socket.create_connection))
    fetcher = Fetcher(manners)
    assert isinstance(fetcher.get(f"http://rebound.example:{port}/page"), Page)
    assert names == ["rebound.example"] * 2, "once for robots.txt, once for the page"
    answers.pop(0)
    found = fetcher.get(f"http://rebound.example:{port}/other")
    assert isinstance(found, Failure) and "rebound.example is 10.0.0.1, which is not public" in found.reason


def connect_to_numbers(real: Callable[..., socket.socket]) -> Callable[..., socket.socket]:
    def connect(address: tuple[str, int], **more: Any) -> socket.socket:
        assert re.fullmatch(r"[\d.]+|[0-9a-f:]+", address[0]), "a name was asked, not the number that was looked at"
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        line = socket.socket(family, socket.SOCK_STREAM)
        line.connect(address)
        return line

    return connect


def no_name(*_: object, **__: object) -> list[Any]:
    raise socket.gaierror(-3, "Temporary failure in name resolution")


def test_offline_it_says_so_in_a_line(
    cite: Callable[..., Path], own_root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(9):
        cite(f"2021-01-0{number + 1}-x", f"https://host-{number}.example/page")
    monkeypatch.setattr(fetch.socket, "getaddrinfo", no_name)
    assert run(["evidence", "--fetch", "--root", str(own_root)]) == 3
    out, err = capsys.readouterr()
    assert not out and err.count("\n") == 1
    assert err.startswith("cakg: no page can be fetched: host-0.example, ") and "go online and run it again" in err


def test_one_dead_host_is_not_offline(
    site: Site, manners: Manners, cite: Callable[..., Path], own_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cite("2021-01-01-x", "https://dead.example/page")
    cite("2021-01-02-x", "/page")
    site.put("/page", html(*BODY))
    real = socket.getaddrinfo
    monkeypatch.setattr(
        fetch.socket, "getaddrinfo", lambda host, *a, **k: no_name() if "dead" in host else real(host, *a, **k)
    )
    found = [each for each in cakg.evidence(root=own_root, fetch=manners) if each.fetching is not None]
    assert [each.complete for each in found] == [False, True] and "dead.example is not known" in said(found[0])


def test_the_command_shows_what_was_fetched(
    site: Site, manners: Manners, cite: Callable[..., Path], own_root: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    place = cite()
    site.put("/page", html(*BODY))
    monkeypatch.setattr(fetch, "Manners", lambda: manners)
    arguments = ["evidence", "--fetch", "--root", str(own_root), "--format", "csv"]
    assert run([*arguments, "--quotes"]) == 0
    out, err = capsys.readouterr()
    assert out.count("\nreport:2021-01-05-x,") == 3 and "cakg: 1 of 9 reports found whole" in err
    assert run([*arguments, "--record"]) == 0
    assert f"{place.relative_to(own_root)}: verified against {site.address}/page" in capsys.readouterr().err
    assert run(["fmt", "--check", "--root", str(own_root), str(place)]) == 0


def test_texts_at_hand_are_not_fetched(
    site: Site, manners: Manners, cite: Callable[..., Path], own_root: Path, tmp_path: Path
) -> None:
    cite()
    texts = {"x.txt": "\n\n".join((TITLE, *BODY))}
    (found,) = (each for each in cakg.evidence(texts=texts, root=own_root, fetch=manners) if each.document is not None)
    assert found.complete and found.fetching is None and not site.asked


def test_without_the_libraries_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch, own_root: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    with pytest.raises(cakg.UsageError, match=r"trafilatura is not installed; pip install 'cakg\[fetch\]'"):
        cakg.evidence(root=own_root, fetch=True)
