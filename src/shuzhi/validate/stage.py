"""The validate stage: a chunk's tables → its findings, pass by pass."""

from functools import partial

import pandas as pd

from shuzhi.model.finding import Finding, findings_frame
from shuzhi.validate.copies import columns_of
from shuzhi.validate.generated import generated
from shuzhi.validate.rule import apply, located, places, suspect
from shuzhi.validate.rulebook import applicable
from shuzhi.validate.scene import Scene
from shuzhi.validate.text.reading import read

ORDER, SUM = "C07", "C08"  # checks of the form: a is not after b, parts add up


def validate(scene: Scene, earlier: tuple[Finding, ...]) -> pd.DataFrame:
    """All findings of a chunk (Finding's columns), those of intake (`earlier`) included, located, one a fault.

    Passes: file and headers, values (intake) → the form's checks, sums last → typed text → the rulebook; a rule
    leaves alone what an earlier pass found suspect.
    """
    checks = generated(scene.form)
    plain, sums = ([rule for rule in checks if (rule.code == SUM) is wanted] for wanted in (False, True))
    found = [findings_frame(earlier)]
    faulty = [scene.tables.faulty, suspect(found[0], scene)]
    for check in (partial(apply, plain), partial(apply, sums), read, partial(apply, applicable(scene))):
        found.append(check(scene, pd.concat(faulty, ignore_index=True)))
        faulty.append(suspect(found[-1], scene))
    items = places(scene.tables.items, "row")
    return _ordered(located(pd.concat(found, ignore_index=True), columns_of(scene), items), scene)


def _ordered(found: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    """By submission, sheet (as in the form), row, column and code; the same said twice stands once.

    A cell that lies after several others is one fault (ORDER).
    """
    order = {sheet.name: place for place, sheet in enumerate(scene.form.sheets, 1)}
    found["order"] = found["sheet"].map(order).fillna(0)
    found = found.sort_values(["submission", "order", "row", "column", "code"], kind="stable")
    same = ["submission", "code", "sheet", "row", "column", "field"]
    again = found.duplicated([*same, "message"]) | (found["code"].eq(ORDER) & found.duplicated(same))
    return found[~again].drop(columns="order").reset_index(drop=True)
