"""A joined run of many branches: those of another run, again and again under codes and names of their own."""

from dataclasses import replace

import pandas as pd

TOTAL = "TOTAL"
# What adds up over branches; a rate and what it is made from stay as they are.
RATE = "%"


def multiplied(results, count):
    """Results of `count` branches made from those of another run: rows copied, totals of amounts multiplied."""
    times = -(-count // len(results.branches))
    codes = [f"{code}{_mark(turn)}" for turn in range(times) for code in results.branches["branch_code"]][:count]
    kept = set(codes)

    def again(frame):
        """The rows once a turn, those of branches beyond the number left out."""
        rows = frame[frame["branch_code"] != TOTAL]
        copies = [rows.assign(branch_code=rows["branch_code"] + _mark(turn)) for turn in range(times)]
        whole = pd.concat(copies, ignore_index=True)
        return whole[whole["branch_code"].isin(kept) | (whole["branch_code"] == "")].reset_index(drop=True)

    def summed(frame, units):
        """The rows again, with the township's own behind them."""
        own = frame[frame["branch_code"] == TOTAL]
        amounts = own["name"].map(units) != RATE
        grown = own.assign(value=own["value"].mask(amounts, own["value"] * times))
        return pd.concat([again(frame), grown], ignore_index=True)

    units = results.indicators.drop_duplicates("name").set_index("name")["unit"]
    return replace(
        results,
        settings=replace(results.settings, branches=tuple(_branches(results, times))[:count]),
        submissions=again(results.submissions),
        branches=_named(again(results.branches), results, times),
        findings=again(results.findings),
        explained=again(results.explained),
        indicators=summed(results.indicators, units),
        earlier=summed(results.earlier, units),
        frames={name: again(frame) for name, frame in results.frames.items()},
        suggestions=(),
        amended={},
        origins={},
    )


def _mark(turn):
    return f"-{turn:03d}" if turn else ""


def _branches(results, times):
    for turn in range(times):
        for branch in results.settings.branches:
            yield replace(
                branch, code=branch.code + _mark(turn), place=branch.place + _mark(turn),
                full_name=branch.full_name + _mark(turn), short_name=branch.short_name + _mark(turn),
                parent=branch.parent and branch.parent + _mark(turn),
            )


def _named(branches, results, times):
    """Names, place and parent follow the code."""
    known = {branch.code: branch for branch in _branches(results, times)}
    through = branches["through"].where(branches["through"] == "", branches["through"])
    found = [known[code] for code in branches["branch_code"]]
    return branches.assign(
        place=[one.place for one in found], full_name=[one.full_name for one in found],
        short_name=[one.short_name for one in found], through=through,
    )
