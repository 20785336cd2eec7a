"""How index.html opens with many branches, beside a dozen: python tests/benchmarks/page.py [--branches 1000].

The branches are those of the sample township, again and again under other names, with three earlier periods. Both pages
are opened in headless Chromium in turn, --rounds times, and timed by the browser itself (Navigation Timing, Paint Timing,
performance.now around a keystroke and a sort, to the next frame); the middle of the rounds is told, and the ratio.
"""

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from browsing import browsing, visit
from conftest import NOW, copy_sample
from manybranches import multiplied
from shuzhi.commands.run import RunRequest, run
from shuzhi.progress import Silent
from shuzhi.summarize.page.page import page

FEW = 12
OPENED = """() => {
    const [trip] = performance.getEntriesByType('navigation');
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    return {
        'first contentful paint': paint.startTime, 'DOM content loaded': trip.domContentLoadedEventEnd,
        'load': trip.loadEventEnd, 'elements': document.querySelectorAll('*').length,
    };
}"""
# Milliseconds from an act to the frame that shows it, the page's own pause while typing (200 ms) left out.
ACTS = {
    "keystroke in search": "document.getElementById('search').value = '水'; "
                           "document.getElementById('search').dispatchEvent(new Event('input'))",
    "sort of findings": "document.querySelector('#findings thead button').click()",
    "filter by state": "document.getElementById('state').value = 'accepted'; "
                       "document.getElementById('state').dispatchEvent(new Event('change'))",
    "another indicator": "const one = document.getElementById('indicator'); one.selectedIndex = 30; "
                         "one.dispatchEvent(new Event('change'))",
}
TIMED = """act => new Promise(done => {
    const wait = window.setTimeout;
    window.setTimeout = (what, pause) => wait(what, 0);
    const start = performance.now();
    new Function(act)();
    wait(() => requestAnimationFrame(() => wait(() => {
        window.setTimeout = wait;
        done(performance.now() - start);
    }, 0)), 0);
})"""


def with_earlier(results):
    """The results with three earlier quarters as they are now."""
    own = results.indicators[(results.indicators["scope"] == "own") & ~results.indicators["name"].str.endswith("_ytd")]
    columns = ["branch_code", "name", "value", "numerator", "denominator"]
    quarters = [own[columns].assign(period=code) for code in ("2022Q4", "2023Q1", "2023Q2")]
    return replace(results, earlier=pd.concat(quarters, ignore_index=True))


def written(results, count, folder):
    """The page's file, how many seconds it took to make, how many files a branch of it links to."""
    given = multiplied(results, count)
    files = [f"报告/{branch.place}/{kind.output}.docx" for branch in given.settings.branches
             for kind in given.settings.reports_for(branch)]
    start = time.perf_counter()
    content = page(given, files)
    took = time.perf_counter() - start
    path = Path(folder) / f"{count}.html"
    path.write_bytes(content)
    return path, took


def timed(browser, path):
    """Name → milliseconds (elements: how many) of one visit."""
    with visit(browser, path, bypass_csp=True) as seen:
        found = seen.page.evaluate(OPENED)
        for name, act in ACTS.items():
            found[name] = seen.page.evaluate(TIMED, act)
        found["heap, MB"] = seen.page.evaluate("performance.memory.usedJSHeapSize / 1e6")
        return found


def main():
    """Make both pages, open them in turn, tell."""
    parser = argparse.ArgumentParser(description=__doc__.split(":", maxsplit=1)[0])
    parser.add_argument("--branches", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, browsing() as browser:
        results = with_earlier(run(RunRequest(copy_sample(Path(folder) / "township"), now=NOW), Silent()).results)
        few, many = written(results, FEW, folder), written(results, given.branches, folder)
        rounds = [(timed(browser, few[0]), timed(browser, many[0])) for _ in range(given.rounds)]
        print(f"{'':<24}{FEW:>10}{given.branches:>10}{'ratio':>8}")
        sizes = [path.stat().st_size / 1e6 for path, _ in (few, many)]
        tell("file, MB", *sizes)
        tell("made in, s", few[1], many[1])
        for name in rounds[0][0]:
            tell(name if name[-2:] == "MB" or name == "elements" else f"{name}, ms",
                 *(median(pair[place][name] for pair in rounds) for place in (0, 1)))


def tell(name, few, many):
    print(f"{name:<24}{few:>10.2f}{many:>10.2f}{many / few:>8.1f}")


if __name__ == "__main__":
    main()
