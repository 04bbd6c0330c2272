from __future__ import annotations

from decimal import Decimal

import pytest

from fordel.allocation.model.loads import Threshold
from fordel.allocation.refusals.writing import NegativeFigure, ShareOutOfRange
from fordel.search import refusals
from fordel.search.grid import grid_from, read_grid
from tests.allocation.building import model

POOL = {"by": "pool", "pool": {"share": "0.1", "of": "frame"}}


def framed(count=None, money=None, criteria=("a", "b", "c"), **rest):
    need = {
        "id": "need",
        "use": "need",
        "count": count or {"method": "unique_children", "at_least": 2},
        "money": money or POOL,
        **rest,
    }
    return model([{"id": "frame", "use": "frame", "amount": 1000}, need], criteria=criteria)


def grid(vary, of=None, **rest):
    return grid_from({"vary": vary, **rest}, of or framed())


def test_variants_are_all_combinations_and_the_model_itself_is_the_first():
    made = grid({"need": {"at_least": [1, 2], "pool_share": [Decimal("0.1"), Decimal("0.2")]}})
    assert made.variants == 5
    assert made.values_of(0) is None
    assert [made.values_of(v) for v in range(1, 5)] == [
        (1, Decimal("0.1")),
        (1, Decimal("0.2")),
        (2, Decimal("0.1")),
        (2, Decimal("0.2")),
    ]
    changed = made.model_of(2).steps[1]
    assert (changed.count.at_least, changed.money.pool.share) == (1, Decimal("0.2"))
    assert made.model_of(0) is made.model
    assert made.model_of(2).title.en == "x (variant 2)"


def test_subsets_are_all_of_the_named_sizes():
    made = grid({"need": {"criteria": {"sizes": [2, 3]}}})
    assert made.axes[0].values == (("a", "b"), ("a", "c"), ("b", "c"), ("a", "b", "c"))


def test_subsets_can_be_of_some_criteria():
    made = grid({"need": {"criteria": {"sizes": [1, 1], "of": ["a", "c"]}, "at_least": 1}})
    assert made.axes[0].values == (("a",), ("c",))


def test_more_criteria_than_there_are_is_no_variant():
    made = grid({"need": {"criteria": {"sizes": [1, 2]}, "at_least": [1, 2]}})
    assert made.impossible == 3  # each single criterion with at least two
    assert made.variants == 1 + 6 * 2 - 3


def test_a_threshold_with_several_levels_is_one_of_each_and_none_is_none():
    levels = [Decimal("0.1"), Decimal("0.2")]
    written = ["none", {"kind": "cliff", "measure": "share", "level": levels}]
    values = grid({"need": {"threshold": written}}).axes[0].values
    assert values == (None, *(Threshold(kind="cliff", measure="share", level=n) for n in levels))


def test_a_cap_is_per_what_the_models_is_per():
    of = framed(cap={"amount": 5, "per": "child"})
    values = grid({"need": {"cap": ["none", 7, {"amount": 8, "per": "weighted_child"}]}}, of)
    assert [v and (v.amount, v.per) for v in values.axes[0].values] == [
        None,
        (7, "child"),
        (8, "weighted_child"),
    ]


def test_each_weight_is_a_lever():
    of = framed({"method": "weighted_criteria", "weights": {"a": 1, "b": 2}})
    made = grid({"need": {"weights": {"a": [0, 1], "b": [3]}}}, of)
    assert [axis.title for axis in made.axes] == ["need.weights.a", "need.weights.b"]
    assert made.model_of(1).steps[1].count.weights == {"a": 0, "b": 3}


def test_a_billion_variants_are_counted_and_not_made():
    criteria = tuple(f"c{i}" for i in range(30))
    with pytest.raises(refusals.TooManyVariants) as refused:
        grid({"need": {"criteria": {"sizes": [1, 30]}, "at_least": [1, 2]}}, framed(
            criteria=criteria))  # fmt: skip
    assert "2,147,483,646 variants; at most 20,000" in refused.value.message("en")
    assert "need.criteria (1073741823), need.at_least (2)" in refused.value.message("da")


def test_a_grid_that_is_not_yaml_is_refused_as_a_grid(tmp_path):
    file = tmp_path / "grid.yaml"
    file.write_text("vary: {need: [1}", encoding="utf-8")
    with pytest.raises(refusals.GridNotUnderstood) as refused:
        read_grid(file, framed())
    assert "The grid, “line 1”: the file is not valid YAML" in refused.value.message("en")


LEVER = {"need": {"at_least": [1]}}


@pytest.mark.parametrize(
    ("document", "error", "words"),
    [
        ([], "GridNotUnderstood", "Gitteret, «vary»: et gitter har"),
        ({"vary": LEVER, "extra": 1}, "GridNotUnderstood", "et gitter har"),
        ({"vary": {}}, "GridNotUnderstood", "skriv under hvert trin"),
        ({"vary": LEVER, "useful_amount": 0}, "GridNotUnderstood", "et beløb over nul"),
        ({"vary": {"needs": {"at_least": [1]}}}, "StepNotInGridModel", "varieres: frame, need"),
        ({"vary": {"need": {}}}, "LeverWithoutValues", "har ingen værdier"),
        ({"vary": {"need": {"at_least": []}}}, "LeverWithoutValues", "«at_least» i trinnet «need»"),
        ({"vary": {"need": {"rate": [1]}}}, "LeverNotKnown", "er: criteria, at_least, pool_share"),
        ({"vary": {"frame": {"amount": [1]}}}, "LeverNotKnown", "nu er, er: –."),
        ({"vary": {"need": {"at_least": [0]}}}, "ValueDoesNotFit", "et helt tal fra 1 og op"),
        ({"vary": {"need": {"pool_share": ["x"]}}}, "ValueDoesNotFit", "kan ikke være x"),
        ({"vary": {"need": {"criteria": [["a", "z"]]}}}, "ValueDoesNotFit", "blandt a, b, c"),
        ({"vary": {"need": {"criteria": {"sizes": [3, 2]}}}}, "GridNotUnderstood", "{sizes: ["),
        ({"vary": {"need": {"cap": [True]}}}, "ValueDoesNotFit", "none, et beløb eller"),
        ({"vary": {"need": {"threshold": [5]}}}, "ValueDoesNotFit", "none eller {kind: cliff"),
        ({"vary": {"need": {"at_least": [4, 5]}}}, "NoVariantPossible", "kombinationer (2)"),
        ({"vary": LEVER, "aims": ["reach", "fun"]}, "AimNotKnown", "har målet «fun»"),
        ({"vary": LEVER, "aims": ["reach"]}, "AimNotKnown", "to eller flere"),
        ({"vary": LEVER, "aims": ["reach", "few_small"]}, "AimNotKnown", "`useful_amount`"),
    ],
)  # fmt: skip
def test_a_grid_that_does_not_fit_is_refused(document, error, words):
    with pytest.raises(getattr(refusals, error)) as refused:
        grid_from(document, framed())
    assert words in refused.value.message("da")


def test_values_are_held_against_the_model_language():
    with pytest.raises(ShareOutOfRange):
        grid({"need": {"pool_share": [Decimal("1.5")]}})
    with pytest.raises(NegativeFigure):
        grid({"need": {"cap": [-1]}})


def test_a_grid_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(refusals.GridNotFound) as refused:
        read_grid(tmp_path / "grid.yaml", framed())
    assert f"There is no file “{tmp_path}/grid.yaml” with a grid" in refused.value.message("en")
    with pytest.raises(refusals.GridNotFound):
        read_grid(tmp_path, framed())


def test_a_grid_in_another_encoding_is_told_as_that(tmp_path):
    (tmp_path / "grid.yaml").write_bytes("vary:\n  need: {på: 1}".encode("latin-1"))
    with pytest.raises(refusals.GridNotUnderstood) as refused:
        read_grid(tmp_path / "grid.yaml", framed())
    assert (
        "Gitteret, «linje 2»: filen er ikke gyldig YAML (den er ikke i UTF-8)."
        in refused.value.message("da")
    )


def test_a_grid_is_read_exactly(tmp_path):
    (tmp_path / "grid.yaml").write_text("vary: {need: {pool_share: [0.1, 0.10]}}")
    assert read_grid(tmp_path / "grid.yaml", framed()).axes[0].values == (Decimal("0.1"),)
