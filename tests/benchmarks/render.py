"""How fast a report is rendered, beside stock docxtpl: python tests/benchmarks/render.py [--rounds 20].

All roads make the same reports of three invented branches from the same templates in one process: in turn, each five
reports in a row, as a run makes many behind each other. Stock is a new DocxTemplate each, its own render with the same
tags, and save; the context is made beforehand, not counted. So it is for "from a context" of ours, which counts strict
XML, what Word refuses, layout, list of sources, identity, zip; "from facts" counts the context, too, and a line more
the output linter. The floor compresses what differs between reports and writes the zip.
"""

import argparse
import gc
import sys
import time
from io import BytesIO
from pathlib import Path
from statistics import mean, median
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1]))

from docxtpl import DocxTemplate

from benchmarks.table import Line, times
from reportsamples import FOLDER, community, issues, village
from shuzhi.proof.faults import faults
from shuzhi.render.budget import BUDGET, Budget
from shuzhi.render.context import context_of
from shuzhi.render.environment import Environment
from shuzhi.render.package import pack
from shuzhi.render.printing import FIGURES
from shuzhi.render.template import load, render
from shuzhi.zipped import taken_apart

ROUNDS = 20
CASES = (("季度抓基层党建述职报告", village), ("季度抓基层党建述职报告", community), ("意见建议办理情况报告", issues))
ROW = 5  # reports that a road makes behind each other


def stock(data, context):
    """One report by docxtpl alone."""
    document = DocxTemplate(BytesIO(data))
    document.render(context, Environment(), autoescape=True)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def checked(template, facts):
    """One report of ours, read again by the output linter."""
    report = render(template, facts)
    return faults(report.docx, facts, report.figures)


def floor(template, report):
    """What differs between reports compressed again, the rest as it lies there."""
    own = {one.name: one.content for one in taken_apart(report.docx) if one.name not in template.kept}
    return lambda: pack({**template.kept, **own})


def timed(work):
    """Processor seconds a report, without what others left to collect; time on a busy machine says nothing."""
    gc.collect()
    begin = time.process_time()
    for _ in range(ROW):
        work()
    return (time.process_time() - begin) / ROW


def roads(name, facts):
    """The roads for one report, each once more whenever it is called."""
    template = load(FOLDER / f"{name}.docx")
    data = pack(template.members)

    def by_stock():
        context = {**context_of(facts), FIGURES: []}
        return timed(lambda: stock(data, {**context, BUDGET: Budget()}))

    def from_context():
        context = dict(context_of(facts, template.said))
        with patch("shuzhi.render.template.context_of", lambda *_, **__: context):
            return timed(lambda: render(template, facts))

    alone = floor(template, render(template, facts))
    return {
        "stock docxtpl": by_stock, "from a context": from_context,
        "from facts": lambda: timed(lambda: render(template, facts)),
        "and linter": lambda: timed(lambda: checked(template, facts)), "floor": lambda: timed(alone),
    }


def measured(rounds):
    """Road → processor seconds a report: the mean of the medians of the cases."""
    spent = {}
    for name, facts in CASES:
        found = [{road: work() for road, work in roads(name, facts()).items()} for _ in range(rounds)]
        for road in found[0]:
            spent.setdefault(road, []).append(median(each[road] for each in found))
    return {road: mean(each) for road, each in spent.items()}


def lines(_options):
    """A report of ours from what it says, and further."""
    stock, context, facts, linter, floor = measured(ROUNDS).values()
    yield Line("a report from what it says, strictly checked", "docxtpl", times(stock, context), "20")
    yield Line("the same from the facts of the branch", "docxtpl", times(stock, facts))
    yield Line("the same, and read by the linter", "docxtpl", times(stock, linter))
    yield Line("a report from what it says", "its compressing and writing alone", f"1/{times(context, floor)}")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    middle = measured(options.rounds)
    print(f"{len(CASES)} reports, {options.rounds} rounds, mean of the medians of processor time")
    for road, each in middle.items():
        print(f"{road:18}{each * 1000:7.1f} ms a report{middle['stock docxtpl'] / each:8.1f} times stock")


if __name__ == "__main__":
    main(sys.argv[1:])
