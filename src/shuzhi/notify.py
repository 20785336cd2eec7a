"""Messages by mail or into a group of WeCom, DingTalk or Feishu; apprise is imported only when one is sent.

An address is a URL of apprise and holds a password or a robot's key: neither it nor what the library logs of it
leaves this module. A fault names the kind of address and its place in the list.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

SECONDS = 60.0  # for all addresses together
_KINDS = {
    "mailto://": "邮件", "mailtos://": "邮件",
    "wecombot://": "企业微信", "https://qyapi.weixin.qq.com/": "企业微信",
    "dingtalk://": "钉钉", "https://oapi.dingtalk.com/": "钉钉",
    "feishu://": "飞书", "https://open.feishu.cn/": "飞书",
}
# What the page of a group's robot shows to copy, and how apprise wants it; it knows that of WeCom by itself.
_SHOWN = {
    "https://oapi.dingtalk.com/robot/send?access_token=": "dingtalk://",
    "https://open.feishu.cn/open-apis/bot/v2/hook/": "feishu://",
}
_MAIL = "邮件"
_OTHER = "其他"
# Bytes of one message: WeCom drops a longer one (developer.work.weixin.qq.com/document/path/99110: 2048), DingTalk and
# Feishu take 20,000; a mail may be of any length.
_MOST = {"企业微信": 2000, "钉钉": 19000, "飞书": 19000}
_MISSING = (
    "发通知要用的组件没有安装，这次没有发。请装机的技术人员在程序文件夹里运行 "
    "pip install --require-hashes -r constraints-extras.txt。"
)
_UNREAD = "写得不对，没有发出去。请照说明书改正“通知地址.txt”里的这一行。"
_UNSENT = "没有发出去。请核对网络，再核对“通知地址.txt”里这一行的授权码或机器人地址是不是还有效。"
_SLOW = "等了{:.0f}秒还没有发出去。请核对网络，再核对“通知地址.txt”里这一行的服务器。"


def addresses(path: Path) -> tuple[str, ...]:
    """The addresses of a file, one a line; blank lines and those that begin with # are left out.

    A file that is not there has none; OSError if it cannot be read.
    """
    try:
        # A comment saved by an old Notepad in another encoding must not hide the addresses, which are plain ASCII.
        lines = path.read_bytes().decode("utf-8-sig", errors="replace").splitlines()
    except FileNotFoundError:
        return ()
    return tuple(line.strip() for line in lines if line.strip() and not line.strip().startswith("#"))


def kind(address: str) -> str:
    """What staff call the kind of an address: 邮件, 企业微信, 钉钉, 飞书, 其他."""
    return next((name for start, name in _KINDS.items() if address.lower().startswith(start)), _OTHER)


def send(places: Sequence[str], title: str, body: str, seconds: float = SECONDS) -> tuple[str, ...]:
    """Send a message to every address at once; gives a fault in Chinese for each that failed, and never raises.

    Only a mail has the title: a group reads the body alone, whose first line must therefore say the same. After
    `seconds` it is waited no longer.
    """
    try:
        import apprise  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        return (_MISSING,)
    _mute()
    asset = apprise.AppriseAsset(app_id="shuzhi", app_desc="述职", async_mode=False)
    senders = [apprise.Apprise(asset=asset) for _ in places]
    faults = ["" if one.add(_understood(address)) else _UNREAD for one, address in zip(senders, places, strict=True)]

    def deliver(place: int) -> None:
        faults[place] = _sent(senders[place], kind(places[place]), title, body)

    threads = []
    for place, fault in enumerate(faults):
        if not fault:
            faults[place] = _SLOW.format(seconds)  # until it is done
            threads.append(Thread(target=deliver, args=(place,), daemon=True))
    for thread in threads:
        thread.start()
    end = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(end - time.monotonic(), 0))
    told = zip(places, tuple(faults), strict=True)
    return tuple(f"第{n}个通知地址（{kind(address)}）{fault}" for n, (address, fault) in enumerate(told, 1) if fault)


def _understood(address: str) -> str:
    """The address as apprise wants it."""
    for shown, wanted in _SHOWN.items():
        address = address.replace(shown, wanted, 1) if address.startswith(shown) else address
    return address


def _sent(sender: Any, sort: str, title: str, body: str) -> str:
    """Send to one address of a kind; "" or what went wrong."""
    heading, pieces = (title, [body]) if sort in (_MAIL, _OTHER) else ("", list(_pieces(body, _MOST[sort])))
    try:
        done = all(sender.notify(piece, title=heading, body_format="text") for piece in pieces)
    except Exception:  # noqa: BLE001 - whatever a plugin raises is this address's fault; its text may hold the secret
        done = False
    return "" if done else _UNSENT


def _pieces(text: str, most: int) -> Iterator[str]:
    """A text in messages of at most `most` bytes: cut between lines, a line that is too long after a 、."""
    message = ""
    for part in text.replace("\n", "\n\0").replace("、", "、\0").split("\0"):
        if message and len((message + part).encode()) > most:
            # Better a whole line on the next message than half a list.
            whole, line = message.rpartition("\n")[::2]
            if whole and len((line + part).encode()) <= most // 2:
                yield whole
                message = line
            else:
                yield message.rstrip("\n")
                message = ""
        message += part
    yield message


def _mute() -> None:
    """What apprise and its HTTP client log holds keys and addresses: nobody hears it."""
    for name in ("apprise", "urllib3"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
