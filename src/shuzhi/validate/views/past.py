"""What stood in the last workbook, in words."""

import pandas as pd

from shuzhi.model.indicator import number_text
from shuzhi.model.period import han_date
from shuzhi.validate.columns import Cells, Rows
from shuzhi.validate.scene import Scene


def told(scene: Scene, then: Rows, frame: Rows, field: str) -> Cells:
    """（2023年第三季度第5行填的是9.6万元） for rows of the last workbook `then`, indexed and missing as in `frame`.

    field  what stood there is told too ("" = only where)
    """
    labels = scene.past.labels(then["submission"])
    values = then[field] if field else labels
    texts = [
        f"（{label}的表第{row}行{_said(value) if field else ''}）"
        for label, row, value in zip(labels, then["row"], values, strict=True)
    ]
    return pd.Series(texts, index=then.index, dtype=object).reindex(frame.index)


def _said(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return f"填的是{han_date(value.date())}"
    return f"填的是{number_text(value) if isinstance(value, float) else value}"
