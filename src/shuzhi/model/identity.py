"""What a generated report carries with it, so that a copy renamed by hand is known again."""

from dataclasses import dataclass

# Names of the custom document properties (文件 · 信息 · 高级属性 · 自定义).
PERIOD, BRANCH_CODE, OUTPUT = "报告期", "支部编码", "输出名"


@dataclass(frozen=True)
class Identity:
    """Which report a file is: period (2023Q3), branch code, output name."""

    period: str
    branch_code: str
    output: str
