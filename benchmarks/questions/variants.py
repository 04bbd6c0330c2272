"""One variant of a national model inside a batch, beside the same variant with other tools."""

from __future__ import annotations

from pathlib import Path

from benchmarks import national
from benchmarks.apart import measure
from benchmarks.section import Row, Section, Target, check_same, row, times

FASTER = 300
"""How many times faster than each peer a variant is to be."""
NEAR_PRODUCT = 5
SAMPLE, SAMPLE_OF_SLOW = 24, 4

BECAUSE_BOUND = (
    "one pass over 300,000 booleans in memory is quick in this tool; the bare product, which does "
    "nothing but count, is itself only {bound} quicker"
)
BECAUSE_SHARING = "handing the money out takes Fordel longer than the bare product"
BECAUSE_PRODUCT = (
    "the product gives loads only; handing the money out passes over all units several times more"
)

PEERS: tuple[tuple[str, str, str, int], ...] = (
    ("pandas, group-by over the children", "pandas", "peers.pandas_model:variants", SAMPLE),
    ("Polars, lazy group-by, all cores", "Polars", "peers.polars_model:variants", SAMPLE),
    (
        "OpenFisca-core, a reform and a simulation per variant",
        "OpenFisca-core",
        "peers.openfisca_model:reforms",
        SAMPLE_OF_SLOW,
    ),
    (
        "OpenFisca-core, one simulation kept, parameters changed under it",
        "OpenFisca-core (kept)",
        "peers.openfisca_model:variants",
        SAMPLE,
    ),
)
BESIDES = (
    ("NumPy by hand over the children", "peers.numpy_product:variants"),
    ("pandas from a profile counted first, as Fordel does", "peers.pandas_model:from_profile"),
)
BATCHES = {"shares": "without caps", "caps": "half of the variants with a cap per weighted child"}

ABOUT = f"""
A national model: {national.CHILDREN:,} children, {national.UNITS:,} units, 6 criteria. A child \
counts when it meets at least k of some of the criteria; a pool that is a share of the frame goes \
by the children counted, in half of the second batch within a cap per weighted child (what a cap \
leaves over is shared among the others); the rest goes by weighted children. A batch has 42 sets \
of criteria × 3 values of k × 8 shares (or 4 shares with and without a cap), and the model itself: \
1,009 variants. All times are per variant.

Fordel starts from the profile in memory; its time is that of the whole batch from the grid on, \
divided by the variants. The others start from the children in memory, a row per child with the \
unit as a category and each criterion as a boolean; that is how such models are written, and it \
is their quickest form. Weighted children per unit are summed before. They compute {SAMPLE} \
variants spread over the batch (OpenFisca by reforms {SAMPLE_OF_SLOW}). Every amount of every \
unit in these variants must agree with Fordel's to one part in a million before a time is told.

The bare product is `weights @ counts` of float64, (1,009 variants × 64 patterns) @ (64 patterns \
× 4,500 units), and nothing else.
"""


def answer(_place: Path) -> Section:
    """Both batches."""
    rows: list[Row] = []
    headlines: dict[str, float] = {}
    for name, words in BATCHES.items():
        found, ratios = _batch(name, words)
        rows += found
        if name == "shares":
            headlines |= ratios
    return Section("One variant of a national model in a batch of 1,000", ABOUT, rows,
                   headlines=headlines)  # fmt: skip


def _batch(name: str, words: str) -> tuple[list[Row], dict[str, float]]:
    shape = {"name": name, "children": national.CHILDREN, "units": national.UNITS}
    chosen = national.some(name, SAMPLE)
    ours = measure("ours.batch:batch", **shape, chosen=chosen)
    product = measure("peers.numpy_product:product", **shape, chosen=chosen)
    near = ours.milliseconds / product.milliseconds
    target = Target(f"within {NEAR_PRODUCT} × the bare product", NEAR_PRODUCT,
                    because=BECAUSE_PRODUCT)  # fmt: skip
    rows = [
        row(f"**Fordel, {words}**", ours, beside=f"{times(near)} the product",
            target=target, value=near),
        Row("what all variants share, laid once per batch", ours.told["laying_ms"]),
        row("NumPy, the bare matrix product", product, beside=times(1 / near)),
    ]  # fmt: skip
    ratios: dict[str, float] = {}
    for what, tool, contender, sample in PEERS:
        peer = measure(contender, **shape, chosen=chosen[:: SAMPLE // sample])
        check_same(what, peer.answer["money"], ours.answer["money"][:: SAMPLE // sample])
        ratio = ratios[tool] = peer.milliseconds / ours.milliseconds
        target = _faster(peer.milliseconds / product.milliseconds)
        rows.append(row(what, peer, beside=times(ratio), target=target, value=ratio))
    for what, contender in BESIDES:
        peer = measure(contender, **shape, chosen=chosen)
        check_same(what, peer.answer["money"], ours.answer["money"])
        rows.append(row(what, peer, beside=times(peer.milliseconds / ours.milliseconds)))
    return rows, ratios


def _faster(bound: float) -> Target:
    """The target for a peer; why it is missed hangs on whether even the product reaches it."""
    because = BECAUSE_SHARING if bound >= FASTER else BECAUSE_BOUND.format(bound=times(bound))
    return Target(f"at least {FASTER} × Fordel's time", FASTER, at_least=True, because=because)
