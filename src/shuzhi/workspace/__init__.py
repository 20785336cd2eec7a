"""The workspace: where things lie, and 乡镇台账.xlsx as frozen settings with every mistake in it at once."""

from shuzhi.workspace.folders import SETTINGS_FILE, Workspace
from shuzhi.workspace.loading import load_settings
from shuzhi.workspace.neutral import neutral_settings

__all__ = ["SETTINGS_FILE", "Workspace", "load_settings", "neutral_settings"]
