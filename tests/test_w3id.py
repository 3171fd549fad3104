"""The router of w3id.org, run by the server that w3id.org runs, and what it leads to at ours."""

import http.client
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.serving import REPOSITORY, Server

MODULES = Path("/usr/lib/apache2/modules")
NEEDED = ("mpm_event", "authz_core", "rewrite", "headers", "env")
BASE = "https://cakg.example.org"


@pytest.fixture(scope="module")
def router() -> Iterator[int]:
    """Return the port of an Apache that has the file of the repository as that of /cakg/."""
    binary = shutil.which("apache2") or shutil.which("httpd")
    if binary is None or not MODULES.is_dir():
        pytest.skip("Apache is not installed (apt install apache2-bin): nobody runs the rules of docs/w3id/.htaccess")
    folder = Path(tempfile.mkdtemp())  # where somebody who may little can look, too
    folder.chmod(0o755)
    (folder / "www" / "cakg").mkdir(parents=True)
    shutil.copy(REPOSITORY / "docs" / "w3id" / ".htaccess", folder / "www" / "cakg" / ".htaccess")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lines = [
        f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in NEEDED if (MODULES / f"mod_{name}.so").exists()
    ]
    lines += [f"ServerRoot {folder}", f"PidFile {folder}/pid", f"Listen 127.0.0.1:{port}", "ServerName w3id.org"]
    lines += [f"ErrorLog {folder}/log", f"DocumentRoot {folder}/www", "User nobody", "Group nogroup"]
    lines += [f"<Directory {folder}/www>", "AllowOverride All", "Require all granted", "</Directory>"]
    (folder / "conf").write_text("\n".join(lines) + "\n", "utf-8")
    process = subprocess.Popen([binary, "-f", str(folder / "conf"), "-D", "FOREGROUND"])
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, "Apache has ended"
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder)


def led(port: int, path: str, accept: str) -> str:
    """Return where a request is led."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", f"/cakg/{path}", headers={"Accept": accept} if accept else {})
    reply = connection.getresponse()
    place = reply.getheader("Location", "")
    connection.close()
    assert reply.status == 303, (reply.status, path)
    assert place.startswith(BASE), place
    return place.removeprefix(BASE)


@pytest.mark.parametrize(
    ("path", "accept", "place", "media"),
    [
        ("person/anora-zeller", "text/html,application/xhtml+xml,*/*;q=0.8", "/person/anora-zeller.html", "text/html"),
        ("person/anora-zeller", "", "/person/anora-zeller.html", "text/html"),
        ("person/anora-zeller", "*/*", "/person/anora-zeller.html", "text/html"),
        ("person/anora-zeller", "text/turtle", "/person/anora-zeller.ttl", "text/turtle"),
        ("person/anora-zeller", "application/ld+json", "/person/anora-zeller.jsonld", "application/ld+json"),
        ("person/anora-zeller", "application/rdf+xml", "/person/anora-zeller.rdf", "application/rdf+xml"),
        ("person/anora-zeller", "application/n-triples", "/person/anora-zeller.nt", "application/n-triples"),
        ("person/anora-zeller", "application/json", "/person/anora-zeller.json", "application/json"),
        ("person/anora-zeller", "text/csv", "/person/anora-zeller.csv", "text/csv"),
        (
            "report/2018-05-11-mdc-first-consultations",
            "",
            "/report/2018-05-11-mdc-first-consultations.html",
            "text/html",
        ),
        ("ontology", "text/html,*/*;q=0.8", "/vocabulary/index.html", "text/html"),
        ("ontology", "text/turtle", "/ontology.ttl", "text/turtle"),
        ("ontology", "application/ld+json", "/ontology.jsonld", "application/ld+json"),
        ("ontology", "application/rdf+xml", "/ontology.rdf", "application/rdf+xml"),
        ("shapes", "text/turtle", "/shapes.ttl", "text/turtle"),
        ("", "", "/", "text/html"),
        ("graph/accepted", "", "/", "text/html"),
    ],
)
def test_an_iri_leads_to_what_is_there(
    path: str, accept: str, place: str, media: str, router: int, served: Server
) -> None:
    assert led(router, path, accept) == place
    got = served.ask(urlsplit(place).path)
    assert (got.status, got.media) == (200, media)


def test_an_old_form_of_turtle_is_known(router: int) -> None:
    assert led(router, "event/2018-05-11-first-consultations", "application/x-turtle").endswith(".ttl")
