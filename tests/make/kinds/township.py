"""The township's own annual reports: lines that 镇党委 and 党建办 share."""

from blocks import any_of, block, grouped, lines, part, says, section, typed

COVERAGE = "{% if 期间不一致 %}（统计期间：{{ 统计期间 }}）{% endif %}。"
COVERAGE_ALONE = "统计期间：{{ 统计期间 }}。"
OPENING = [
    *block("not 本级.报告人", ("gwTitle", "{{ 本级.党组织 }}")),
    ("gwTitle", "{{ 报告期 }}述职报告"),
    *block("本级.报告人", ("gwSpeaker", "{{ 本级.报告人职务 }}　{{ 本级.报告人 }}")),
    ("gwAddressee", "{%p if 称谓 %}"), ("gwAddressee", "{{ 称谓 }}"), ("gwAddressee", "{%p endif %}"),
    ("gwBody", "{%p for 段 in 开头语 %}"), ("gwBody", "{{ 段 }}"), ("gwBody", "{%p endfor %}"),
    *block("not 自拟开头", ("gwBody", "现将{{ 报告期 }}履职情况报告如下" + COVERAGE)),
    *block("自拟开头 and 期间不一致", ("gwBody", COVERAGE_ALONE)),
]
STUDY = section("理论学习", "句.本级学习 or 文字.理论学习", says("本级学习"), typed("理论学习"))
DUTIES = section(
    "履行职责", "句.本级会议 or 工作分组 or 文字.班子建设 or 文字.特色做法 or 文字.其他工作补充",
    part("会议和部署", "句.本级会议 or 文字.班子建设", says("本级会议"), lines("会议清单"), typed("班子建设")),
    grouped("工作分组"),
    part("特色做法", "文字.特色做法", typed("特色做法")),
    part("其他工作补充", "文字.其他工作补充", typed("其他工作补充")),
)
PARTY = (
    part("组织和党员", any_of("党组织", "党员"), says("党组织"), says("党员")),
    part("组织生活和党费", any_of("组织生活", "党费"), says("组织生活"), says("党费")),
)
REST = [
    *section(
        "党风廉政和意识形态", "文字.党风廉政和个人廉洁 or 文字.意识形态",
        typed("党风廉政和个人廉洁"), typed("意识形态"),
    ),
    *section("上级反馈问题整改情况", "反馈问题分组", grouped("反馈问题分组")),
    *section(
        "存在的问题及原因", "自查问题清单 or 数据反映的问题",
        block("自查问题清单 and 数据反映的问题", ("gwHeading2", "{{ 序.二级 }}问题和原因")),
        lines("自查问题清单"),
        block("自查问题清单 and 数据反映的问题", ("gwHeading2", "{{ 序.二级 }}数据反映的问题")),
        lines("数据反映的问题"),
    ),
    *section(
        "整改措施和下步打算", "自查措施清单 or 打算清单",
        block("自查措施清单 and 打算清单", ("gwHeading2", "{{ 序.二级 }}整改措施")),
        lines("自查措施清单"),
        block("自查措施清单 and 打算清单", ("gwHeading2", "{{ 序.二级 }}下步打算")),
        lines("打算清单"),
    ),
    ("gwBody", "{%p for 段 in 文字.结束语 %}"), ("gwBody", "{{ 段 }}"), ("gwBody", "{%p endfor %}"),
    *block("本级.报告人", ("gwSignature", "{{ 本级.报告人 }}")),
    *block("not 本级.报告人", ("gwSignature", "{{ 本级.党组织 }}")),
    *block("本级.成文日期", ("gwDate", "{{ 本级.成文日期 }}")),
]
