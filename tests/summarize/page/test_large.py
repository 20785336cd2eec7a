"""index.html of a township too large to be laid out at once, as a browser shows it."""

from dataclasses import replace

import pandas as pd
import pytest

from browsing import CHROMIUM, browsing, visit
from joined import results
from shuzhi.summarize.page.page import FEW, SHOWN, page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
COUNT = max(FEW, SHOWN) + 5
RETURNED = FEW + 5


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The first branch of the invented township many times, each with a number of members of its own; many sent back."""
    given = results()
    codes = [f"{number:03d}" for number in range(COUNT)]
    branches = pd.concat([given.branches.iloc[[0]]] * COUNT).assign(
        branch_code=codes, short_name=[f"第{code}村" for code in codes],
        state=["returned"] * RETURNED + ["accepted"] * (COUNT - RETURNED))
    members = pd.concat([given.indicators.iloc[[0]]] * COUNT).assign(branch_code=codes, value=range(COUNT))
    path = tmp_path_factory.mktemp("large") / "index.html"
    path.write_bytes(page(replace(given, branches=branches, indicators=members), []))
    return path


@pytest.fixture(scope="module")
def browser():
    with browsing() as started:
        yield started


@pytest.fixture(scope="module")
def seen(browser, large):
    with visit(browser, large) as found:
        yield found


def test_section_shows_the_figures_of_the_tables(seen):
    """A section that is opened shows what the tables of indicators say of its branch."""
    seen.page.evaluate("location.hash = '#b103'")
    seen.page.wait_for_selector("#b103[open] .groups li")
    assert seen.texts("#b103 .groups h5") == ["党员队伍"]
    assert seen.texts("#b103 .groups li") == ["党员总数（名） 103"]
    assert seen.page.locator(".branch[open]").count() == 1


def test_paper_takes_no_hundreds_of_sections(browser, large):
    """Printed whole, a large township opens no section and leaves them out; filtered down to one, that one is printed."""
    with visit(browser, large) as seen:
        seen.page.emulate_media(media="print")
        seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert not seen.page.locator("#branches").is_visible()
        seen.page.evaluate("dispatchEvent(new Event('afterprint'))")
        seen.page.evaluate("""() => {
            document.getElementById('search').value = '第007村';
            document.getElementById('search').dispatchEvent(new Event('input'));
        }""")
        seen.page.locator("#found", has_text="支部 1 个").wait_for(state="attached")
        seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert seen.page.locator("#branches").is_visible()
        assert seen.texts(".branch[open] h3") == ["第007村"]


def test_pages_of_a_table(seen):
    """A hundred lines at a time; sorting sorts all of them, not only those that are seen."""
    pager = seen.page.locator("#arrivals >> xpath=../following-sibling::div[1]")
    assert len(seen.column("arrivals", 1)) == SHOWN
    pager.get_by_text("下一页").press("Enter")
    assert seen.column("arrivals", 1) == [f"第{number:03d}村" for number in range(SHOWN, COUNT)]
    assert seen.page.evaluate("document.activeElement.textContent") == "上一页"
    for _ in range(2):
        seen.page.locator("#arrivals thead button").first.click()
    assert seen.column("arrivals", 1)[0] == f"第{COUNT - 1:03d}村"
    assert seen.told == []
