"""Parts filled in our way are those of docxtpl itself."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docxtpl import DocxTemplate
from lxml import etree

from reportsamples import FOLDER, community, issues, village
from shuzhi.render.budget import BUDGET, Budget
from shuzhi.render.context import context_of
from shuzhi.render.environment import FIGURES, Environment
from shuzhi.render.fill import Given, filled
from shuzhi.render.package import pack
from shuzhi.render.template import load

CASES = [
    ("季度抓基层党建述职报告", village), ("季度抓基层党建述职报告", community), ("意见建议办理情况报告", issues),
]


def given(facts):
    """A new context with everything a template may ask for."""
    return {**context_of(facts), FIGURES: [], BUDGET: Budget()}


def canonical(root):
    """One spelling for equal XML."""
    return etree.tostring(root, method="c14n")


@pytest.mark.parametrize(("name", "facts"), CASES)
def test_every_part_is_as_docxtpl_renders_it(name, facts):
    """Body, headers and footers are canonically equal to those of a new DocxTemplate with the same environment."""
    template, own = load(FOLDER / f"{name}.docx"), facts()
    stock = DocxTemplate(BytesIO(pack(template.members)))
    stock.render(given(own), Environment(), autoescape=True)
    target = BytesIO()
    stock.save(target)
    context = given(own)
    with ZipFile(target) as archive:
        for part in template.parts:
            printed = filled(template.name, part, Given(0, context, context))
            assert canonical(printed) == canonical(etree.fromstring(archive.read(part.path))), part.path
