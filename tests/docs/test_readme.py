"""What README.md promises works: the two commands, every riskkit command, every link and picture."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from riskkit.cli.app import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
CHINESE, ENGLISH = README.split("# riskkit in English\n")
INSTALL = ("pip install -e . && riskkit demo", 'pip install -e ".[test]" && pytest')
LEVELS = {"units": 1, "industries": 0, "regions": 0}
INTAKE = {"checked_units": 1, "clean_units": 1, "template.xlsx": 0, "linked": 1}
BESIDE = {"classified": 1, "fire_statistics": 1, "plan_targets": 0, "checked": 1, "accepted": 1}
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "datasets/README.md")]


def fenced(text: str, tag: str = "") -> list[str]:
    return re.findall(rf"^```{tag}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[list[str]]:
    lines = [line for block in fenced(text, "sh") for line in block.splitlines()]
    return [shlex.split(line) for line in lines if line.startswith("riskkit ")]


@pytest.mark.parametrize("half", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_two_setup_commands_stand_alone_in_a_code_block(half: str) -> None:
    lines = [line for block in fenced(half) for line in block.splitlines()]
    assert [line for line in lines if line.startswith("pip install -e")] == list(INSTALL)


@pytest.mark.parametrize("half", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_every_sh_line_is_a_riskkit_command(half: str) -> None:
    lines = [line for block in fenced(half, "sh") for line in block.splitlines()]
    assert lines
    assert [line for line in lines if not line.startswith("riskkit ")] == []


@pytest.mark.parametrize(
    ("half", "finishes"),
    [
        pytest.param(CHINESE, {**INTAKE, **LEVELS, "fill_60.yaml": 0, "adjusted": 1, **BESIDE}, id="zh"),
        pytest.param(ENGLISH, {**INTAKE, **LEVELS, **BESIDE}, id="en"),
    ],
)
def test_commands_work_one_after_another(
    half: str, finishes: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "datasets", tmp_path / "datasets")
    monkeypatch.chdir(tmp_path)
    written = {}
    for command in commands(half):
        outcome = CliRunner().invoke(app, command[1:], catch_exceptions=False)
        folder = command[command.index("-o") + 1] if "-o" in command else ""
        if folder:
            written[folder] = outcome.exit_code
            made = tmp_path / folder
            assert made.suffix in (".yaml", ".xlsx") or (made / "manifest.json").is_file(), outcome.output
        else:
            assert outcome.exit_code == 0, outcome.output
        assert outcome.output.strip()
    assert written == finishes


def test_python_example_runs() -> None:
    example = fenced(ENGLISH, "python")
    assert len(example) == 1
    exec(compile(example[0], "README.md", "exec"), {})


@pytest.mark.parametrize("document", [*DOCUMENTS, *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#\s]+)\)", text) if "://" not in target]
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_links_inside_the_readme_name_a_heading() -> None:
    headings = re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", README)) <= anchors


def test_pictures_are_real_and_small_and_their_captions_say_synthetic() -> None:
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+)\)\n\n\*(.+)\*", README)
    assert len(shown) == 4
    for name, caption in shown:
        picture = ROOT / name
        assert picture.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
        assert picture.stat().st_size < 300_000
        assert "合成数据" in caption
