"""Children into profiles: from the data folder, from a large source, or counted elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fordel.allocation.inputs import needs_of
from fordel.allocation.model.document import Model
from fordel.budget_year.refusals import CannotWriteFile, ProfileEnding, WouldReplace
from fordel.domain.language import Words
from fordel.profiles.counting import build_profile
from fordel.profiles.engines.naming import DEFAULT, Engine, parse_engine
from fordel.profiles.profile import Basis, Profile
from fordel.profiles.refusals.counting import EngineWithoutSource, NoChildRows, SourceAndProfile
from fordel.registers.mapping import NO_MAPPING, read_mapping
from fordel.registers.notes import Note
from fordel.registers.reading import ReadResult, read_register
from fordel.registers.records import Needs, Register, SourceFile

Progress = Callable[[Words], None]
"""Told what is being done, before it is."""

COUNTING = Words(da="Tæller børn", en="Counting children")
CONNECTING = Words(da="Åbner {engine}", en="Opening {engine}")


@dataclass(frozen=True)
class Children:
    """Where the children are.

    ``source`` is Parquet or a table that ``engine`` can read; ``profile`` is a file that was
    counted before. Without either they are in the data folder.
    """

    source: str | None = None
    engine: str = DEFAULT
    profile: Path | None = None

    @property
    def elsewhere(self) -> bool:
        return self.source is not None or self.profile is not None


IN_FOLDER = Children()


@dataclass(frozen=True)
class Profiles:
    """The children, counted where they are enrolled and where they live."""

    enrolled: Profile | None
    resident: Profile | None


def read_and_count(
    model: Model,
    folder: Path,
    year: int,
    children: Children = IN_FOLDER,
    progress: Progress = lambda _: None,
    *,
    count_on: date | None = None,
) -> tuple[ReadResult, Profiles]:
    """Read a data folder and count the children, wherever they are.

    Parameters
    ----------
    count_on : count them as of this day, as for a recount; None is the day the model says.

    Returns
    -------
    What was read, with the source or the profile among its files and what was noted about it, and
    the profiles.

    Raises
    ------
    RefusedFiles : every problem in the folder, or else in the source or the profile.
    UnknownEngine, EngineUnreachable, EngineDied, ... : the engine's own.
    SourceAndProfile, EngineWithoutSource, NoChildRows : the words contradict each other.
    """
    engine = _checked(model, children)
    needs = needs_of(model, year)
    if count_on is not None:
        needs = replace(needs, count_on=count_on)
    read = read_register(folder, needs, year=year, children_elsewhere=children.elsewhere)
    if children.profile is not None:
        return _from_profile(read, needs, children.profile)
    if children.source is None:
        progress(COUNTING)
        return read, count_children(model, read, year)
    shown = engine.shown
    progress(Words(CONNECTING.da.format(engine=shown), CONNECTING.en.format(engine=shown)))
    return _from_source(read, needs, children.source, engine, progress)


def _checked(model: Model, children: Children) -> Engine:
    engine = parse_engine(children.engine)
    if children.source is not None and children.profile is not None:
        raise SourceAndProfile
    if children.source is None and children.engine != DEFAULT:
        raise EngineWithoutSource(engine=engine.shown)
    if children.elsewhere and model.children.grain == "counts":
        raise NoChildRows(model=model.model)
    return engine


def count_children(model: Model, read: ReadResult, year: int) -> Profiles:
    """Count the children of a data folder into profiles."""
    if read.children is None or model.children.grain == "counts":
        return Profiles(None, None)
    criteria = needs_of(model, year).criteria
    age_groups = [group.id for group in model.age_groups]

    def profile(places: Sequence[str], basis: Basis) -> Profile:
        return build_profile(
            read.children, criteria=criteria, age_groups=age_groups, places=places, basis=basis
        )

    places = _places(read.register)
    enrolled = profile(places[Basis.ENROLLED], Basis.ENROLLED)
    districts = places.get(Basis.RESIDENT)
    return Profiles(enrolled, profile(districts, Basis.RESIDENT) if districts else None)


def _from_source(
    read: ReadResult, needs: Needs, name: str, engine: Engine, progress: Progress
) -> tuple[ReadResult, Profiles]:
    from fordel.profiles.engines.opening import open_engine  # noqa: PLC0415 - loads Ibis
    from fordel.profiles.gathering import count_source  # noqa: PLC0415
    from fordel.profiles.preparing import Source  # noqa: PLC0415
    from fordel.profiles.sources import open_source, source_name  # noqa: PLC0415

    hours = read_mapping(read.home).get("children", NO_MAPPING).full_time_hours
    with open_engine(engine) as opened:
        table = open_source(opened, name, needs.criteria)
        source = Source(table, source_name(name), needs, _needed(read.register, needs), hours)
        places = _places(read.register)
        if "district" not in table.columns:
            places.pop(Basis.RESIDENT, None)
        progress(COUNTING)
        found = count_source(opened, source, places)
    kept = _with_source(read, SourceFile(source.name, "", found.rows), found.notes)
    return kept, _profiles(found.profiles)


def _from_profile(read: ReadResult, needs: Needs, path: Path) -> tuple[ReadResult, Profiles]:
    from fordel.profiles.storing import read_profile  # noqa: PLC0415 - loads Arrow

    districts = read.register.districts
    told = all(d.share is not None or d.children is not None for d in districts)
    resident = set() if told or "districts" not in needs.files else {Basis.RESIDENT}
    found = read_profile(
        path,
        needs,
        _places(read.register),
        needed=_needed(read.register, needs),
        must={Basis.ENROLLED, *resident},
    )
    return _with_source(read, found.source, found.notes), _profiles(found.profiles)


def _places(register: Register) -> dict[Basis, Sequence[str]]:
    places: dict[Basis, Sequence[str]] = {Basis.ENROLLED: [unit.id for unit in register.units]}
    if register.districts:
        places[Basis.RESIDENT] = [district.id for district in register.districts]
    return places


def _needed(register: Register, needs: Needs) -> list[str]:
    """Criteria that only the children can tell of.

    Shares of districts are finished, and need no criteria but those that enrolled children are
    counted by.
    """
    shared = any(district.share is not None for district in register.districts)
    told = {row.criterion for row in register.criteria}
    told |= {name for district in register.districts for name in district.counts}
    wanted = [name for name in needs.criteria if not shared or name in needs.enrolled_by]
    return [name for name in wanted if name not in told]


def _with_source(read: ReadResult, source: SourceFile, notes: Sequence[Note]) -> ReadResult:
    register = replace(read.register, sources=(*read.register.sources, source))
    return replace(read, register=register, notes=(*read.notes, *notes))


def _profiles(found: dict[Basis, Profile]) -> Profiles:
    return Profiles(found[Basis.ENROLLED], found.get(Basis.RESIDENT))


def check_place(path: Path) -> None:
    """Refuse a place for a profile before an hour is spent on counting it.

    Raises
    ------
    ProfileEnding, WouldReplace, CannotWriteFile
    """
    if path.suffix not in {".csv", ".parquet"}:
        raise ProfileEnding(file=str(path))
    if path.exists():
        raise WouldReplace(file=str(path))
    if not path.parent.is_dir():
        raise CannotWriteFile(file=str(path))


def keep_profiles(profiles: Profiles, needs: Needs, path: Path) -> None:
    """Write profiles to a file; raises as :func:`check_place`."""
    from fordel.profiles.storing import write_profile  # noqa: PLC0415 - loads Arrow

    kept = [profile for profile in (profiles.enrolled, profiles.resident) if profile is not None]
    try:
        write_profile(kept, needs.count_on, path)
    except FileExistsError:
        raise WouldReplace(file=str(path)) from None
    except OSError:
        raise CannotWriteFile(file=str(path)) from None
