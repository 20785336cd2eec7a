"""`shuzhi fields`."""

from click.testing import CliRunner

from shuzhi.cli import commands
from shuzhi.commands.fields import fields


def test_three_parts():
    """Columns, indicators and rules, each row as long as its header."""
    parts = list(fields())
    assert [title for title, _, _ in parts] == ["栏目", "指标", "规则"]
    assert all(len(row) == len(header) for _, header, rows in parts for row in rows)
    assert parts[2][1] == ("规则编号", "级别", "表", "栏目", "问题", "怎么改", "阈值", "依据")


def test_the_rules_are_printed():
    """A township finds the code of a rule by the words of its message."""
    printed = CliRunner().invoke(commands, ["fields"])
    assert printed.exit_code == 0
    [line] = [line for line in printed.output.splitlines() if "实到人数比应到人数多" in line and "有表决权" not in line]
    assert line.split()[:4] == ["C07", "必须改", "会议", "实到人数"]


def test_columns_and_indicators_are_named_with_their_tags():
    """What a template may write."""
    (_, _, columns), (_, _, indicators), _ = fields()
    assert ("指标.党员总数", "党员总数", "名", "members_total") in indicators
    assert any(row[:3] == ("民生实事", "计划总投资（万元）", "计划总投资") for row in columns)
