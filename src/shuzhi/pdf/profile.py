"""The settings of a call of LibreOffice: it follows no link, asks no network, runs no macro, whatever it is given."""

from pathlib import Path

_FILE = "user/registrymodifications.xcu"
_OFFICE, _INET = "/org.openoffice.Office", "/org.openoffice.Inet/Settings"
_NOBODY, _PORT = "127.0.0.1", "9"  # the discard service, which nobody runs: a proxy that never answers
_SETTINGS = (  # node, property, value; by the names of LibreOffice's registry (main.xcd)
    (f"{_OFFICE}.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_OFFICE}.Common/Security/Scripting", "DisableActiveContent", "true"),  # since 24.2
    (f"{_OFFICE}.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_OFFICE}.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_OFFICE}.Writer/Content/Update", "Link", "0"),  # never
    (_INET, "ooInetProxyType", "2"),  # as given here
    *((_INET, f"ooInet{kind}ProxyName", _NOBODY) for kind in ("HTTP", "HTTPS", "FTP")),
    *((_INET, f"ooInet{kind}ProxyPort", _PORT) for kind in ("HTTP", "HTTPS", "FTP")),
)
_ITEM = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_WHOLE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</oor:items>'
)


def put_profile(folder: Path) -> None:
    """Write the settings into a profile's folder. Raises OSError."""
    path = folder / _FILE
    path.parent.mkdir(parents=True)
    path.write_text(_WHOLE.format("".join(_ITEM.format(*one) for one in _SETTINGS)), encoding="utf-8")
