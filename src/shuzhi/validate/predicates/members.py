"""Predicates of 党员: who stands in a row, and what is said of him."""

import re

import pandas as pd

from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.scene import Scene, is_branch_kind, once
from shuzhi.validate.views.members import YEAR, has, of, on_roll

MEMBERS = ("正式党员", "预备党员")
_SIGNS = re.compile(r"[、，,；;/ ]")
_HEAD = re.compile(r"(?:村|社区|居)?(?:党|党支部|支部)?书记|村?支书")
_POST = re.compile(
    r"(?!.*(?:团|妇|[村居监]委|委员会|主任)).*(?:书记|支书|党小组长|支委|(?:组织|宣传|纪检|统战|支部)委员).*"
)
_HAN = str.maketrans("一二三四五六七八九", "123456789")


@once
def same_member(scene: Scene) -> Cells:
    """Same name and birthday as a row above."""
    frame = scene["members"]
    return frame.filled(["name", "birth"]) & frame.duplicated(["submission", "name", "birth"])


def same_career(scene: Scene) -> Cells:
    """Same name, sex and 入党日期 as a row above, but another birthday; both on the roll."""
    frame = scene["members"]
    keys = ["submission", "name", "sex", "joined"]
    if not frame.duplicated(keys).any():
        return frame.column(values=False)
    listed = frame[of(frame, *MEMBERS) & frame.filled([*keys, "birth"])]
    hits = listed.duplicated(keys) & ~listed.duplicated([*keys, "birth"])
    return hits.reindex(frame.index, fill_value=False) & ~same_member(scene)


def several_people(scene: Scene) -> Cells:
    """More than one name in a row: it would count as one member."""
    name = scene["members"]["name"]
    return name.isin([text for text in name.texts if "、" in text])


def same_identity(scene: Scene) -> Cells:
    """公民身份号码 of a row above that is another person by name or birthday (else `same_member`)."""
    frame = scene["members"]
    if not frame["identity"].texts:
        return frame.column(values=False)
    again = frame["identity"].notna() & frame.duplicated(["submission", "identity"])
    return again & ~same_member(scene)


def born_otherwise(scene: Scene, *, sex_too: bool) -> Cells:
    """出生日期 is not that of 公民身份号码, while 性别 is (sex_too: nor is 性别); day 1 may stand for a month."""
    frame = scene["members"]
    if not frame["identity"].texts:
        return frame.column(values=False)
    said = _born(frame)
    month: pd.Series = frame["birth"] == said - pd.to_timedelta(said.dt.day - 1, unit="D")
    differs = frame["birth"].notna() & said.notna() & frame["birth"].ne(said) & ~month
    return differs & _sex_differs(frame).eq(sex_too)


def sexed_otherwise(scene: Scene) -> Cells:
    """性别 is not that of 公民身份号码, while 出生日期 is."""
    frame = scene["members"]
    if not frame["identity"].texts:
        return frame.column(values=False)
    return _sex_differs(frame) & ~born_otherwise(scene, sex_too=True)


def too_old(scene: Scene) -> Cells:
    """More than `threshold` years old on 统计截止日期."""
    frame = scene["members"]
    eldest = scene.branch("coverage_end", frame) - pd.DateOffset(years=int(scene.threshold))
    return on_roll(frame) & (frame["birth"] < eldest)


def too_young_now(scene: Scene) -> Cells:
    """Less than 18 years old on 统计截止日期."""
    frame = scene["members"]
    return on_roll(frame) & (frame["birth"] > scene.branch("coverage_end", frame) - pd.DateOffset(years=18))


def changed_on_roll(scene: Scene) -> Cells:
    """变动日期 of somebody 在册."""
    frame = scene["members"]
    return on_roll(frame) & frame["changed"].notna()


def left_before_coming(scene: Scene) -> Cells:
    """变动日期 before 转入日期, of somebody who left."""
    frame = scene["members"]
    return ~on_roll(frame) & (frame["changed"] < frame["moved_in"])


def mobile_nowhere(scene: Scene) -> Cells:
    """是否流动 is 是, 流入地 blank."""
    frame = scene["members"]
    return of(frame, *MEMBERS) & frame["mobile"].eq("是") & frame["mobile_to"].isna() & has(scene, "mobile_to")


def mobile_unsaid(scene: Scene) -> Cells:
    """流入地 filled, 是否流动 not 是."""
    frame = scene["members"]
    return of(frame, *MEMBERS) & frame["mobile_to"].notna() & frame["mobile"].ne("是") & has(scene, "mobile")


def lost_undated(scene: Scene) -> Cells:
    """是否失联 is 是, 失联日期 blank."""
    frame = scene["members"]
    return on_roll(frame) & frame["lost"].eq("是") & frame["lost_since"].isna() & has(scene, "lost_since")


def lost_unsaid(scene: Scene) -> Cells:
    """失联日期 filled, 是否失联 not 是."""
    frame = scene["members"]
    return on_roll(frame) & frame["lost_since"].notna() & frame["lost"].ne("是") & has(scene, "lost")


def long_lost(scene: Scene) -> Cells:
    """A member 在册 who was lost `threshold` months before 办理情况截至日期 or longer."""
    frame = scene["members"]
    limit = scene.as_of_days(frame) - pd.DateOffset(months=int(scene.threshold))
    return of(frame, *MEMBERS) & frame["lost"].eq("是") & (frame["lost_since"] <= limit)


def long_suspended(scene: Scene) -> Cells:
    """停止党籍 two years before 办理情况截至日期 or longer."""
    frame = scene["members"]
    return frame["status"].eq("停止党籍") & (frame["changed"] <= scene.as_of_days(frame) - 2 * YEAR)


def second_head(scene: Scene) -> Cells:
    """书记 like one above, in the same 支部."""
    frame = scene["members"]
    heads = frame[_any_post(frame, _HEAD) & on_roll(frame) & is_branch_kind(scene.branch("org_type", frame))]
    if len(heads) < 2:
        return frame.column(values=False)
    return heads.duplicated(["submission", "unit"]).reindex(frame.index, fill_value=False)


def post_without_vote(scene: Scene) -> Cells:
    """A post in the 支部 held by somebody who is no 正式党员."""
    frame = scene["members"]
    return _any_post(frame, _POST) & on_roll(frame) & frame["type"].notna() & frame["type"].ne("正式党员")


def more_groups(scene: Scene) -> Cells:
    """How many 党小组 the people of a 支部 stand in, where they are more than 党小组数."""
    frame, people = scene["branches"], scene["members"]
    named = people.rows(of(people, *MEMBERS) & people["group"].notna(), ["submission", "group"])
    if not len(named):
        return frame.column(None)
    plain = {text: _group(text) for text in named["group"].unique()}
    counts = named["group"].map(plain).groupby(named["submission"]).nunique()
    counted = frame["submission"].map(counts).where(is_branch_kind(frame["org_type"]))
    return counted.map("{:.0f}".format, na_action="ignore").where(counted > frame["groups"]).astype(object)


def many_reports(scene: Scene) -> Cells:
    """More than `threshold` 思想汇报 for each thirty days of the coverage."""
    frame = scene["members"]
    length = (scene.branch("coverage_end", frame) - scene.branch("coverage_start", frame)).dt.days
    return frame["thought_reports"] > scene.threshold * length / 30


def _born(frame: Rows) -> Cells:
    return pd.to_datetime(frame["identity"].str[6:14], format="%Y%m%d", errors="coerce")


def _sex_differs(frame: Rows) -> Cells:
    male = frame["identity"].str[16].isin(list("13579"))
    return frame["identity"].notna() & frame["sex"].notna() & (frame["sex"].eq("男") != male)


def _any_post(frame: Rows, pattern: re.Pattern[str]) -> Cells:
    """党内职务 of which one part is such a post."""
    named = [text for text in frame["post"].texts if any(pattern.fullmatch(part) for part in _SIGNS.split(text))]
    return frame["post"].isin(named)


def _group(text: str) -> str:
    """第一党小组, 一组 and 1 are one."""
    return re.sub(r"第|党|小组|组", "", text).translate(_HAN) or text
