"""What the README promises, held against the program."""

from pathlib import Path

import pytest

from launcher.cli import CALLS
from launcher.links.commands import COMMANDS
from launcher.links.options import markdown

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", COMMANDS)
def test_each_command_stands_in_the_readme_as_its_table_says(verb):
    assert markdown(COMMANDS[verb]).strip() in README


@pytest.mark.parametrize("call", CALLS)
def test_each_call_is_mentioned(call):
    assert f"wetread {call}" in README
