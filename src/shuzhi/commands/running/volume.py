"""汇编.docx: all reports of the period in one volume, in the order of the roster."""

from collections.abc import Iterator

from shuzhi.cache import key
from shuzhi.commands.running.batch import Batch, put
from shuzhi.commands.running.choosing import name
from shuzhi.errors import TemplateFault
from shuzhi.model.settings import Branch, ReportKind, Settings
from shuzhi.model.township import CODE
from shuzhi.model.township import reports as expected
from shuzhi.model.words import Audience
from shuzhi.pdf.engine import Engine, printed
from shuzhi.render.house import HOUSE
from shuzhi.render.source import members, read
from shuzhi.render.volume import Leaf, Volume, bookmark, obstacle, report_title
from shuzhi.render.volume import bind as bound

VOLUME = "汇编.docx"
_LIMIT = "volume_branches"
_MOST = 60  # as 乡镇台账·参数 has it where the township says nothing
_TOO_MANY = (
    "本期有{}个支部出了报告，超过参数“汇编最多收录支部数”（{}），没有出汇编。要出的话，请在乡镇台账·参数里调大这个数，再运行一次。"
)
_UNKNOWN = 1  # LibreOffice puts the true number in its place before it lays out the contents


def bind(batch: Batch, engine: Engine | None) -> tuple[str, ...]:
    """Write both/汇编.docx from the reports of the staging folder; `engine` tells on which page each one begins.

    Gives what the office should know, one line each.
    """
    most = int(batch.settings.limits.get(_LIMIT, _MOST))
    found = list(_reports(batch)) if most else []
    branches = len({branch.code for branch, _, _ in found} - {CODE})
    if branches > most:
        return (_TOO_MANY.format(branches, most),)
    fit: list[Leaf] = []
    remarks: list[str] = []
    for branch, kind, docx in found:
        if reason := obstacle(docx):
            remarks.append(f"汇编没有收录“{branch.place}/{kind.output}”：{reason}。")
        else:
            fit.append(Leaf(_entry(branch, kind, docx, batch.settings), docx))
    if not fit:
        return tuple(remarks)
    volume = Volume(_title(batch.settings, len(fit)), batch.settings.township, _base(batch) or fit[0].docx, tuple(fit))
    question = key("volume", volume, engine is not None)
    content = batch.cache.get(question)
    if content is None:
        numbers = _pages(batch, volume, engine) if engine else None
        content = bound(volume, numbers)
        if engine and numbers is None:
            remarks.append("LibreOffice没有算出页码，汇编的目录这次不带页码。")
        else:
            batch.cache.put(question, content)
    put(batch.staging / "both" / VOLUME, content)
    return tuple(remarks)


def _reports(batch: Batch) -> Iterator[tuple[Branch, ReportKind, bytes]]:
    """The reports that may leave the office, the township's own first, then in the order of the roster and of 报告."""
    for branch, kind in expected(batch.settings):
        path = batch.staging / "both" / name(branch, kind)
        if kind.audience is not Audience.OFFICE and path.is_file():
            yield branch, kind, path.read_bytes()


def _title(settings: Settings, reports: int) -> tuple[str, ...]:
    return settings.township, settings.period.label, "述职报告汇编", f"（共收录{reports}份报告）"


def _entry(branch: Branch, kind: ReportKind, docx: bytes, settings: Settings) -> str:
    """简称 and the title of the report, without the names and the period of every title; the township's by name."""
    if branch.code == CODE:
        return kind.output
    title = report_title(docx)
    names = sorted({*branch.names, branch.short_name + branch.org_type}, key=len, reverse=True)
    own = next((said for said in names if said in title), "")
    for said in (own, settings.period.label):
        title = title.replace(said, "", 1)
    return f"{branch.short_name}　{title or kind.output}"


def _base(batch: Batch) -> bytes:
    """The house style; b"" where the township has none, or it cannot be used."""
    try:
        found = read(batch.templates / HOUSE)
        members(found, HOUSE)
    except TemplateFault:
        return b""
    return b"" if obstacle(found) else found


def _pages(batch: Batch, volume: Volume, engine: Engine) -> tuple[int, ...] | None:
    """The pages on which the reports begin, from a PDF of the volume."""
    from shuzhi.pdf.document import pages  # noqa: PLC0415 - heavy: only where something is printed

    docx = batch.folder / "volume" / VOLUME
    put(docx, bound(volume, [_UNKNOWN] * len(volume.leaves)))
    pdf = printed(engine, [docx], docx.parent / "pdf").get(docx)
    return pages(pdf, [bookmark(number) for number in range(1, len(volume.leaves) + 1)]) if pdf else None
