"""Predicates of 居民提案: its state against what is filled, who raised it, one issue a row."""

import re

from shuzhi.validate.columns import Cells
from shuzhi.validate.predicates import dates
from shuzhi.validate.scene import Scene
from shuzhi.validate.views.rows import among, folded, gap

_RATED = ["满意", "基本满意", "不满意"]
_NOBODY = ["匿名", "无", "不详", "未知", "保密"]  # what stands for a name
_SEVERAL = re.compile(r"[；;]\s*\S|另外|此外|一是.*二是|(?<![0-9])1[、.．)）].*(?<![0-9])2[、.．)）]|①.*②")


def closed_state(scene: Scene) -> Cells:
    """办结日期 in a proposal that is not solved."""
    frame = scene["proposals"]
    return frame["closed"].notna() & frame["state"].isin(["正在办理", "未办理", "暂不具备条件", "不予采纳"])


def referred_state(scene: Scene) -> Cells:
    """转办单位 or 转办日期 in a proposal that is neither 已转办 nor solved."""
    frame = scene["proposals"]
    referred = frame["referred_to"].notna() | frame["referred"].notna()
    return referred & frame["state"].isin(["正在办理", "未办理", "暂不具备条件", "不予采纳"])


def later(scene: Scene, first: str, second: str) -> Cells:
    """The day in `first` is after the day in `second`, but no later than 填报日期 (H01 tells that)."""
    frame = scene["proposals"]
    return (frame[first] > frame[second]) & ~dates.is_future(scene, "proposals", first)


def proposed_later(scene: Scene) -> Cells:
    """提出日期 after the coverage, but no later than 填报日期."""
    frame = scene["proposals"]
    return (frame["proposed"] > scene.branch("coverage_end", frame)) & ~dates.is_future(scene, "proposals", "proposed")


def acceptance_unknown(scene: Scene) -> Cells:
    """受理日期 blank although something was done; told once, with how many there are."""
    frame = scene["proposals"]
    done = frame["state"].notna() & frame["state"].ne("未办理") & frame["merged_into"].isna()
    return folded(scene, "proposals", gap(scene, "proposals", "accepted", done))


def other_side_unknown(scene: Scene) -> Cells:
    """对方答复 without 转办单位 (已转办: the form's own check)."""
    frame = scene["proposals"]
    return gap(scene, "proposals", "referred_to", frame["referred_reply"].notna() & frame["state"].ne("已转办"))


def rated_unanswered(scene: Scene) -> Cells:
    """满意度 without 答复内容."""
    frame = scene["proposals"]
    return frame["satisfaction"].isin(_RATED) & frame["reply"].isna()


def day_without_reply(scene: Scene) -> Cells:
    """答复日期 without 答复内容, where the state does not ask for one and nothing is rated."""
    frame = scene["proposals"]
    hits = frame["replied"].notna() & ~frame["satisfaction"].isin(_RATED)
    return gap(scene, "proposals", "reply", hits & frame["state"].isin(["正在办理", "未办理"]))


def reply_without_day(scene: Scene) -> Cells:
    """答复内容 without 答复日期, where the state does not ask for one."""
    frame = scene["proposals"]
    return gap(scene, "proposals", "replied", frame["reply"].notna() & frame["state"].isin(["正在办理", "未办理"]))


def unsatisfied(scene: Scene) -> Cells:
    """已办结 but 不满意, with nothing in 说明 and no row whose 原编号 raises it again."""
    frame = scene["proposals"]
    silent = frame["state"].eq("已办结") & frame["satisfaction"].eq("不满意") & frame["note"].isna()
    if not silent.any():
        return silent
    return silent & ~among(frame, ["submission", "number"], frame, ["submission", "raised_before"])


def anonymous_named(scene: Scene) -> Cells:
    """匿名 with 提出人 filled."""
    frame = scene["proposals"]
    return frame["role"].eq("匿名") & frame["proposer"].notna() & ~frame["proposer"].isin(_NOBODY)


def anonymous_public(scene: Scene) -> Cells:
    """匿名 and nobody named, but the name may be made public."""
    frame = scene["proposals"]
    return frame["role"].eq("匿名") & frame["public_name"].eq("是") & ~anonymous_named(scene)


def nobody_public(scene: Scene) -> Cells:
    """The name may be made public, but there is none."""
    frame = scene["proposals"]
    return gap(scene, "proposals", "proposer", frame["public_name"].eq("是") & frame["role"].ne("匿名"))


def several_issues(scene: Scene) -> Cells:
    """事项 that counts up several, or is longer than the threshold."""
    title = scene["proposals"]["title"]
    return title.isin([text for text in title.texts if _SEVERAL.search(text) or len(text) > scene.threshold])


def beyond_power(scene: Scene, words: tuple[str, ...]) -> Cells:
    """Solved by the branch itself, though the words of 事项 are another body's business."""
    frame = scene["proposals"]
    alone = frame["state"].eq("已办结") & frame["referred_to"].isna() & frame["referred_reply"].isna()
    pattern = re.compile("|".join(words))
    return alone & frame["title"].isin([text for text in frame["title"].texts if pattern.search(text)])


def same_proposal(scene: Scene) -> Cells:
    """Day, 组别, 提出人 and 事项 of a row above; not what is merged or raised again."""
    frame = scene["proposals"]
    keys = ["submission", "proposed", "group", "proposer", "title"]
    typed = frame.filled(["proposed", "group", "title"])
    return typed & frame.duplicated(keys) & frame["merged_into"].isna() & frame["raised_before"].isna()


def raised_itself(scene: Scene) -> Cells:
    """原编号 is the row's own 编号."""
    frame = scene["proposals"]
    return frame["raised_before"].notna() & (frame["raised_before"] == frame["number"])
