"""Commands about models: which ship, what one says and needs, whether one is right."""

from __future__ import annotations

from typing import Annotated

import typer

from fordel.cli.options import ModelName
from fordel.cli.speaking import Json, Lang, language, say, write, write_json, write_table

models = typer.Typer(
    help=say("Modeller: se, vis, kontrollér.", "Models: list, show, check."),
    no_args_is_help=True,
    rich_markup_mode=None,
)
_YEAR = say("Budgetåret.", "The budget year.")


def register(app: typer.Typer) -> None:
    app.add_typer(models, name="models")


@models.command("list", help=say("Modeller, der følger med.", "The models that ship."))
def list_models(as_json: Json = False, lang: Lang = "da") -> None:
    from fordel.allocation.model.loading import load_model, shipped_models

    found = [(name, load_model(name)) for name in shipped_models()]
    if as_json:
        write_json([{"model": n, "title": {"da": m.title.da, "en": m.title.en}} for n, m in found])
        return
    rows = [[name, model.title.to(language())] for name, model in found]
    write_table([say("Model", "Model"), say("Titel", "Title")], rows, text_columns=2)


@models.command(
    "show",
    help=say(
        "Hvad en model siger, og hvilke filer den behøver.",
        "What a model says, and which files it needs.",
    ),
)
def show(
    model: ModelName,
    year: Annotated[
        int | None,
        typer.Option("--year", min=1990, max=2200, help=_YEAR),
    ] = None,
    yaml: Annotated[
        bool,
        typer.Option("--yaml", help=say("Hele modellen som YAML.", "The whole model as YAML.")),
    ] = False,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.allocation.bundles.bundle import model_yaml
    from fordel.allocation.model.loading import load_model
    from fordel.budget_year.model_words import describe_model

    loaded = load_model(model)
    if yaml and not as_json:
        write(model_yaml(loaded).rstrip())
        return
    described = describe_model(loaded, year, language())
    if as_json:
        write_json(described.to_json())
        return
    for line in described.sentences():
        write(line)


@models.command("check", help=say("Er modellen rigtig skrevet?", "Is the model written right?"))
def check(model: ModelName, as_json: Json = False, lang: Lang = "da") -> None:
    from fordel.allocation.model.loading import load_model

    loaded = load_model(model)
    if as_json:
        write_json({"model": loaded.model, "version": loaded.version, "steps": len(loaded.steps)})
        return
    write(
        say(
            f"Modellen «{loaded.model}» er rigtig skrevet: {len(loaded.steps)} trin.",
            f"The model “{loaded.model}” is written right: {len(loaded.steps)} steps.",
        )
    )


@models.command(
    "schema", help=say("Modelsprogets JSON-skema.", "The JSON Schema of the model language.")
)
def schema(as_json: Json = False, lang: Lang = "da") -> None:
    from fordel.allocation.model.document import Model

    write_json(Model.model_json_schema(by_alias=True))
