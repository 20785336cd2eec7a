"""Messages really sent: mail to an SMTP server of this process, and what becomes of addresses that fail."""

import logging
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing

import apprise
import pytest

from postoffice import free_port, mail, post_office
from shuzhi import notify
from shuzhi.notify import addresses, kind, send

# apprise looks for a module of the standard library that Python 3.13 drops.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
TITLE = "【述职】今晚没有生成（10月9日）"
BODY = "【述职】今晚没有生成（10月9日）。\n参数 B5 <必填> & 空着。\n内部包：C:\\new\\2023Q3_内部.zip"
SECRET = "SecretCode0123"
KEY = "0a1b2c3d-1111-2222-3333-444455556666"


def test_a_mail_arrives_as_it_was_written():
    """Subject and body, decoded, are the message: angle brackets, ampersands and backslashes too; one for each."""
    with post_office() as (address, letters):
        assert send([address, address.replace("office@", "second@")], TITLE, BODY) == ()
    assert sorted(to[0] for to, _ in letters) == ["office@qinghe.example", "second@qinghe.example"]
    for _, letter in letters:
        assert letter["subject"] == TITLE
        assert letter["from"] == "shuzhi@qinghe.example"
        assert letter.get_content_type() == "text/plain"
        assert letter.get_content().strip().splitlines() == BODY.splitlines()


def test_one_failing_address_does_not_keep_the_others_from_theirs(capfd, caplog):
    """Each fault names the place and the kind; no address, key or password reaches a log, stdout or stderr."""
    caplog.set_level(logging.DEBUG)
    with post_office() as (address, letters):
        broken = f"mailto://user:{SECRET}@127.0.0.1:{free_port()}/?from=a@qinghe.example&to=b@qinghe.example"
        faults = send([broken, address, f"wecombot://{SECRET}!!", f"nowhere://{SECRET}"], TITLE, BODY)
    assert len(letters) == 1
    assert [fault.partition("。")[0] for fault in faults] == [
        "第1个通知地址（邮件）没有发出去", "第3个通知地址（企业微信）写得不对，没有发出去", "第4个通知地址（其他）写得不对，没有发出去",
    ]
    logged = [record.getMessage() for record in caplog.records if record.name != "mail.log"]  # the server's own log
    written = "".join((*faults, *capfd.readouterr(), *logged))
    assert SECRET not in written
    assert "qinghe" not in written


def test_a_server_that_never_answers_is_not_waited_for():
    """After the seconds given the call comes back with a fault, whatever the server does."""
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        began = time.monotonic()
        faults = send([mail(silent.getsockname()[1])], TITLE, BODY, seconds=0.3)
    assert time.monotonic() - began < 3
    assert [fault[:13] for fault in faults] == ["第1个通知地址（邮件）等了"]
    assert all(thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread())


@pytest.mark.parametrize(("address", "name", "service"), [
    ("mailto://user:code@163.com", "邮件", "NotifyEmail"),
    ("mailtos://123456:code@qq.com?to=a@qq.com,b@163.com", "邮件", "NotifyEmail"),
    (f"wecombot://{KEY}", "企业微信", "NotifyWeComBot"),
    (f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", "企业微信", "NotifyWeComBot"),
    ("dingtalk://0123abcd", "钉钉", "NotifyDingTalk"),
    ("dingtalk://SEC0123abcd@0123abcd", "钉钉", "NotifyDingTalk"),
    ("https://oapi.dingtalk.com/robot/send?access_token=0123abcd", "钉钉", "NotifyDingTalk"),
    (f"feishu://{KEY}", "飞书", "NotifyFeishu"),
    (f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}", "飞书", "NotifyFeishu"),
])
def test_the_documented_addresses_are_understood(address, name, service):
    """Also what the page of a group's robot shows to copy; staff read the kind in Chinese."""
    assert kind(address) == name
    assert type(apprise.Apprise.instantiate(notify._understood(address))).__name__ == service


def test_addresses_are_the_lines_of_the_file(tmp_path):
    """With or without a byte order mark, whatever the comments are encoded in; without a file there are none."""
    path = tmp_path / "通知地址.txt"
    assert addresses(path) == ()
    lines = "# 办公室邮箱\r\n\r\n  mailto://a:b@qq.com \r\n# 工作群\r\nwecombot://abc\r\n"
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        path.write_bytes(lines.encode(encoding))
        assert addresses(path) == ("mailto://a:b@qq.com", "wecombot://abc")


def test_a_long_message_reaches_a_group_whole():
    """WeCom takes 2048 bytes: cut between lines or after a 、, nothing lost, no piece too long."""
    names = "、".join(f"青禾镇第{number}村" for number in range(200))
    text = f"【述职】第一行\n未报200个：{names}。\n内部包：x.zip"
    pieces = list(notify._pieces(text, 2000))
    assert len(pieces) > 1
    assert all(len(piece.encode()) <= 2000 for piece in pieces)
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")
    assert all(piece.endswith(("、", "。", "zip")) or piece == "【述职】第一行" for piece in pieces)
    assert list(notify._pieces("短", 2000)) == ["短"]


def test_without_the_library_it_is_said_how_to_install_it():
    """One fault, no exception: in a process where apprise cannot be imported."""
    program = ("import sys; sys.modules['apprise'] = None\nfrom shuzhi.notify import send\n"
               "print(send(['mailto://a:b@qq.com'], 't', 'b'))")
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", program], capture_output=True, text=True, encoding="utf-8", check=True)
    assert "pip install --require-hashes -r constraints-extras.txt" in done.stdout
    assert "qq.com" not in done.stdout
