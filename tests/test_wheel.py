"""The wheel works away from the checkout: pages, rates and catalogues included."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMPARE = ["compare", "--on", "2026-05-14", "--nation", "england", "--band", "7", "--fee", "150", "--per", "day"]
HOURS = ["--attendance", "6", "--preparation", "2", "--follow-up", "1"]
PAGE = """
import fairpay, webapp, pathlib, sys
assert pathlib.Path(fairpay.__file__).is_relative_to(sys.prefix), fairpay.__file__
assert pathlib.Path(webapp.__file__).is_relative_to(sys.prefix), webapp.__file__
client = webapp.create_app().test_client()
assert client.get("/ready").status_code == 200
page = client.get("/result?fee=150&per=day&attendance=6&preparation=2&follow_up=1&band=7&nation=england&on=2026-05-14")
assert page.status_code == 200 and "£227.31" in page.text, page.text
welsh = client.get("/?lang=cy")
assert 'lang="cy"' in welsh.text and "Neidio" in welsh.text, welsh.text
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory) -> Path:
    """Return the Python of an environment that holds nothing of the checkout but the wheel.

    The packages fairpay depends on are borrowed from this environment by a path, which does not
    run its `.pth` files: an editable fairpay stays behind.
    """
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, symlinks=os.name != "nt", with_pip=False)
    scripts = "Scripts" if os.name == "nt" else "bin"
    interpreter = folder / scripts / "python"
    ask = [interpreter, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(ask, check=True, capture_output=True, text=True).stdout.strip())
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "zz_borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return interpreter


def run(python: Path, away: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run([python, *arguments], cwd=away, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_prices_a_task(python, tmp_path):
    answer = json.loads(run(python, tmp_path, "-m", "fairpay", *COMPARE, *HOURS, "--format", "json"))
    assert (answer["true_hourly"], answer["shortfall"]) == ("16.67", "77.31")


def test_it_speaks_welsh(python, tmp_path):
    assert "Band 7, pwynt" in run(python, tmp_path, "-m", "fairpay", *COMPARE, *HOURS, "--lang", "cy")


def test_it_serves_the_pages(python, tmp_path):
    run(python, tmp_path, "-c", PAGE)


def test_it_holds_what_it_should_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert {name.split("/")[0] for name in names} == {
            "fairpay",
            "webapp",
            f"{wheel.stem.split('-py3')[0]}.dist-info",
        }
        assert "fairpay/_rates/afc/pay_points.csv" in names
        assert "fairpay/present/locale/cy.po" in names
        assert not [name for name in names if "node_modules" in name or name.startswith("webapp/css")]
        for name in names:
            if name.endswith((".css", ".html", ".svg")):
                text = archive.read(name).decode()
                assert not re.search(r"frutiger|gds transport|nhs-logo|crest|005eb8", text, re.IGNORECASE), name
