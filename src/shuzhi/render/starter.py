"""A template to start from: the house style with an example of everything a template can do."""

from collections.abc import Mapping

from shuzhi.render.document import Paragraph, Table, document
from shuzhi.styles import ADDRESSEE, BODY, DATE, HEADING_1, HEADING_2, SIGNATURE, SPEAKER, TITLE

_DAYS = "{% if 期间不一致 %}（统计期间：{{ 统计期间 }}）{% endif %}"
_HEADER = "{% if 更正稿 %}（更正稿）{% endif %}{% if 初稿 %}（初稿，经书记审定后使用）{% endif %}"
_BLOCKS = (
    Paragraph(TITLE, "{{ 支部.全称 }}"),
    Paragraph(TITLE, "{{ 报告期 }}NAME"),
    Paragraph(SPEAKER, "{{ 支部.报告人职务 }}　{{ 支部.报告人 }}"),
    Paragraph(ADDRESSEE, "{%p if 称谓 %}"), Paragraph(ADDRESSEE, "{{ 称谓 }}"), Paragraph(ADDRESSEE, "{%p endif %}"),
    Paragraph(BODY, "{%p for 段 in 开头语 %}"), Paragraph(BODY, "{{ 段 }}"), Paragraph(BODY, "{%p endfor %}"),
    Paragraph(BODY, "{%p if not 自拟开头 %}"),
    Paragraph(BODY, f"现将{{{{ 报告期 }}}}工作情况报告如下{_DAYS}。{{{{ 统计范围 }}}}"),
    Paragraph(BODY, "{%p endif %}"),
    Paragraph(BODY, "{%p if 自拟开头 and (期间不一致 or 统计范围) %}"),
    Paragraph(BODY, "{% if 期间不一致 %}统计期间：{{ 统计期间 }}。{% endif %}{{ 统计范围 }}"),
    Paragraph(BODY, "{%p endif %}"),
    Paragraph(BODY, "{%p if 句.会议 or 句.党员 or 文字.特色做法 %}"),
    Paragraph(HEADING_1, "{{ 序.一级 }}工作情况"),
    Paragraph(BODY, "{%p if 句.会议 %}"),
    Paragraph(HEADING_2, "{{ 序.二级 }}组织生活"),
    Paragraph(BODY, "{{ 句.会议 }}{{ 句.未召开 }}"),
    Paragraph(BODY, "{%p endif %}"),
    Paragraph(BODY, "{%p if 句.党员 %}"),
    Paragraph(HEADING_2, "{{ 序.二级 }}党员教育管理"),
    Paragraph(BODY, "{{ 句.党员 }}{{ 句.党员变动 }}"),
    Paragraph(BODY, "{%p endif %}"),
    Paragraph(BODY, "{%p if 文字.特色做法 %}"),
    Paragraph(HEADING_2, "{{ 序.二级 }}特色做法"),
    Paragraph(BODY, "{%p for 段 in 文字.特色做法 %}"), Paragraph(BODY, "{{ 段 }}"), Paragraph(BODY, "{%p endfor %}"),
    Paragraph(BODY, "{%p endif %}"),
    Paragraph(BODY, "{%p endif %}"),
    Paragraph(BODY, "{%p if 民生实事 %}"),
    Paragraph(HEADING_1, "{{ 序.一级 }}民生实事"),
    Paragraph(BODY, "{{ 句.民生实事 }}"),
    Table((3844, 2000, 1500, 1500), (
        ("事项", "地点", "计划总投资（万元）", "状态"),
        ("{%tr for 项 in 民生实事 %}", "", "", ""),
        ("{{ 项.事项名称 }}", "{{ 项.地点 }}", "{{ 项.计划总投资 }}", "{{ 项.状态 }}"),
        ("{%tr endfor %}", "", "", ""),
    )),
    Paragraph(BODY, "{%p endif %}"),
    Paragraph(BODY, "{%p if 打算清单 %}"),
    Paragraph(HEADING_1, "{{ 序.一级 }}下一步工作打算"),
    Paragraph(BODY, "{%p for 项 in 打算清单 %}"),
    Paragraph(BODY, "{{ 序.三级 }}{{ 项 }}"),
    Paragraph(BODY, "{%p endfor %}"),
    Paragraph(BODY, "{%p endif %}"),
    Paragraph(BODY, "{%p for 段 in 文字.结束语 %}"), Paragraph(BODY, "{{ 段 }}"), Paragraph(BODY, "{%p endfor %}"),
    Paragraph(SIGNATURE, "{%p if 支部.署名 %}"),
    Paragraph(SIGNATURE, "{{ 支部.署名 }}"),
    Paragraph(SIGNATURE, "{%p endif %}"),
    Paragraph(DATE, "{%p if 支部.成文日期 %}"), Paragraph(DATE, "{{ 支部.成文日期 }}"), Paragraph(DATE, "{%p endif %}"),
)


def starter(members: Mapping[str, bytes], name: str) -> bytes:
    """A template named `name` with the page and styles of `members`; TemplateFault where those are damaged."""
    blocks = [
        Paragraph(block.style, block.text.replace("NAME", name)) if isinstance(block, Paragraph) else block
        for block in _BLOCKS
    ]
    return document(members, name, blocks, _HEADER)
