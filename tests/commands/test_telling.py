"""What the office worker reads in the morning on the phone, and when nothing is sent at all."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from postoffice import free_port, mail, post_office
from shuzhi.cli import commands
from shuzhi.commands.moment import moment
from shuzhi.commands.run import RunOutcome
from shuzhi.commands.running.ended import ended
from shuzhi.commands.telling import alarm, outcome_message, reminders, tell
from shuzhi.errors import InboxMissing, NotNoted, SettingsFault, UsageFault
from shuzhi.workspace import Workspace
from stood import stood

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
TOWN = """
| 支部 | 状态 | 逾期 | 延期至 | 填在 |
|---|---|---|---|---|
| 石桥村 | 未报送 | | | |
| 柳溪社区 | 待修改 | | | |
| 柳溪第一支部 | 待修改 | | | 柳溪社区 |
| 东风村 | 待说明 | | | |
| 北坡村 | 无法读取 | | | |
| 南湾村 | 通过 | 是 | | |
| 西岭村 | 已审定 | | | |
| 云台村 | 未报送 | | 2023-10-12 | |
"""
ALL = "| 支部 | 状态 |\n|---|---|\n| 石桥村 | 通过 |\n| 东风村 | 通过 |"
OFFICE, UPWARD = Path("/township/output/2023Q3_内部.zip"), Path("/township/output/2023Q3_上报.zip")


def outcome(table=TOWN, faults=(), *, switched=True, **options):
    results = stood(table, **options)
    switches = frozenset({"notify"} if switched else ())
    results = replace(results, settings=replace(results.settings, switches=switches))
    return RunOutcome(OFFICE, UPWARD, ended(results), lambda: results, faults)


@pytest.fixture
def township(tmp_path):
    """A workspace without anything but a place for its addresses."""
    workspace = Workspace(tmp_path)
    workspace.private.mkdir()
    return workspace


def test_the_whole_message_three_days_before_the_deadline():
    """Title and first line say the same; every branch with something to do is named; the zips lie where it says."""
    message = outcome_message(outcome(faults=("模板“居情报告.docx”第 3 段“{{ x }}”：没有这个标签。",)), date(2023, 10, 6))
    assert message.title == "【述职】距报送截止日期（10月9日）还有3天，还有1个支部没有报"
    assert message.body == f"""\
【述职】距报送截止日期（10月9日）还有3天，还有1个支部没有报。
青禾镇2023年第三季度：应报8个，已报2个，需修改2个，需说明1个，打不开1个，未报2个。
未报：石桥村、云台村（延期至10月12日）。
打不开：北坡村。
需修改：柳溪社区（含由它填报的柳溪第一支部）。
需说明：东风村。
逾期报送：南湾村。
已报的支部中，1个已审定。
下面的模板有问题，用它的报告这次没有出，请改正：
模板“居情报告.docx”第 3 段“{{{{ x }}}}”：没有这个标签。

请把内部包里“待修改”“待说明”中的工作簿发回支部。
内部包里的“催报.txt”可以直接贴到工作群。
内部包：{OFFICE.absolute()}
上报包：{UPWARD.absolute()}"""


def test_on_other_days_the_count_comes_first():
    """Title and first line are the count; where all is there, nothing is to be done."""
    message = outcome_message(outcome(ALL), date(2023, 9, 1))
    assert message.title == "【述职】青禾镇2023年第三季度：应报2个，已报2个"
    assert message.body.splitlines()[:2] == [f"{message.title}。", "各支部的表已全部报齐。"]
    assert "催报" not in message.body
    assert "发回" not in message.body


@pytest.mark.parametrize(("today", "days", "said"), [
    (date(2023, 10, 5), 3, []),
    (date(2023, 10, 6), 3, ["距报送截止日期（10月9日）还有3天，还有1个支部没有报"]),
    (date(2023, 10, 9), 3, ["今天是报送截止日期（10月9日），还有1个支部没有报", "距延期报送的日期（10月12日）还有3天，还有1个支部没有报"]),
    (date(2023, 10, 10), 3, ["距延期报送的日期（10月12日）还有2天，还有1个支部没有报"]),
    (date(2023, 10, 13), 3, []),
    (date(2023, 10, 9), 0, ["今天是报送截止日期（10月9日），还有1个支部没有报"]),
])
def test_the_days_on_which_is_reminded(today, days, said):
    """From so many days before until the day itself, a branch put off by its own day."""
    assert list(reminders(stood(TOWN, days=days), today)) == said


def test_nobody_is_reminded_where_nothing_is_missing_or_no_day_is_set():
    """Those to correct do not count as missing; without a deadline only the branch put off has a day."""
    assert not list(reminders(stood(ALL), date(2023, 10, 9)))
    assert not list(reminders(stood("| 支部 | 状态 |\n|---|---|\n| 石桥村 | 待修改 |"), date(2023, 10, 9)))
    assert list(reminders(stood(TOWN, deadline=None), date(2023, 10, 11))) == ["距延期报送的日期（10月12日）还有1天，还有1个支部没有报"]


def test_a_passed_deadline_is_said():
    """Only where somebody is missing."""
    assert "报送截止日期（10月9日）已过。" in outcome_message(outcome(), date(2023, 10, 10)).body
    assert "已过" not in outcome_message(outcome(ALL), date(2023, 10, 10)).body


def test_an_alarm_says_why_and_what_to_do():
    """A fault that the program knows is told in its own words, a long list shortened; of another only the kind."""
    message = alarm(InboxMissing("D:\\述职\\workbooks\\inbox\\2023Q3"), date(2023, 10, 9))
    assert message.title == "【述职】今晚没有生成（10月9日）"
    assert message.body.startswith("【述职】今晚没有生成（10月9日），上一次的结果没有改动。\n\n没有找到报送文件夹：D:\\述职")
    assert "双击“现在生成”" in message.body
    many = alarm(SettingsFault("乡镇台账.xlsx", [f"参数 B{n}：空着。" for n in range(40)]), date(2023, 10, 9)).body.splitlines()
    assert len(many) < 16
    assert "请改正、保存后重新运行。" in many
    unknown = alarm(ValueError("王小川 13900000000"), date(2023, 10, 9)).body
    assert "程序内部出错（ValueError）" in unknown
    assert "王小川" not in unknown
    noted = alarm(NotNoted("磁盘已满"), date(2023, 10, 9))
    assert noted.title == "【述职】今晚已生成，但没有记下来（10月9日）"
    assert "没有改动" not in noted.body
    full = alarm(OSError(28, "No space left on device", "某人.xlsx"), date(2023, 10, 9)).body
    assert "读写文件时出错（磁盘已满）。请核对磁盘空间" in full


def test_a_branch_s_night_reaches_the_office_by_mail(township):
    """The message that was put together is the one that arrives."""
    with post_office() as (address, letters):
        township.addresses.write_text(f"# 办公室\n{address}\n", encoding="utf-8")
        assert tell(township, None, outcome(), date(2023, 10, 6)) == ()
        assert tell(township, outcome().results.settings, InboxMissing("x"), date(2023, 10, 6)) == ()
    wanted = [outcome_message(outcome(), date(2023, 10, 6)), alarm(InboxMissing("x"), date(2023, 10, 6))]
    assert [letter["subject"] for _, letter in letters] == [message.title for message in wanted]
    for (_, letter), message in zip(letters, wanted, strict=True):
        assert letter.get_content().strip().splitlines() == message.body.splitlines()


def test_nothing_is_sent_unless_switched_on(township):
    """Off: neither outcome nor alarm. Settings that cannot be read hide the switch: the alarm goes out."""
    off = outcome(switched=False)
    with post_office() as (address, letters):
        township.addresses.write_text(address, encoding="utf-8")
        assert tell(township, None, off, date(2023, 10, 6)) == ()
        assert tell(township, off.results.settings, InboxMissing("x"), date(2023, 10, 6)) == ()
        assert not letters
        assert tell(township, None, SettingsFault("x", ["y"]), date(2023, 10, 6)) == ()
        assert len(letters) == 1


def test_switched_on_without_addresses_is_said(township):
    """A line for the log names the file; without settings nothing is wanted, so nothing is said."""
    (said,) = tell(township, None, outcome(), date(2023, 10, 6))
    assert "通知地址.txt 里一个地址也没有" in said
    assert tell(township, None, InboxMissing("x"), date(2023, 10, 6)) == ()
    township.addresses.mkdir()
    (said,) = tell(township, None, outcome(), date(2023, 10, 6))
    assert "读不出来" in said


def test_the_moment_is_the_township_s(monkeypatch):
    """SOURCE_DATE_EPOCH wins over what is asked for; without either it is now; nonsense is said."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert moment(datetime(2023, 10, 8, 20, tzinfo=UTC)).strftime("%m-%d %H") == "10-09 04"
    assert abs((moment() - datetime.now(UTC)).total_seconds()) < 60
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1696842000")
    assert moment(datetime(2024, 1, 1, tzinfo=UTC)).strftime("%Y-%m-%d %H") == "2023-10-09 17"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(UsageFault, match="SOURCE_DATE_EPOCH"):
        moment()


def test_a_mail_server_that_is_down_does_not_change_the_night(few, capsys):
    """`nightly --once` ends with the exit code of its run and says which address failed; the next one gets its mail."""
    book = load_workbook(few.settings_file)
    items = {row[0].value: row[1] for row in book["参数"].iter_rows() if row[0].value}
    items["夜间结果发通知"].value = "是"
    book.save(few.settings_file)
    next(few.root.rglob("石井村三季度.xlsx")).unlink()  # no report: quicker
    few.private.mkdir(mode=0o700, exist_ok=True)
    with post_office() as (address, letters):
        few.addresses.write_text(f"{mail(free_port())}\n{address}\n", encoding="utf-8")
        code = commands.main(["nightly", "--once", "--workspace", str(few.root)], standalone_mode=False)
    assert code == 1
    assert "第1个通知地址（邮件）没有发出去" in capsys.readouterr().err
    assert (few.output / "2023Q3_内部.zip").is_file()
    (_, letter), = letters
    assert "未报13个" in letter["subject"]
    assert "需修改：白沙村。" in letter.get_content()
