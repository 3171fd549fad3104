"""The Dockerfile, step by step without Docker: what it copies is there, what it runs installs a server that answers."""

import http.client
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest
from tests.sampling import WHOLE

ROOT = Path(__file__).parents[1]
STEPS = [
    (match[1], match[2].strip())
    for match in re.finditer(r"^([A-Z]+) (.*)$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
]


def of(word: str) -> list[str]:
    return [rest for step, rest in STEPS if step == word]


def test_what_it_copies_is_there_and_not_ignored() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").split() if line.startswith("!")}
    copied = [name for rest in of("COPY") for name in shlex.split(rest)[:-1]]
    assert {name for name in copied if not (ROOT / name).exists()} == set()
    assert set(copied) == kept


def test_it_serves_as_somebody_who_may_do_little() -> None:
    words = [step for step, _ in STEPS]
    assert of("USER") == ["cakg"] and any(rest.startswith("useradd --system") for rest in of("RUN"))
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert all(not rest.startswith(("pip", "apt")) for _, rest in STEPS[words.index("USER") :])
    (entry,) = of("ENTRYPOINT")
    assert entry.startswith('["cakg", "serve", "--host", "0.0.0.0"') and of("STOPSIGNAL") == ["SIGINT"]


def test_its_steps_make_a_server(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """In a virtual environment in the place of the image, and a folder in that of its root.

    What cakg needs is that of this environment; CAKG_WHOLE installs it anew, and compiles and asks as the image does.
    """
    if WHOLE:
        request.getfixturevalue("index")
    where = tmp_path / "srv"
    where.mkdir()
    for rest in of("COPY"):
        *names, target = shlex.split(rest)
        for name in names:
            source, aim = ROOT / name, where / (name if target == "./" else target)
            shutil.copytree(source, aim) if source.is_dir() else shutil.copy(source, aim)
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", *([] if WHOLE else ["--without-pip"]), str(venv)], check=True)
    path = f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}"
    cache = str(tmp_path / "cache") if WHOLE else os.environ["CAKG_CACHE"]
    environment = {"PATH": path, "HOME": str(tmp_path), "CAKG_CACHE": cache}
    if not WHOLE:
        (here,) = (venv / "lib").glob("python*/site-packages")
        (here / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
        environment |= {"PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_NO_INDEX": "1"}
    for rest in of("RUN"):
        if not rest.startswith("useradd"):  # of the image alone
            done = subprocess.run(
                rest.replace("/srv", str(where)), shell=True, cwd=where, env=environment, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr
    assert list(where.iterdir()) == []
    command = [*json.loads(of("ENTRYPOINT")[0])]
    command[command.index("0.0.0.0")], command[command.index("8000")] = "127.0.0.1", "0"
    process = subprocess.Popen(
        command,
        executable=shutil.which("cakg", path=path),
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        cwd=where,
    )
    try:
        assert process.stderr is not None
        found = re.search(r":(\d+)/", process.stderr.readline())
        assert found is not None
        path = "/person/lamberto-zannier" if WHOLE else "/sparql?query=ASK%7B%3Fa%20%3Fb%20%3Fc%7D"
        status, body = 503, b""
        for _ in range(240):  # until it is warm, it says so
            connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=120)
            connection.request("GET", path)
            reply = connection.getresponse()
            status, body = reply.status, reply.read()
            connection.close()
            if status != 503:
                break
            time.sleep(0.5)
        assert status == 200 and (WHOLE or b"true" in body)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
