from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from installers import keyfile

TEXT = "# top\n[A]\nx = 1;2 ;;\n#x=0\n\n[B]\r\nx=3\r\ny=\r\n[A]\nz=4\nx=5"
LINES = st.sampled_from(["[A]\n", "[B]\n", "x=1\n", "x = 2;3\r\n", "y=x;\n", "# x=1\n", "\n", "=\n", "words\n", "[A"])
TEXTS = st.one_of(st.lists(LINES).map("".join), st.text()).map("[B]\n{}".format)


def test_a_group_may_come_twice_and_the_last_value_counts():
    assert keyfile.values(TEXT, "A") == {"x": "5", "z": "4"}


def test_windows_line_ends_are_no_part_of_a_value():
    assert keyfile.values(TEXT, "B") == {"x": "3", "y": ""}


def test_a_list_value_gives_its_names():
    assert keyfile.names("1;2 ;;") == ["1", "2"]


def test_a_line_comes_as_it_stands():
    assert keyfile.line(TEXT, "B", "x") == "x=3\r\n"
    assert keyfile.line(TEXT, "B", "z") is None


def test_a_new_key_stands_below_its_header():
    assert keyfile.with_line("[A]\ny=1\n", "A", "x", "x=2\n") == "[A]\nx=2\ny=1\n"


def test_a_header_that_ends_the_text_gets_a_line_end():
    assert keyfile.with_line("[A]", "A", "x", "x=2\n") == "[A]\nx=2\n"


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("x=a;b;c\n", "x=a;c\n"),
        ("x=b\n", ""),
        ("x= b ;\r\n", ""),
        ("x=a; b;\n", "x=a;\n"),
        ("x=bb;\n", "x=bb;\n"),
        ("# x=b\n", "# x=b\n"),
        ("b\n", "b\n"),
    ],
)
def test_a_name_is_taken_out_of_a_list(line: str, left: str):
    assert keyfile.without_names(line, {"b"}) == left


def test_only_an_empty_group_loses_its_header():
    assert keyfile.without_group("[A]\n[B]\nx=1\n", "A") == "[B]\nx=1\n"
    assert keyfile.without_group("[A]\nx=1\n", "A") == "[A]\nx=1\n"


@given(TEXTS)
def test_an_edit_can_be_taken_back(text: str):
    before = keyfile.line(text, "A", "x")
    edited = keyfile.with_line(text, "A", "x", "x=new\n")
    assert keyfile.values(edited, "A")["x"] == "new"
    undone = keyfile.with_line(edited, "A", "x", before)
    if not keyfile.has_group(text, "A"):
        assert undone == "[A]\n" + text
    else:
        assert undone.rstrip("\n") == text.rstrip("\n")
