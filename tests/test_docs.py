"""The documentation is true: its Python runs, its links lead somewhere, its tables are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lapwing.pipeline.stages import STAGES
from lapwing.views.cli.main import parser
from lapwing.views.export.columns import COLUMNS

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")])
WITH_PYTHON = [page for page in PAGES if "```python" in page.read_text(encoding="utf-8")]


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", WITH_PYTHON, ids=name)
def test_the_python_of_a_page_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All blocks of a page one after the other, as a reader would type them in the folder of the repository."""
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    space: dict[str, object] = {"__name__": "__main__"}
    for block in blocks:
        exec(compile(block, name(page), "exec"), space)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), target


TOLD = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
BASES = (ROOT, ROOT / "src/lapwing", ROOT / "src/lapwing/knowledge")


@pytest.mark.parametrize("page", TOLD, ids=name)
def test_paths_in_backticks_exist(page: Path) -> None:
    """From the root, from `src/lapwing` or from its knowledge; `…` and `*` stand for any name; media types are no paths."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for told in re.findall(r"`([\w.*…-]+/[\w./*…-]*)`", text):
        if not told.startswith(("application/", "text/")):
            pattern = told.rstrip("/").replace("…", "*")
            assert any(any(base.glob(pattern)) for base in BASES), told


def test_every_decision_is_listed_and_numbered() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    for number, page in enumerate(decisions, 1):
        assert page.name.startswith(f"{number:04}-")
        title = page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        assert f"[{title}](decisions/{page.name})" in index


def test_the_columns_of_the_guide_are_those_that_are_written() -> None:
    text = (ROOT / "docs" / "guides" / "files.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\w+)` \| (.+) \|$", text, re.MULTILINE)
    assert told == [(column.name, column.means) for column in COLUMNS]


def test_every_option_that_the_documentation_names_exists() -> None:
    top = parser()
    commands = next(action.choices for action in top._actions if isinstance(action.choices, dict))
    helps = top.format_help() + "".join(command.format_help() for command in commands.values())
    for page in (ROOT / "README.md", ROOT / "docs" / "guides" / "command-line.md"):
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", page.read_text(encoding="utf-8")):
            assert option in helps, f"{page.name}: {option}"


def test_every_stage_of_the_map_has_its_package() -> None:
    for stage in STAGES:
        assert (ROOT / "src" / Path(*stage.package.split("."))).is_dir(), stage.package


def test_the_two_commands_of_the_readme_are_in_the_makefile() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in re.findall(r"^make (\w+)", readme, re.MULTILINE):
        assert re.search(rf"^{command}:", makefile, re.MULTILINE)


def test_an_example_of_output_is_shown() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"<!-- output:begin .*-->\n```text\n(.*?)```\n<!-- output:end -->", readme, re.DOTALL)
    assert shown
    assert "Real output goes here" not in shown[1]
