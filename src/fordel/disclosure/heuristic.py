"""Hiding enough quickly: one cheapest witness after the other, then showing what need not hide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fordel.disclosure.cells import named
from fordel.disclosure.outsider import OutOfTime, Target
from fordel.disclosure.refusals import TooSlowToAudit
from fordel.disclosure.solving import NEAR, Deadline, Flags, Places, Problem, least_cost
from fordel.disclosure.task import Task

SMALL = 1e-3
"""Cells that cost nothing still cost a little to move, so that none is hidden for nothing."""


def hide_enough(task: Task, deadline: Deadline) -> Flags:
    """A pattern, shape (columns,), in which no unsafe cell can be computed.

    Raises
    ------
    TooSlowToAudit : not within the time.

    Notes
    -----
    For unsafe cells that still leak, the table nearest to the true one (by the cost of the cells
    that move) is sought in which they have the value that must stay possible. All cells that move
    are hidden, and so that table stays possible for good. Source: Kelly, Golden & Assad 1992;
    Robertson 1993. Cells with no relation in common are treated together.
    """
    hidden = np.zeros(len(task.low), dtype=np.bool_)
    left = task.targets
    try:
        # What is possible stays so when more is hidden, so only what is left is looked at again.
        while left := task.outsider(hidden).unreached(left, deadline):
            batch = _apart(task, left)
            _hide_witness(task, batch, hidden, deadline)
            left = [target for target in left if target not in batch]
    except OutOfTime as error:
        raise TooSlowToAudit(named(error.key)) from error
    return hidden


def _apart(task: Task, targets: Sequence[Target]) -> list[Target]:
    """Targets with no relation in common, as many as there are; the others wait for their turn."""
    columns = task.frame.columns
    batch: list[Target] = []
    taken: set[int] = set()
    for target in targets:
        first, last = columns.indptr[target.column : target.column + 2]
        rows = set(columns.indices[first:last].tolist())
        if not rows & taken:
            batch.append(target)
            taken |= rows
    return batch


def _hide_witness(task: Task, batch: list[Target], hidden: Flags, deadline: Deadline) -> None:
    if deadline.passed:
        raise OutOfTime(task.frame.keys[batch[0].column])
    moved = _cheapest(task, batch, hidden, deadline)
    if moved is not None:
        hidden[moved] = True
    elif len(batch) == 1:
        raise OutOfTime(task.frame.keys[batch[0].column])
    else:
        half = len(batch) // 2
        _hide_witness(task, batch[:half], hidden, deadline)
        _hide_witness(task, batch[half:], hidden, deadline)


def _cheapest(task: Task, batch: list[Target], hidden: Flags, deadline: Deadline) -> Places | None:
    """The columns that must be hidden for one table in which the whole batch is reached."""
    from scipy.sparse import hstack  # noqa: PLC0415

    columns = task.most.together([target.column for target in batch])
    body = task.frame.columns[:, columns].tocsr()
    body = body[np.flatnonzero(np.diff(body.indptr))]
    low, high = task.low[columns].copy(), task.high[columns].copy()
    for target in batch:
        place = int(np.searchsorted(columns, target.column))
        if target.sign > 0:
            low[place] = target.level
        else:
            high[place] = -target.level
    price = np.where(
        task.free[columns] & ~hidden[columns],
        (task.loss[columns] + SMALL) / task.scale[columns],
        0.0,
    )
    n = len(columns)
    none = np.zeros(n)
    whole = task.frame.whole[columns]
    rows = body.shape[0]
    # A deviation is a part up less a part down, so that its size has a price either way.
    found = least_cost(
        Problem(
            np.concatenate([price, price]),
            hstack([body, -body], format="csr"),
            np.zeros(rows),
            np.zeros(rows),
            np.concatenate([np.maximum(low, none), np.maximum(-high, none)]),
            np.concatenate([np.maximum(high, none), np.maximum(-low, none)]),
            np.concatenate([whole, whole]),
        ),
        deadline.part(20),
    )
    if deadline.nodes is not None and deadline.passed:
        return None  # what was found by then depends on the machine
    if found.x is None:
        return None
    moved = np.abs(found.x[:n] - found.x[n:]) > NEAR
    return columns[moved & task.free[columns]]


def show_again(task: Task, hidden: Flags, deadline: Deadline, *, tries: int | None = None) -> Flags:
    """Show every hidden cell that no unsafe one needs, the dearest first, while there is time.

    Parameters
    ----------
    tries : look at so many of them and no more; when that takes longer than the deadline, nothing
        is given, since what was shown by then would depend on the machine.

    Raises
    ------
    TooSlowToAudit : ``tries`` of them could not be looked at in time.
    """
    hidden = hidden.copy()
    candidates = np.flatnonzero(hidden & task.free)
    dearest = candidates[np.argsort(-task.loss[candidates], kind="stable")]
    for column in dearest[:tries].tolist():
        if deadline.passed:
            if tries is not None:
                raise TooSlowToAudit(named(task.frame.keys[column]))
            break
        near = task.outsider(hidden).pieces.get(column)
        hidden[column] = False
        if near is None:
            continue
        try:
            if task.outsider(hidden).unreached(task.targets_in(near.tolist()), deadline):
                hidden[column] = True
        except OutOfTime as error:
            if tries is not None:
                raise TooSlowToAudit(named(error.key)) from error
            hidden[column] = True
            break
    return hidden
