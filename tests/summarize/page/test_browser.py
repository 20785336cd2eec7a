"""index.html as a browser shows it: nothing from outside, everything by keyboard, readable by all, on paper too."""

from dataclasses import replace
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe

from browsing import CHROMIUM, browsing, visit
from joined import results as joined
from shuzhi.summarize.page.page import page as made

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

NASTY = ("<script>alert(1)</script>", "</script><b>粗</b>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}")
# What Chromium learned after version 86, as far as a page of this kind could use it.
FORGET = """
for (const [where, names] of [
    [Array.prototype, ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with']],
    [String.prototype, ['at', 'isWellFormed', 'toWellFormed']],
    [Object, ['hasOwn', 'groupBy']], [Map, ['groupBy']], [Promise, ['withResolvers', 'try']],
    [Set.prototype, ['union', 'intersection', 'difference', 'isSubsetOf']], [URL, ['canParse', 'parse']],
    [Object.getPrototypeOf(Object.getPrototypeOf([].values())), ['map', 'filter', 'toArray', 'reduce', 'some', 'find']],
    [Element.prototype, ['checkVisibility', 'setHTMLUnsafe', 'getHTML', 'moveBefore']],
    [HTMLElement.prototype, ['showPopover', 'togglePopover']], [Document.prototype, ['startViewTransition']],
    [window, ['structuredClone', 'reportError', 'scheduler', 'navigation', 'Iterator']],
]) names.forEach((name) => delete where[name]);
"""
GRAVE = ("serious", "critical")


@pytest.fixture(scope="module")
def browser():
    """One browser for all of them."""
    with browsing() as started:
        yield started


@pytest.fixture(scope="module")
def sample(delivered):
    """The page of the sample township, beside its files."""
    return delivered.folder / "index.html"


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """The page of a township whose texts are no texts to be trusted."""
    found = joined()
    branches = found.branches.assign(short_name=NASTY)
    tasks = found.frames["tasks"].assign(title=NASTY[0])
    path = tmp_path_factory.mktemp("odd") / "index.html"
    path.write_bytes(made(replace(found, branches=branches, frames={**found.frames, "tasks": tasks}), []))
    return path


def both(function):
    """A test of the sample's page and of the odd one."""
    return pytest.mark.parametrize("which", ["sample", "odd"])(function)


@both
def test_page_says_nothing_and_asks_for_nothing(browser, which, request):
    """Opening a page, choosing in it and changing its theme break no policy, throw nothing, fetch only the page."""
    path = request.getfixturevalue(which)
    with visit(browser, path) as seen:
        for choice in ("#indicator", "#state", "#unit", "#level"):
            seen.page.locator(choice).select_option(index=1)
        seen.page.get_by_role("button", name="全部显示").click()
        seen.page.get_by_role("button", name="深色").click()
        seen.page.set_viewport_size({"width": 700, "height": 900})
        seen.page.wait_for_timeout(150)
        assert seen.told == []
        assert seen.asked == [path.as_uri()]


def test_page_needs_nothing_newer_than_chromium_86(browser, sample):
    """Without what browsers learned later, sorting, searching, opening, printing and every chart work all the same."""
    with visit(browser, sample, script=FORGET) as seen:
        assert seen.page.evaluate("[[].at, ''.at, Object.hasOwn, window.structuredClone, [].toSorted]") == [None] * 5
        seen.page.locator("#arrivals thead button").first.click()
        seen.page.locator("#indicator").select_option(index=3)
        seen.page.get_by_label("查找").fill("石井村")
        seen.page.locator("#found", has_text="支部 1 个").wait_for()
        seen.page.locator("#arrivals tbody th a").click()
        seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert seen.texts(".branch[open] h3") == ["石井村"]
        assert seen.told == []


def test_page_opened_inside_a_zip_says_so(browser, sample, tmp_path):
    """Alone in Windows' folder of temporary files, the page says that its links need the unpacked folder."""
    inside = tmp_path / "AppData" / "Local" / "Temp" / "Temp1_云溪镇.zip" / "index.html"
    inside.parent.mkdir(parents=True)
    inside.write_bytes(sample.read_bytes())
    for path, told in ((inside, True), (sample, False)):
        with visit(browser, path) as seen:
            assert seen.page.locator("#zipped").is_visible() is told


def test_policy_stops_foreign_script_and_style(browser, sample):
    """A script or a style attribute that got into the page would do nothing but be reported."""
    with visit(browser, sample) as seen:
        seen.page.evaluate("""() => {
            const script = document.createElement('script');
            script.textContent = 'window.got = 1';
            document.body.append(script);
            document.body.setAttribute('style', 'display: none');
        }""")
        seen.page.wait_for_timeout(50)
        assert seen.page.evaluate("[window.got, getComputedStyle(document.body).display]") == [None, "block"]
        assert {line for line in seen.told if "violation" in line} == {
            "error: violation script-src-elem", "error: violation style-src-attr",
        }


def test_odd_names_are_shown_as_typed(browser, odd):
    """What looks like a script or a template stands in the tables and charts as it was typed."""
    with visit(browser, odd) as seen:
        assert seen.column("arrivals", 1) == list(NASTY)
        assert seen.column("tasks", 3) == [NASTY[0]] * 4
        drawn = seen.page.locator("figure[data-chart='timeline'] title").first.text_content()
        assert NASTY[0] in drawn
        assert seen.page.locator("img").count() == 0


@both
def test_every_chart_is_a_picture_with_words(browser, which, request):
    """Each figure holds a drawing that a screen reader can name, or says why there is none."""
    with visit(browser, request.getfixturevalue(which)) as seen:
        for figure in seen.page.locator("figure.chart").all():
            name = figure.get_attribute("data-chart")
            words = [one.get_attribute("aria-label") for one in figure.locator(".chart-area svg").all()]
            assert all(words or [figure.locator(".chart-empty").inner_text()]), name
            assert (name == "trend") or words, name


def test_bars_are_the_numbers(browser, sample):
    """The totals at the bars are those of the table beside them; another indicator draws its own bars."""
    with visit(browser, sample) as seen:
        bars = "figure[data-chart='indicators'] .chart-value"
        members = seen.texts(bars)
        assert sorted(members) == sorted(filter(None, seen.column("indicators-0", 3)))
        seen.page.locator("#indicator").select_option("tasks_total")
        assert seen.texts(bars) != members
        assert sum(map(int, seen.texts(bars))) == 33
        states = seen.texts("figure[data-chart='completeness'] .chart-value")
        assert states == ["1", "1", "1", "1", "10"]


def test_head_sorts_by_mouse_and_keyboard(browser, sample):
    """A click on a head sorts up, Enter on it sorts down; numbers as numbers, blanks last; the head says which way."""
    with visit(browser, sample) as seen:
        head = seen.page.locator("#arrivals thead th", has_text="提醒")
        head.get_by_role("button").click()
        up = seen.column("arrivals", 8)
        assert head.get_attribute("aria-sort") == "ascending"
        assert up == [*sorted(filter(None, up), key=int), *[""] * up.count("")]
        assert up.count("") > 0
        head.get_by_role("button").focus()
        seen.page.keyboard.press("Enter")
        down = seen.column("arrivals", 8)
        assert head.get_attribute("aria-sort") == "descending"
        assert down == [*sorted(filter(None, up), key=int, reverse=True), *[""] * up.count("")]


def test_search_and_filters_leave_what_fits(browser, sample):
    """A word leaves rows and sections that hold it and says how many; a state leaves its branches; all come back."""
    with visit(browser, sample) as seen:
        whole = len(seen.column("arrivals", 1))
        seen.page.get_by_label("查找").fill("白沙")
        seen.page.locator("#found", has_text="找到").wait_for()
        assert seen.column("arrivals", 1) == ["白沙村"]
        assert set(seen.column("findings", 1)) == {"白沙村"}
        assert seen.texts(".branch:not([hidden]) h3") == ["白沙村"]
        assert "支部 1 个" in seen.page.locator("#found").inner_text()
        seen.page.get_by_role("button", name="全部显示").click()
        seen.page.locator("#state").select_option("missing")
        assert seen.column("arrivals", 3) == ["未报送"]
        seen.page.locator("#state").select_option("")
        seen.page.locator("#level").select_option("warning")
        assert set(seen.column("findings", 2)) == {"请核对"}
        seen.page.get_by_role("button", name="全部显示").click()
        assert len(seen.column("arrivals", 1)) == whole == 14


def test_enter_in_search_goes_to_what_was_found(browser, sample):
    """By keyboard alone: a branch's name and Enter open its section, the next Tab is in it, with its files."""
    with visit(browser, sample) as seen:
        seen.page.get_by_label("查找").focus()
        seen.page.keyboard.type("石井")
        seen.page.keyboard.press("Enter")
        assert seen.texts(".branch[open] h3") == ["石井村"]
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("document.activeElement.getAttribute('href')").startswith("报告/石井村/")
        seen.page.get_by_label("查找").fill("村")
        seen.page.keyboard.press("Enter")
        assert seen.page.evaluate("document.getElementById('standing').getBoundingClientRect().top") < 300


def test_links_lead_somewhere(browser, sample):
    """Each link is to a file or folder of the delivery or to a place in the page; one to a branch opens its section."""
    with visit(browser, sample) as seen:
        links = seen.page.eval_on_selector_all("a", "all => all.map(one => one.getAttribute('href'))")
        files = {unquote(link) for link in links if not link.startswith("#")}
        assert len(files) > 25
        assert [name for name in sorted(files) if not (sample.parent / name).exists()] == []
        ids = set(seen.page.eval_on_selector_all("[id]", "all => all.map(one => one.id)"))
        assert {link[1:] for link in links if link.startswith("#")} <= ids
        seen.page.locator("#arrivals tbody th a", has_text="石井村").click()
        assert seen.texts(".branch[open] h3") == ["石井村"]


@pytest.mark.parametrize(("which", "scheme"), [("sample", "light"), ("odd", "dark")])
def test_axe_finds_nothing_grave(browser, which, scheme, request):
    """Nothing serious for readers who see little, hear the page or use only keys, on light and dark."""
    with visit(browser, request.getfixturevalue(which), color_scheme=scheme, bypass_csp=True) as seen:
        seen.page.locator("#branches summary").first.click()
        found = Axe().run(seen.page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in GRAVE] == []


def test_theme_follows_the_system_and_the_button(browser, sample):
    """A dark system gives a dark page; the button turns it light, and says so."""
    with visit(browser, sample, color_scheme="dark") as seen:
        paper = "getComputedStyle(document.body).backgroundColor"
        ink = "getComputedStyle(document.querySelector('.ink-bad')).fill"
        dark = seen.page.evaluate(f"[{paper}, {ink}]")
        seen.page.get_by_role("button", name="深色").click()
        light = seen.page.evaluate(f"[{paper}, {ink}]")
        assert dark[0] != light[0]
        assert dark[1] != light[1]
        assert seen.page.get_by_role("button", name="深色").get_attribute("aria-pressed") == "false"


@both
def test_phone_needs_no_sideways_scrolling(browser, which, request):
    """At 375 pixels the page is no wider than the window; wide tables scroll by themselves, and the page says so."""
    with visit(browser, request.getfixturevalue(which), width=375) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 375
        assert seen.page.get_by_text("左右滑动可以看全").is_visible()
        assert seen.page.evaluate("Math.max(...Array.from(document.querySelectorAll('.chart-area svg'), "
                                  "one => one.getBoundingClientRect().right))") <= 375


def test_paper_has_no_controls_and_all_that_is_left_to_do(browser, sample):
    """Printed: no search and no buttons; sections of branches with something to do are open; nothing is too wide.

    A browser would shrink everything for one table that is wider than A4 across less its margins: 277 mm.
    """
    with visit(browser, sample) as seen:
        seen.page.set_viewport_size({"width": 1047, "height": 703})
        seen.page.emulate_media(media="print")
        seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert seen.page.locator("#search, #indicator, main button").locator("visible=true").count() == 0
        assert seen.texts(".branch[open] h3") == ["南塘居", "白沙村", "东岭村", "河湾村"]
        assert seen.page.locator("#arrivals a[href^='报告'], .files").locator("visible=true").count() == 0
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 1047
