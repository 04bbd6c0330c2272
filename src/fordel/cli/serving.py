"""Commands about the web application: set it up, load the demonstration, serve, manage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fordel.cli.speaking import Json, Lang, language, progress, say, tell, write, write_json

if TYPE_CHECKING:
    from fordel.web.demonstration import Login

web = typer.Typer(
    help=say("Fordel i en browser.", "Fordel in a browser."),
    no_args_is_help=True,
    rich_markup_mode=None,
)
Data = Annotated[
    Path,
    typer.Option(
        "--data",
        metavar="DIR",
        envvar="FORDEL_WEB_DATA",
        help=say(
            "Mappen med database, nøgle og sidernes filer.",
            "The folder of the database, the key and the pages' files.",
        ),
    ),
]
Host = Annotated[str, typer.Option("--host", help=say("Adressen.", "The address."))]
Port = Annotated[
    int,
    typer.Option(
        "--port", min=0, max=65535, help=say("Porten; 0 er en ledig.", "The port; 0 is a free one.")
    ),
]
HERE = Path("build/web")


def register(app: typer.Typer) -> None:
    app.add_typer(web, name="web")


@web.command(
    "setup",
    help=say(
        "Gør klar: database, oversættelser, filer. Kan gentages.",
        "Make ready: database, translations, files. May be repeated.",
    ),
)
def setup(data: Data = HERE, lang: Lang = "da") -> None:
    from fordel.web.setting_up import set_up, use_settings

    use_settings(data)
    with progress(quiet=False) as told:
        set_up(told)
    call = "fordel web serve" + (f" --data {data}" if data != HERE else "")
    write(say(f"Klar. Server med: {call}", f"Ready. Serve with: {call}"))


@web.command(
    "demo",
    help=say(
        "Indlæs den opdigtede kommune med to udmeldte år, og giv et log-in for hver rolle.",
        "Load the invented municipality with two announced years, and a log-in for every role.",
    ),
)
def demo(
    runs: Annotated[
        Path,
        typer.Argument(
            metavar="RUNS",
            help=say(
                "Mappen med kørslerne, en undermappe for hvert år.",
                "The folder of the runs, a subfolder for each year.",
            ),
        ),
    ],
    data: Data = HERE,
    serve_too: Annotated[
        bool,
        typer.Option("--serve", help=say("Server bagefter, til du stopper.", "Then serve.")),
    ] = False,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.demonstration.facts import read_facts
    from fordel.web.setting_up import set_up, use_settings

    municipality = read_facts().municipality
    use_settings(data, demo=True)
    with progress(quiet=as_json) as told:
        set_up(told)
        from fordel.allocation.bundles.bundle import read_bundle
        from fordel.budget_year.computing import Computed
        from fordel.budget_year.finding import last_year_of
        from fordel.web.demonstration import load_demonstration

        folders = sorted(p for p in runs.iterdir() if p.name.isdigit()) if runs.is_dir() else []
        years = [Computed(read_bundle(f), (), last_year_of(f, None)) for f in folders]
        logins = load_demonstration(municipality.code, municipality.name, years)
    if as_json:
        write_json(
            [
                {"role": x.role.value, "email": x.email, "password": x.password, "place": x.place}
                for x in logins
            ]
        )
    else:
        _show(logins)
    if serve_too:
        _serve(host, port)


@web.command(
    "serve", help=say("Server siderne, til du stopper.", "Serve the pages until you stop.")
)
def serve(
    data: Data = HERE, host: Host = "127.0.0.1", port: Port = 8000, lang: Lang = "da"
) -> None:
    from fordel.web.setting_up import use_settings

    use_settings(data)
    _serve(host, port)


@web.command(
    "work",
    help=say(
        "Gør det, der tager tid, i baggrunden, til du stopper. Siderne starter selv en.",
        "Do in the background what takes time, until you stop. Serving starts one by itself.",
    ),
)
def work(
    data: Data = HERE,
    until_empty: Annotated[
        bool,
        typer.Option(
            "--until-empty",
            help=say("Stop, når intet venter.", "Stop when nothing waits."),
        ),
    ] = False,
    parent: Annotated[int | None, typer.Option("--parent", hidden=True)] = None,
    lang: Lang = "da",
) -> None:
    from fordel.web.setting_up import use_settings

    use_settings(data)
    from fordel.web.budgets.jobs.working import work as do_work

    do_work(until_empty=until_empty, parent=parent)


@web.command(
    "manage",
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    help=say(
        "Djangos egne kommandoer, f.eks. migrate eller dbshell.",
        "Django's own commands, such as migrate or dbshell.",
    ),
)
def manage(
    words: Annotated[
        list[str],
        typer.Argument(metavar="COMMAND…", help=say("Kommandoen.", "The command.")),
    ],
) -> None:
    from fordel.web.setting_up import use_settings

    use_settings()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["fordel web manage", *words])


def _serve(host: str, port: int) -> None:
    from fordel.web.setting_up import serve as serve_pages

    def ready(address: str) -> None:
        write(say(f"Åbn {address} – stop med Ctrl+C", f"Open {address} – stop with Ctrl+C"))
        first = address_of_start(address)
        if first is not None:
            write(
                say(
                    f"Ny installation. Begynd her: {first}",
                    f"A new installation. Begin here: {first}",
                )
            )
        import sys

        sys.stdout.flush()

    from fordel.web.budgets.jobs.working import worker_beside
    from fordel.web.organisation.actions.starting import address_of_start

    try:
        with worker_beside():
            serve_pages(host, port, ready)
    except KeyboardInterrupt:
        tell(say("Stoppet.", "Stopped."))


def _show(logins: list[Login]) -> None:
    from django.utils import translation

    from fordel.cli.speaking import write_table

    with translation.override(language()):
        rows = [
            [str(login.role.label), login.email, login.password, login.place] for login in logins
        ]
    write()
    write_table(
        [say("Rolle", "Role"), "E-mail", say("Adgangskode", "Password"), say("Sted", "Place")],
        rows,
        title=say(
            "Log-in til demonstrationen (nye adgangskoder hver gang)",
            "Log-ins of the demonstration (new passwords every time)",
        ),
        text_columns=4,
    )
    write()
