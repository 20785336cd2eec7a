"""What the program writes in 说明 of rows from a merged branch."""

import pytest

from shuzhi.model.takeover import came_from, is_program_text


@pytest.mark.parametrize("note", [
    came_from("白沙村"), came_from("白沙村", "实2023-001"), " 由白沙村并入 ",
])
def test_its_own_words_are_known_again(note):
    """Alone in the cell they explain nothing."""
    assert is_program_text(note)


@pytest.mark.parametrize("note", [
    "", "由白沙村并入，原编号实2023-001。完成日期以验收单为准", "由白沙村并入；工期确实推迟", "确由乡镇统一安排", "原编号实2023-001",
])
def test_what_staff_add_is_an_explanation(note):
    """A sentence of their own behind it, or any other text, is read as theirs."""
    assert not is_program_text(note)
