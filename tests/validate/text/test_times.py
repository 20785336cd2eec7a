"""Quarters and years in text, against label and coverage."""

import pytest

from goodbranch import GOOD, SETTINGS, scene
from shuzhi.model.finding import findings_frame
from shuzhi.validate.text import reading

NOBODY = findings_frame(())[["submission", "sheet", "row", "field"]]


def codes(body, **items):
    content = {**GOOD, "支部信息": {**GOOD["支部信息"], **items},
               "文字材料": f"| 栏目 | 正文 |\n| 特色做法 | {body} |"}
    return reading.read(scene(content, SETTINGS), NOBODY)["code"].tolist()


SECOND = {"统计起始日期": "2023-04-01", "统计截止日期": "2023-06-30"}


@pytest.mark.parametrize("body", ["现将本人第二季度工作情况报告如下。", "第二季度召开支委会3次。", "现将上半年工作情况报告如下。"])
def test_the_quarter_that_is_counted_may_be_reported(body):
    """A third-quarter meeting often reports on the second quarter: both label and coverage fit."""
    assert codes(body, **SECOND) == []


@pytest.mark.parametrize("body", [
    "四季度继续清淤。", "明年一季度修桥。", "2024年一季度修桥。", "二季度提出的3条意见都已答复。", "每季度召开一次党员大会。",
    "四季春社区服务队来过。", "前三季度走访20户。", "同2022年三季度相比多2次。", "2021年建成的路已经修补。",
])
def test_other_quarters_that_are_no_fault(body):
    """What is to come, comparisons, matters carried over, rhythms."""
    assert codes(body) == []


@pytest.mark.parametrize("body", ["2022年三季度召开支委会3次。", "第一季度，共走访20户。"])
def test_work_of_another_quarter(body):
    """Done in a quarter that this report does not cover."""
    assert codes(body) == ["R03"]
