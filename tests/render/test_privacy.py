"""What a residents' report must not show, whatever stands in the rows."""

import dataclasses
import zipfile
from io import BytesIO

import pytest

from reportsamples import TEMPLATES, issues, village
from shuzhi import form
from shuzhi.model.words import Audience
from shuzhi.render.template import load, render


def planted(given, released="否"):
    """The facts with a sentinel of its own in every personal text column; `released`: 可公开姓名."""

    def marked(row):
        fields = form.load().sheet(row.sheet).fields
        secret = {
            field.name: f"密{row.sheet}{row.number}{field.name}密" for field in fields
            if field.disclosure == "personal" and field.type == "string" and not field.choices
        }
        open_ = {"public_name": released} if "public_name" in row.values else {}
        return row._replace(values={**row.values, **secret, **open_})

    rows = {name: tuple(map(marked, own)) for name, own in given.rows.items()}
    phone = {"phone": "13912345678", "filler_phone": "13912345678"}
    return dataclasses.replace(given, rows=rows, items={**given.items, **phone})


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("sample", [village, issues])
def test_no_personal_cell_reaches_a_report(path, audience, sample):
    """No personal text and no phone stands in any part of any report, for whomever it is."""
    report = render(load(path), planted(sample(audience)))
    with zipfile.ZipFile(BytesIO(report.docx)) as archive:
        text = "".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
    assert "密" not in text
    assert "1391234" not in text
    assert "13800000000" not in text
    if audience is Audience.RESIDENTS:
        assert "停止党籍" not in text
        assert "失联" not in text


def test_a_released_name_is_printed():
    """The sentinels are where reports look: who agreed is named in the report on issues."""
    path = next(path for path in TEMPLATES if path.stem == "意见建议办理情况报告")
    report = render(load(path), planted(issues(), "是"))
    with zipfile.ZipFile(BytesIO(report.docx)) as archive:
        assert "proposer密" in archive.read("word/document.xml").decode()
