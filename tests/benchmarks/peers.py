"""Reports a second, beside other programs that fill Word templates: python tests/benchmarks/peers.py [--rounds 15].

One document of four pages, a template of it in each program's own words, the same data, made beforehand; that all
print the same text is checked. Ours counts the strict XML check and what Word refuses, too, and a line more what the
others are given ready: the figures and rows of the branch as a template names them, "from facts". The programs of Node
are fetched with npm into a temporary folder; without node and npm they are left out, by name. Rounds take turns and
are timed by the clock, so the machine should have nothing else to do.
"""

import argparse
import gc
import json
import shutil
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from statistics import median
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1]))

from docx import Document
from docxtpl import DocxTemplate

from benchmarks.table import Line, times
from reportsamples import village
from shuzhi.proof.shown import shown
from shuzhi.render.context import context_of
from shuzhi.render.template import load, render

NODE = ("carbone", "docxtemplater", "easy-template-x", "docx-templates")
PARAGRAPHS = 40
ROUNDS, DOCUMENTS = 15, 10
FIELDS = {"name": "支部.全称", "period": "报告期", "meetings": "指标.支部党员大会次数", "lectures": "指标.党课次数"}
COLUMNS = {"number": "编号", "title": "事项名称", "matter": "类别", "officer": "责任人", "state": "状态"}
SAID = (
    "{name}在{period}召开支部党员大会{meetings}次、党课{lectures}次，组织党员认真学习，落实各项工作，听取群众意见，"
    "解决实际问题，推动重点任务按计划完成。"
)
# How each program writes a field, a field of a row, and what stands in the rows before, around and behind those of a list.
WORDS = {
    "shuzhi": ("{{{{ {} }}}}", "{{{{ 项.{} }}}}", ("{%tr for 项 in 民生实事 %}", "", "", "{%tr endfor %}")),
    "carbone": ("{{d.{}}}", "{{d.rows[i].{}}}", ("", "", "", "{d.rows[i+1].number}")),
    "docxtemplater": ("{{{}}}", "{{{}}}", ("", "{#rows}", "{/rows}", "")),
    "easy-template-x": ("{{{}}}", "{{{}}}", ("", "{#rows}", "{/rows}", "")),
    "docx-templates": ("+++INS {}+++", "+++INS $row.{}+++", ("+++FOR row IN rows+++", "", "", "+++END-FOR row+++")),
}


def template(name, path):
    """The document as a template of one program."""
    field, cell, (above, before, behind, below) = WORDS[name]
    own = name == "shuzhi"
    document = Document()
    for _ in range(PARAGRAPHS):
        document.add_paragraph(SAID.format(**{key: field.format(tag if own else key) for key, tag in FIELDS.items()}))
    cells = [cell.format(tag if own else key) for key, tag in COLUMNS.items()]
    cells[0], cells[-1] = before + cells[0], cells[-1] + behind
    rows = [[above], cells, [below]]
    table = document.add_table(0, len(COLUMNS))
    for texts in (row for row in rows if row != [""]):
        for box, text in zip(table.add_row().cells, texts, strict=False):
            box.text = text
    document.save(path)


def given(context):
    """The data of the document for the programs of Node."""
    def plain(value):
        return value if isinstance(value, str) else getattr(value, "text", "")

    fields = {
        key: plain(context[tag] if "." not in tag else context[tag.partition(".")[0]][tag.partition(".")[2]])
        for key, tag in FIELDS.items()
    }
    return {**fields, "rows": [{key: plain(row[tag]) for key, tag in COLUMNS.items()} for row in context["民生实事"]]}


def texts(docx):
    """What a document shows."""
    return [line.text for line in shown(docx) if line.text]


class Node:
    """The programs of Node in one process, which is asked for some documents at a time."""

    def __init__(self, folder):
        self.folder = folder
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, "pizzip", *NODE]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen(
            ["node", Path(__file__).with_suffix(".mjs"), folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def road(self, name, count):
        """A function that has documents made and gives milliseconds a document."""
        def ask():
            print(name, count, file=self.process.stdin, flush=True)
            answer = self.process.stdout.readline()
            if not answer:
                sys.exit(f"{name} stopped")
            return float(answer) / count

        return ask

    def close(self):
        """End it."""
        self.process.stdin.close()
        self.process.wait()


def timed(work, count):
    """Milliseconds a document."""
    gc.collect()
    begin = time.perf_counter()
    for _ in range(count):
        work()
    return (time.perf_counter() - begin) * 1000 / count


def stock(data, context):
    """One document by docxtpl alone."""
    document, target = DocxTemplate(BytesIO(data)), BytesIO()
    document.render(context)
    document.save(target)
    return target.getvalue()


def printable(context):
    """The data under our names, for docxtpl with its own Jinja."""
    made = given(context)
    named = {tag: made[key] for key, tag in FIELDS.items()}
    nested = {"支部": {"全称": named["支部.全称"]}, "报告期": named["报告期"]}
    counts = {tag.removeprefix("指标."): text for tag, text in named.items() if tag.startswith("指标.")}
    rows = [{tag: row[key] for key, tag in COLUMNS.items()} for row in made["rows"]]
    return {**nested, "指标": counts, "民生实事": rows}


def measured(folder, rounds, count):
    """Program → milliseconds a document, one for each round; all take turns."""
    facts = village()
    context = context_of(facts)
    for name in WORDS:
        template(name, folder / f"{name}.docx")
    (folder / "data.json").write_text(json.dumps(given(context)), encoding="utf-8")
    own, data, plain = load(folder / "shuzhi.docx"), (folder / "shuzhi.docx").read_bytes(), printable(context)
    ready = dict(context_of(facts, own.said))

    def from_data():
        with patch("shuzhi.render.template.context_of", lambda *_, **__: ready):
            return timed(lambda: render(own, facts), count)

    roads = {
        "shuzhi": from_data,
        "shuzhi from facts": lambda: timed(lambda: render(own, facts), count),
        "docxtpl": lambda: timed(lambda: stock(data, plain), count),
    }
    expected = texts(render(own, facts).docx)
    assert texts(stock(data, plain)) == expected
    node = Node(folder) if shutil.which("node") and shutil.which("npm") else None
    if node is None:
        print("left out, there is no node or npm:", ", ".join(NODE), file=sys.stderr)
    else:
        roads |= {name: node.road(name, count) for name in NODE}
    for road in roads.values():  # once before: what a program compiles on its way is not counted
        road()
    spent = {name: [] for name in roads}
    for _ in range(rounds):
        for name, road in roads.items():
            spent[name].append(road())
    if node:
        node.close()
        for name in NODE:
            assert texts((folder / f"{name}.out.docx").read_bytes()) == expected, name
    return spent


def middle(rounds, count):
    """Program → milliseconds a document."""
    with tempfile.TemporaryDirectory() as folder:
        return {name: median(each) for name, each in measured(Path(folder), rounds, count).items()}


def lines(_options):
    """The program beside each other one, from the same data."""
    found = middle(ROUNDS, DOCUMENTS)
    own = found.pop("shuzhi")
    others = sorted(found.items(), key=lambda pair: pair[1])
    for place, (name, each) in enumerate((name, each) for name, each in others if name != "shuzhi from facts"):
        yield Line("a report from ready data", name, times(each, own), "" if place else "5")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="that a program makes in a round")
    options = parser.parse_args(arguments)
    found = middle(options.rounds, options.documents)
    print("| program | documents a second | ms a document | shuzhi is faster by |\n|---|---|---|---|")
    for name, each in sorted(found.items(), key=lambda pair: pair[1]):
        print(f"| {name} | {1000 / each:.0f} | {each:.2f} | {each / found['shuzhi']:.1f}× |")


if __name__ == "__main__":
    main(sys.argv[1:])
