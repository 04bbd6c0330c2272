"""One malformed input for each refusal of files, with the words that must be shown."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace

import pytest

from fordel.registers.refusals import cells, columns, files, relations
from fordel.registers.refusals.base import FileRefused

from .folders import NEEDS, PLAIN_UNITS, UNITS, needing
from .test_formats import PX

WITH_CRITERION = needing(criteria=("low_income",))
CHILD = "child;unit;age;{}\n1;0101;3;{}\n"


@dataclass(frozen=True)
class Case:
    """What is put into the folder, and what must be said of it."""

    kind: type[FileRefused]
    files: dict[str, str | bytes]
    da: str
    en: str
    needs: object = NEEDS


def with_units(**more):
    return {"units": UNITS, **more}


def with_children(children, **more):
    return {"units": PLAIN_UNITS, "children": children, **more}


def case(kind, given, da, en, needs=NEEDS):
    return pytest.param(Case(kind, given, da, en, needs), id=kind.__name__)


CASES = [
    case(
        files.FileMissing,
        with_units(),
        "Filen grants mangler i mappen. Modellen eller mapping.yaml beder om den.",
        "The file grants is not in the folder. The model or mapping.yaml asks for it.",
        needing("grants"),
    ),
    case(
        files.SeveralFiles,
        with_units(units__json="{}"),
        "Der er flere filer, der hedder units: units.csv, units.json.",
        "Several files are called units: units.csv, units.json.",
    ),
    case(
        files.NotWhatItsNameSays,
        {"units": b"%PDF-1.4"},
        "units.csv: Efter navnet er filen CSV, men indholdet er PDF.",
        "units.csv: By its name the file is CSV, but what it holds is PDF.",
    ),
    case(
        files.EmptyFile,
        with_units(scores=""),
        "scores.csv: Filen er tom. Der er ingen rækker at læse.",
        "scores.csv: The file is empty. There are no rows to read.",
    ),
    case(
        files.CutFile,
        {"units__csv_gz": gzip.compress(UNITS.encode())[:-9]},
        "units.csv.gz: Filen ser ud til at være skåret over: slutningen mangler.",
        "units.csv.gz: The file seems to be cut: its end is missing.",
    ),
    case(
        files.CutFile,
        {"units": UNITS + "0103;Møl"},
        "units.csv, række 4: Filen ser ud til at være skåret over",
        "units.csv, row 4: The file seems to be cut",
    ),
    case(
        files.UnclosedQuote,
        {"units": UNITS + '0103;"Møllen;3;4\n'},
        "units.csv, række 4: Et citationstegn åbnes, men lukkes ikke",
        "units.csv, row 4: A quotation mark is opened but not closed",
    ),
    case(
        files.UnevenRow,
        {"units": UNITS + "0103;a;1;2;3\n0104;b;1;2\n"},
        "units.csv, række 4: Rækken har 5 felter; overskriften har 4.",
        "units.csv, row 4: The row has 5 fields; the headers are 4.",
    ),
    case(
        files.UnreadableText,
        {"units": b"unit;name\n1;\x81\n"},
        "Filens tegn kan hverken læses som UTF-8, UTF-16 eller Windows-1252.",
        "The file's characters are neither UTF-8, UTF-16 nor Windows-1252.",
    ),
    case(
        files.BrokenFile,
        with_units(criteria__px=PX.replace('VALUES("kriterium")', 'NOTE("kriterium")')),
        'criteria.px: VALUES("kriterium") i PC-Axis-filen mangler eller kan ikke læses.',
        'criteria.px: VALUES("kriterium") in the PC-Axis file is missing or cannot be read.',
    ),
    case(
        files.NoRowsLeft,
        with_units(mapping__yaml="units: {only: {unit: '0199'}}"),
        "units.csv: Ingen rækker er dem, mapping.yaml beder om (only:).",
        "units.csv: No rows are those that mapping.yaml asks for (only:).",
    ),
    case(
        columns.NoHeader,
        {"units": "0101;20;40\n0102;21;30\n"},
        "units.csv: Første række ligner ikke overskrifter.",
        "units.csv: The first row does not look like headers.",
    ),
    case(
        columns.ColumnMissing,
        with_units(scores="unit;tal\n0101;1\n"),
        'scores.csv: Kolonnen "score" mangler. Filen har: unit, tal.',
        'scores.csv: The column "score" is missing. The file has: unit, tal.',
    ),
    case(
        columns.UnknownColumn,
        with_units(mapping__yaml="units: {columns: {name: Titel}}"),
        'units.csv, kolonne "Titel": Filen har ingen kolonne af det navn.',
        'units.csv, column "Titel": The file has no column of that name.',
    ),
    case(
        columns.HeaderTwice,
        {"units": "enhedsnr;instnr;0-2 år;3-5 år\n1;2;3;4\n"},
        'Flere overskrifter kan være kolonnen "unit": enhedsnr, instnr.',
        'Several headers could be the column "unit": enhedsnr, instnr.',
    ),
    case(
        columns.AgeMissing,
        with_children("child;unit\n1;0101\n"),
        "children.csv: Filen siger ikke, hvor gamle børnene er.",
        "children.csv: The file does not say how old children are.",
    ),
    case(
        columns.ChildCountsMissing,
        {"units": PLAIN_UNITS},
        "hverken børnetal i enhedsfilen (children_0-2, children_3-5) eller en fil med børn",
        "neither child counts in the file of units (children_0-2, children_3-5) nor a file of",
    ),
    case(
        columns.CriterionNotInData,
        with_children("child;unit;age\n1;0101;3\n"),
        'Kriteriet "low_income" står i modellen, men ikke i data.',
        'The criterion "low_income" is in the model but not in the data.',
        WITH_CRITERION,
    ),
    case(
        columns.PersonalNumber,
        {"units": "unit;leder;0-2 år;3-5 år\na;010170-1234;1;2\nb;;1;2\n"},
        'række 2, kolonne "leder": Kolonnen har noget, der ligner CPR-numre (antal rækker: 1;',
        'row 2, column "leder": The column holds what looks like CPR numbers (rows: 1;',
    ),
    case(
        columns.AmbiguousNumbers,
        with_units(grants="unit;amount\n0101;1.234\n0102;500\n"),
        'række 2, kolonne "amount": Tal som "1.234" kan læses på to måder (antal rækker: 1;',
        'row 2, column "amount": Numbers like "1.234" can be read in two ways (rows: 1;',
    ),
    case(
        columns.MixedNumbers,
        with_units(grants="unit;amount\n0101;1,5\n0102;2.5\n"),
        "Nogle tal har decimalkomma, andre decimalpunktum.",
        "Some numbers have a decimal comma, others a decimal point.",
    ),
    case(
        columns.MixedDates,
        with_children("child;unit;born_on\n1;0101;24/12/2022\n2;0101;12/24/2022\n"),
        "Nogle datoer har dagen først, andre måneden.",
        "Some dates have the day first, others the month.",
    ),
    case(
        columns.CountDayMissing,
        with_children("child;unit;born_on\n1;0101;24/12/2022\n"),
        "Filen har datoer, men modellen siger ikke, hvilken dag børnene tælles.",
        "The file has dates, but the model does not say on which day children are counted.",
        replace(NEEDS, count_on=None),
    ),
    case(
        cells.ValueMissing,
        with_units(grants="unit;amount\n0101;..\n"),
        'grants.csv, række 2, kolonne "amount": Cellen er tom.',
        'grants.csv, row 2, column "amount": The cell is empty.',
    ),
    case(
        cells.NotANumber,
        with_units(grants="unit;amount\n0101;mange\n"),
        'grants.csv, række 2, kolonne "amount": Det er ikke et tal "mange".',
        'grants.csv, row 2, column "amount": This is not a number "mange".',
    ),
    case(
        cells.NegativeNumber,
        with_units(grants="unit;amount\n0101;-5\n"),
        'Tallet er negativt "-5".',
        'The number is negative "-5".',
    ),
    case(
        cells.ShareOutside,
        with_units(districts="district;share\nD1;25\n"),
        'Andelen ligger ikke mellem 0 og 1 "25".',
        'The share is not between 0 and 1 "25".',
    ),
    case(
        cells.FullTimeOutside,
        with_children(CHILD.format("full_time", "37")),
        'children.csv, række 2, kolonne "full_time": Fuldtidsandelen ligger ikke mellem 0 og 1.',
        'children.csv, row 2, column "full_time": The full-time share is not between 0 and 1.',
    ),
    case(
        cells.AgeOutside,
        with_children("child;unit;age\n1;0101;7\n"),
        "Barnets alder på tælledagen ligger uden for 0–6 år.",
        "The child's age on the day of counting is outside 0–6 years.",
    ),
    case(
        cells.UnknownAgeGroup,
        with_units(criteria="unit;criterion;age_group;count\n0101;low_income;6-9;1\n"),
        'Aldersgruppen "6-9" findes ikke i modellen. Modellen kender kun: 0-2, 3-5.',
        'The age group "6-9" is not in the model. The model knows only: 0-2, 3-5.',
        WITH_CRITERION,
    ),
    case(
        cells.NotADate,
        {"units": "unit;opened_on;0-2 år;3-5 år\na;01-02-03;1;2\n"},
        'Det er ikke en dato "01-02-03".',
        'This is not a date "01-02-03".',
    ),
    case(
        cells.NotYesOrNo,
        with_children(CHILD.format("low_income", "ved ikke")),
        "Det er hverken ja eller nej. Kolonnen siger, om noget er opfyldt.",
        "This is neither yes nor no. The column says whether something is met.",
        WITH_CRITERION,
    ),
    case(
        cells.UnknownChoice,
        {"units": "unit;ejerform;0-2 år;3-5 år\na;statslig;1;2\n"},
        'Værdien "statslig" kendes ikke.',
        "Use one of: municipal, self_owning, private; or translate it in mapping.yaml",
    ),
    case(
        relations.DuplicateUnit,
        {"units": UNITS + "0101;Igen;1;2\n"},
        'units.csv, række 4, kolonne "unit": Enhedens nøgle "0101" står også i række 2.',
        'units.csv, row 4, column "unit": The unit\'s key "0101" is in row 2 as well.',
    ),
    case(
        relations.UnknownUnit,
        with_units(scores="unit;score\n101;1\n"),
        'Enheden "101" findes ikke i enhedsfilen.',
        'The unit "101" is not in the file of units.',
    ),
    case(
        relations.UnknownDistrict,
        {
            "units": "unit;district;0-2 år;3-5 år\na;D2;1;2\n",
            "districts": "district;share\nD1;0,5\n",
        },
        'Distriktet "D2" findes ikke i distriktsfilen.',
        'The district "D2" is not in the file of districts.',
    ),
    case(
        relations.DuplicateDistrict,
        with_units(districts="district;share\nD1;0,5\nD1;0,6\n"),
        'Distriktet "D1" står også i række 2.',
        'The district "D1" is in row 2 as well.',
    ),
    case(
        relations.ChildTwice,
        with_children("child;unit;age\n1;0101;3\n1;0102;3\n"),
        'children.csv, række 3, kolonne "child": Barnet er på tælledagen også indmeldt efter '
        "række 2.",
        'children.csv, row 3, column "child": On the day of counting the child is enrolled by '
        "row 2 as well.",
    ),
    case(
        relations.DatesReversed,
        with_children("child;unit;age;enrolled_from;enrolled_to\n1;0101;3;2026-01-02;2026-01-01\n"),
        'kolonne "enrolled_to": Slutdatoen ligger før startdatoen.',
        'column "enrolled_to": The end date lies before the start date.',
    ),
    case(
        relations.ClosedBeforeOpened,
        {"units": "unit;åbnet;lukket;0-2 år;3-5 år\na;01-08-2026;01-01-2026;1;2\n"},
        'Enheden "a" er lukket, før den åbnede.',
        'The unit "a" closed before it opened.',
    ),
    case(
        relations.PredecessorLoop,
        {"units": "unit;predecessors;0-2 år;3-5 år\na;b;1;2\nb;a;1;2\n"},
        "Enhederne er hinandens forgængere: a ← b ← a.",
        "The units are each other's predecessors: a ← b ← a.",
    ),
    case(
        relations.DuplicateRate,
        {"units": UNITS, "rates": "district;takst\nA;100\nB;200\nA;300\n"},
        'rates.csv, række 4, kolonne "takst": Den samme takst står også i række 2.',
        'rates.csv, row 4, column "takst": The same rate is in row 2 as well.',
    ),
    case(
        relations.DuplicateCriterion,
        with_units(criteria="unit;criterion;count\n0101;low_income;1\n0101;lav indkomst;1\n"),
        'Enhed og kriterium "0101 / low_income" står også i række 2.',
        'The unit and criterion "0101 / low_income" are in row 2 as well.',
        WITH_CRITERION,
    ),
    case(
        relations.UnitTwice,
        with_units(scores="unit;score\n0101;1\n0101;2\n"),
        'Enheden "0101" står også i række 2. Filen skal have én række pr. enhed.',
        'The unit "0101" is in row 2 as well. The file has to have one row per unit.',
    ),
    case(
        files.MappingRefused,
        with_units(mapping__yaml="units: {columns: 3}"),
        "mapping.yaml: Tilordningsfilen kan ikke bruges (units.columns",
        "mapping.yaml: The mapping file cannot be used (units.columns",
    ),
]
