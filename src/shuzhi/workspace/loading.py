"""The settings of a workspace: read from 乡镇台账.xlsx, or as they were read from the very same file before."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from shuzhi.cache import Cache, key
from shuzhi.errors import SettingsFault
from shuzhi.files.digest import digest_of
from shuzhi.files.regular import opened
from shuzhi.model.period import Period
from shuzhi.model.settings import Settings
from shuzhi.workspace.folders import Workspace

_MISSING = "没有找到这个文件。请先运行 shuzhi init 建好工作文件夹，或把文件放回原处。"


@dataclass(frozen=True)
class Loaded:
    """Settings, and what they were read from just now; "" = they are kept, or the file changed meanwhile."""

    settings: Settings
    seen: str = ""


def load_settings(workspace: Workspace, period: Period | None = None) -> Settings:
    """The settings of 乡镇台账.xlsx; SettingsFault names every mistake with its sheet and cell.

    `period` other than that of 参数 counts its own calendar days and has no deadline.
    """
    loaded = load(workspace, period)
    if workspace.private.is_dir():
        keep(loaded, workspace, period)
    return loaded.settings


def load(workspace: Workspace, period: Period | None, beside: Callable[[], None] | None = None) -> Loaded:
    """The same; nothing is written. `beside` begins what can go on while the file is read: it is called where it is."""
    if tangled := workspace.tangled():
        raise SettingsFault(str(workspace.root), [tangled])
    path = workspace.settings_file
    if not os.path.lexists(path):
        raise SettingsFault(str(path), [_MISSING])
    seen = _key(workspace, period)
    match Cache(workspace.settings_read).get(_name(period)):
        case (str(kept), Settings() as settings) if kept and kept == seen and _templates_are_there(workspace, settings):
            return Loaded(settings)
    if beside is not None:
        beside()
    from shuzhi.workspace.township import read_settings  # noqa: PLC0415 - heavy: the file seldom changes

    settings = read_settings(workspace, period)
    return Loaded(settings, seen if seen == _key(workspace, period) else "")


def keep(loaded: Loaded, workspace: Workspace, period: Period | None) -> None:
    """Keep what was read, in the workspace's private folder; a disk that is full only means that it is read again."""
    if loaded.seen:
        Cache(workspace.settings_read).put(_name(period), (loaded.seen, loaded.settings))


def _name(period: Period | None) -> str:
    return period.code if period else "own"


def _key(workspace: Workspace, period: Period | None) -> str:
    """What the settings are read from; "" where it cannot be read: then the reader says why."""
    try:
        with opened(workspace.settings_file) as file:
            return key("settings", digest_of(file), period)
    except OSError:
        return ""


def _templates_are_there(workspace: Workspace, settings: Settings) -> bool:
    """The one thing beside the file that settings are refused for."""
    return all(os.path.isfile(workspace.templates / kind.template) for kind in settings.reports)  # noqa: PTH113 - never raises
