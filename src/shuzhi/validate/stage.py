"""The validate stage: a chunk's tables → its findings, pass by pass."""

import pandas as pd

from shuzhi.model.finding import Finding, findings_frame
from shuzhi.validate.generated import generated
from shuzhi.validate.rule import apply, cells_of, located
from shuzhi.validate.rulebook import RULES
from shuzhi.validate.scene import Scene


def validate(scene: Scene, earlier: tuple[Finding, ...]) -> pd.DataFrame:
    """All findings of a chunk (Finding's columns), those of intake (`earlier`) included, located, one a fault.

    Passes: file and headers (intake) → values → the form's checks → the rulebook; a rule leaves alone what an earlier
    pass found faulty.
    """
    intake = findings_frame(earlier)
    faulty = pd.concat([scene.tables.faulty, cells_of(intake)], ignore_index=True)
    from_form = apply(generated(scene.form), scene, faulty)
    faulty = pd.concat([faulty, cells_of(from_form)], ignore_index=True)
    from_rules = apply(RULES, scene, faulty)
    found = pd.concat([intake, from_form, from_rules], ignore_index=True)
    found = located(found, scene.tables.columns, scene.tables.items)
    order = {sheet.name: place for place, sheet in enumerate(scene.form.sheets, 1)}
    found["order"] = found["sheet"].map(order).fillna(0)
    found = found.sort_values(["submission", "order", "row", "column", "code"], kind="stable")
    found = found.drop(columns="order").drop_duplicates(["submission", "code", "sheet", "row", "field", "message"])
    return found.reset_index(drop=True)
