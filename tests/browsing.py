"""A real browser without a window: the one of the system; what a page did in it."""

import shutil
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakKeyDictionary

from playwright.sync_api import sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
IDLE = WeakKeyDictionary()  # browser → what a window was opened with → those that show nothing now
# Told to the console by nothing but a policy that forbade something.
WATCH = "addEventListener('securitypolicyviolation', one => console.error('violation ' + one.violatedDirective))"


@dataclass
class Visit:
    """An opened page; `told` is what it said to the console or threw, `asked` every address it fetched."""

    page: object
    told: list = field(default_factory=list)
    asked: list = field(default_factory=list)

    def texts(self, selector):
        """The texts of the elements, in order, laid out or not."""
        return [text.strip() for text in self.page.locator(selector).all_text_contents()]

    def column(self, table, place):
        """The texts of a column of a table's rows as laid out, without the small words below them."""
        first = "all => all.map(one => one.firstChild ? one.firstChild.textContent.trim() : '')"
        return self.page.eval_on_selector_all(f"#{table} tbody tr > :nth-child({place})", first)


@contextmanager
def browsing():
    """A browser for several visits."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(browser, path, *, width=1280, script="", **options):
    """The file opened behind a script of the test's; options of playwright's new_context.

    In a window of its own or one that an earlier visit of the same kind left empty: a new one costs half a second.
    """
    idle = IDLE.setdefault(browser, defaultdict(list))[script, *options.items()]
    page = idle.pop() if idle else _window(browser, script, options)
    seen = Visit(page)
    heard = {
        "console": lambda one: seen.told.append(f"{one.type}: {one.text}"),
        "pageerror": lambda one: seen.told.append(str(one)),
        "dialog": lambda one: (seen.told.append(f"dialog: {one.message}"), one.dismiss()),
        "request": lambda one: seen.asked.append(one.url),
    }
    for event, hear in heard.items():
        page.on(event, hear)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(Path(path).as_uri())
    page.wait_for_selector("figure[data-chart='completeness'] svg[role='img']")
    yield seen
    for event, hear in heard.items():
        page.remove_listener(event, hear)
    page.goto("about:blank")
    page.mouse.move(0, 0)
    page.emulate_media(media="null")
    idle.append(page)


def _window(browser, script, options):
    context = browser.new_context(**options)
    context.add_init_script(f"{WATCH};{script}")
    return context.new_page()
