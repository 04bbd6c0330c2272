"""What a model or its data can be refused for, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fordel.domain.errors import InputRefused, ModelRefused
from fordel.domain.language import Words


@dataclass(eq=False)
class ModelNotFound(ModelRefused):
    model: str
    shipped: str

    what = Words(da="Der er ingen model «{model}».", en="There is no model “{model}”.")
    why = Words(
        da="Den findes hverken som fil eller blandt dem, der følger med ({shipped}).",
        en="It is neither a file nor among those that ship ({shipped}).",
    )
    next = Words(
        da="Skriv stien til en YAML-fil, eller se `fordel models list`.",
        en="Give the path of a YAML file, or see `fordel models list`.",
    )


@dataclass(eq=False)
class ModelNotReadable(ModelRefused):
    file: str
    line: int
    problem_da: str
    problem_en: str

    what = Words(
        da="{file}, linje {line}: filen er ikke gyldig YAML ({problem_da}).",
        en="{file}, line {line}: the file is not valid YAML ({problem_en}).",
    )
    why = Words(
        da="Modellen kan ikke læses, og intet er beregnet.",
        en="The model cannot be read, and nothing was computed.",
    )
    next = Words(
        da="Ret linjen; indrykning og kolon er de hyppigste fejl.",
        en="Mend the line; indentation and colons are the usual causes.",
    )


@dataclass(eq=False)
class ModelNotUnderstood(ModelRefused):
    file: str
    place: str
    problem_da: str
    problem_en: str

    what = Words(da="{file}, «{place}»: {problem_da}.", en="{file}, “{place}”: {problem_en}.")
    why = Words(
        da="Modellen siger noget, som modelsproget ikke kender.",
        en="The model says something that the model language does not know.",
    )
    next = Words(
        da="Se `docs/reference/model_language.md`, og prøv `fordel models check`.",
        en="See `docs/reference/model_language.md`, and try `fordel models check`.",
    )


@dataclass(eq=False)
class DuplicateStep(ModelRefused):
    step: str

    what = Words(da="To trin hedder «{step}».", en="Two steps are called “{step}”.")
    why = Words(
        da="Hvert trin bliver en kolonne i resultatet, så navnene skal være forskellige.",
        en="Every step becomes a column of the result, so the names must differ.",
    )
    next = Words(da="Giv det ene et andet id.", en="Give one of them another id.")


@dataclass(eq=False)
class DuplicateCriterion(ModelRefused):
    criterion: str

    what = Words(
        da="Kriteriet eller aldersgruppen «{criterion}» står to gange i modellen.",
        en="The criterion or age group “{criterion}” stands twice in the model.",
    )
    why = Words(da="Så kunne børn blive talt to gange.", en="Children might be counted twice.")
    next = Words(da="Fjern den ene.", en="Remove one of them.")


@dataclass(eq=False)
class DuplicateItem(ModelRefused):
    item: str

    what = Words(
        da="To dele af rammen, der tages ud, hedder «{item}».",
        en="Two parts set aside from the frame are called “{item}”.",
    )
    why = Words(
        da="De vises hver for sig ved navn, så den ene ville forsvinde.",
        en="They are shown apart by name, so one of them would vanish.",
    )
    next = Words(da="Giv den ene et andet id.", en="Give one of them another id.")


@dataclass(eq=False)
class ReservedName(ModelRefused):
    name: str

    what = Words(da="«{name}» kan ikke bruges som id.", en="“{name}” cannot be used as an id.")
    why = Words(
        da="Resultatet har allerede en kolonne eller en sum, der hedder sådan.",
        en="The result already has a column or a sum of that name.",
    )
    next = Words(da="Vælg et andet id.", en="Choose another id.")


@dataclass(eq=False)
class OverlappingAgeGroups(ModelRefused):
    first: str
    second: str

    what = Words(
        da="Aldersgrupperne «{first}» og «{second}» overlapper.",
        en="The age groups “{first}” and “{second}” overlap.",
    )
    why = Words(
        da="Et barn må kun høre til én aldersgruppe.",
        en="A child may belong to one age group only.",
    )
    next = Words(da="Ret alderen i den ene.", en="Mend the ages of one of them.")


@dataclass(eq=False)
class CriterionNotInModel(ModelRefused):
    step: str
    criterion: str

    what = Words(
        da="Trinnet «{step}» bruger kriteriet «{criterion}», som modellen ikke har.",
        en="The step “{step}” uses the criterion “{criterion}”, which the model does not list.",
    )
    why = Words(
        da="Uden en beskrivelse ved ingen, hvad der tælles.",
        en="Without a description nobody knows what is counted.",
    )
    next = Words(
        da="Tilføj det under `criteria`, eller ret navnet.",
        en="Add it under `criteria`, or mend the name.",
    )


@dataclass(eq=False)
class AtLeastAboveCriteria(ModelRefused):
    step: str
    at_least: int
    criteria: int

    what = Words(
        da="Trinnet «{step}» kræver mindst {at_least} af {criteria} kriterier.",
        en="The step “{step}” asks for at least {at_least} of {criteria} criteria.",
    )
    why = Words(da="Intet barn kan opfylde så mange.", en="No child can meet that many.")
    next = Words(
        da="Sæt `at_least` til højst {criteria}.", en="Set `at_least` to {criteria} at the most."
    )


@dataclass(eq=False)
class AllWeightsZero(ModelRefused):
    step: str

    what = Words(
        da="Alle vægte i trinnet «{step}» er nul.", en="Every weight in the step “{step}” is zero."
    )
    why = Words(da="Så tæller ingen børn.", en="Then no child counts.")
    next = Words(
        da="Giv mindst ét kriterium en vægt over nul.",
        en="Give at least one criterion a weight above zero.",
    )


@dataclass(eq=False)
class NegativeFigure(ModelRefused):
    step: str
    field: str

    what = Words(
        da="«{field}» i trinnet «{step}» er negativ.",
        en="“{field}” in the step “{step}” is negative.",
    )
    why = Words(
        da="Beløb, vægte og andele kan ikke være under nul her.",
        en="Amounts, weights and shares cannot be below zero here.",
    )
    next = Words(da="Ret tallet.", en="Mend the figure.")


@dataclass(eq=False)
class FigureNotAboveZero(ModelRefused):
    step: str
    field: str

    what = Words(
        da="«{field}» i trinnet «{step}» er nul.", en="“{field}” in the step “{step}” is zero."
    )
    why = Words(da="Der skal divideres med tallet.", en="The figure is divided by.")
    next = Words(da="Skriv et tal over nul.", en="Write a figure above zero.")


@dataclass(eq=False)
class PercentOutOfRange(ModelRefused):
    step: str
    field: str
    value: str

    what = Words(
        da="«{field}» i trinnet «{step}» er {value}.",
        en="“{field}” in the step “{step}” is {value}.",
    )
    why = Words(
        da="Tallet er en procent og ligger mellem 0 og 100; 5 % skrives 5.",
        en="The figure is a percentage between 0 and 100; 5% is written 5.",
    )
    next = Words(da="Ret procenten.", en="Mend the percentage.")


@dataclass(eq=False)
class RoundingTooFine(ModelRefused):
    step: str
    size: str
    smallest: str

    what = Words(
        da="Trinnet «{step}» runder af til {size}, men modellens mindste beløb er {smallest}.",
        en="The step “{step}” rounds to {size}, but the model's smallest amount is {smallest}.",
    )
    why = Words(
        da="Et beløb skal være et helt antal af det mindste beløb.",
        en="An amount has to be a whole number of the smallest amount.",
    )
    next = Words(
        da="Rund af til et antal gange det mindste beløb, eller ret `currency: smallest`.",
        en="Round to a multiple of the smallest amount, or mend `currency: smallest`.",
    )


@dataclass(eq=False)
class ShareOutOfRange(ModelRefused):
    step: str
    field: str
    value: str

    what = Words(
        da="«{field}» i trinnet «{step}» er {value}.",
        en="“{field}” in the step “{step}” is {value}.",
    )
    why = Words(
        da="En andel ligger mellem 0 og 1; 5 % skrives 0.05.",
        en="A share lies between 0 and 1; 5% is written 0.05.",
    )
    next = Words(da="Ret andelen.", en="Mend the share.")


@dataclass(eq=False)
class StepNotBefore(ModelRefused):
    step: str
    other: str

    what = Words(
        da="Trinnet «{step}» bygger på «{other}», som ikke er et pengetrin før det.",
        en="The step “{step}” builds on “{other}”, which is no money step before it.",
    )
    why = Words(
        da="Trin regnes i den rækkefølge, de står i.", en="Steps are computed in their order."
    )
    next = Words(da="Flyt trinnet, eller ret navnet.", en="Move the step, or mend the name.")


@dataclass(eq=False)
class StepOutOfPlace(ModelRefused):
    step: str

    what = Words(
        da="Trinnet «{step}» står på en plads, hvor det ikke kan regnes.",
        en="The step “{step}” stands where it cannot be computed.",
    )
    why = Words(
        da="Rammen står først og kun én gang; udskilte dele lige efter; dæmpning efter alle "
        "tildelinger; udbetaling og stillinger til sidst.",
        en="The frame comes first and only once; parts set aside right after it; damping after all "
        "allocations; payment and positions last.",
    )
    next = Words(da="Flyt trinnet.", en="Move the step.")


@dataclass(eq=False)
class NoFrame(ModelRefused):
    step: str

    what = Words(
        da="Trinnet «{step}» tager en del af rammen, men modellen har ingen ramme før det.",
        en="The step “{step}” takes a part of the frame, but the model has no frame before it.",
    )
    why = Words(
        da="En andel må være en andel af noget.", en="A share has to be a share of something."
    )
    next = Words(
        da="Sæt et `frame`-trin først, eller giv puljen som beløb.",
        en="Put a `frame` step first, or give the pool as an amount.",
    )


@dataclass(eq=False)
class UniqueFromCounts(ModelRefused):
    step: str

    what = Words(
        da="Trinnet «{step}» tæller unikke børn, men data er antal pr. kriterium.",
        en="The step “{step}” counts unique children, but the data are counts per criterion.",
    )
    why = Words(
        da="Af antal pr. kriterium kan man ikke se, om det er de samme børn; det samme barn ville "
        "blive talt flere gange.",
        en="Counts per criterion do not tell whether they are the same children; one child would "
        "be counted several times.",
    )
    next = Words(
        da="Hent en række pr. barn, få leverandøren til at tælle unikke børn "
        "(`supplied_unique_counts`), eller tæl opfyldte kriterier (`criteria_met`).",
        en="Get a row per child, have the supplier count unique children "
        "(`supplied_unique_counts`), or count criteria met (`criteria_met`).",
    )


@dataclass(eq=False)
class IndexFromCounts(ModelRefused):
    step: str

    what = Words(
        da="Trinnet «{step}» regner et logistisk indeks, men data er antal pr. kriterium.",
        en="The step “{step}” computes a logistic index, but the data are counts per criterion.",
    )
    why = Words(
        da="Et logistisk indeks afhænger af, hvilke kriterier et barn opfylder sammen.",
        en="A logistic index depends on which criteria a child meets together.",
    )
    next = Words(
        da="Hent en række pr. barn, eller brug et lineært indeks.",
        en="Get a row per child, or use a linear index.",
    )


@dataclass(eq=False)
class AgeGroupsNotKnown(ModelRefused):
    step: str

    what = Words(
        da="Trinnet «{step}» skelner mellem aldersgrupper, men optællingen gør ikke.",
        en="The step “{step}” tells age groups apart, but the count does not.",
    )
    why = Words(
        da="Belastningen kendes kun for hele institutionen.",
        en="The load is known for the whole unit only.",
    )
    next = Words(
        da="Sæt `per: unit`, eller hent antal pr. aldersgruppe.",
        en="Set `per: unit`, or get counts per age group.",
    )


@dataclass(eq=False)
class AgeGroupNotInModel(ModelRefused):
    step: str
    age_group: str

    what = Words(
        da="Trinnet «{step}» nævner aldersgruppen «{age_group}», som modellen ikke har.",
        en="The step “{step}” names the age group “{age_group}”, which the model does not have.",
    )
    why = Words(da="Så får ingen børn den takst.", en="Then no children would get that rate.")
    next = Words(
        da="Ret navnet, eller tilføj gruppen under `age_groups`.",
        en="Mend the name, or add the group under `age_groups`.",
    )


@dataclass(eq=False)
class AgeGroupWithoutRate(ModelRefused):
    step: str
    age_group: str

    what = Words(
        da="Trinnet «{step}» har intet tal for aldersgruppen «{age_group}».",
        en="The step “{step}” has no figure for the age group “{age_group}”.",
    )
    why = Words(da="En manglende takst er ikke nul.", en="A missing rate is not zero.")
    next = Words(
        da="Tilføj aldersgruppen; er taksten nul, så skriv 0.",
        en="Add the age group; if the rate is nothing, write 0.",
    )


@dataclass(eq=False)
class ParameterNotKnown(ModelRefused):
    parameter: str

    what = Words(
        da="Parameteren eller tabellen «{parameter}» findes ikke.",
        en="There is no parameter or table “{parameter}”.",
    )
    why = Words(
        da="Modellen regner med et tal, som ingen har givet.",
        en="The model counts on a figure that nobody has given.",
    )
    next = Words(
        da="Tilføj den under `parameters` (eller `tables`) med enhed, kilde og dato.",
        en="Add it under `parameters` (or `tables`) with unit, source and date.",
    )


@dataclass(eq=False)
class ParameterMissingOn(ModelRefused):
    parameter: str
    day: date

    what = Words(
        da="«{parameter}» har ingen værdi den {day:%d-%m-%Y}.",
        en="“{parameter}” has no value on {day:%Y-%m-%d}.",
    )
    why = Words(
        da="En manglende værdi er ikke nul, og sidste års gælder ikke af sig selv.",
        en="A missing value is not zero, and last year's does not hold by itself.",
    )
    next = Words(
        da="Tilføj en værdi med `from`-dato og kilde.",
        en="Add a value with a `from` date and its source.",
    )


@dataclass(eq=False)
class RateMissing(ModelRefused):
    step: str
    table: str
    key: str

    what = Words(
        da="Tabellen «{table}» har ingen takst for {key} (trinnet «{step}»).",
        en="The table “{table}” has no rate for {key} (step “{step}”).",
    )
    why = Words(da="En manglende takst er ikke nul.", en="A missing rate is not zero.")
    next = Words(
        da="Tilføj rækken; er taksten nul, så skriv 0.",
        en="Add the row; if the rate is nothing, write 0.",
    )


@dataclass(eq=False)
class NobodyInNeed(ModelRefused):
    step: str

    what = Words(
        da="I trinnet «{step}» tæller ingen børn med.", en="In the step “{step}” no child counts."
    )
    why = Words(
        da="En pulje kan ikke deles efter behov, når ingen har behov.",
        en="A pool cannot be shared by need when nobody has any.",
    )
    next = Words(
        da="Se efter, om kriterierne er udfyldt, eller sæt kravet ned.",
        en="See whether the criteria are filled in, or ask for less.",
    )


@dataclass(eq=False)
class NobodyAboveThreshold(ModelRefused):
    step: str
    level: str

    what = Words(
        da="I trinnet «{step}» ligger ingen enhed over minimumsgrænsen {level}.",
        en="In the step “{step}” no unit lies above the threshold {level}.",
    )
    why = Words(
        da="Så er der ingen at dele puljen mellem.", en="Then there is nobody to share the pool."
    )
    next = Words(da="Sæt grænsen ned.", en="Lower the threshold.")


@dataclass(eq=False)
class PoolCannotBeSpent(ModelRefused):
    step: str
    left: str

    what = Words(
        da="I trinnet «{step}» bliver {left} tilbage, når alle har nået loftet.",
        en="In the step “{step}” {left} are left when everybody has reached the cap.",
    )
    why = Words(
        da="Loftet er for lavt til, at puljen kan bruges.",
        en="The cap is too low for the pool to be spent.",
    )
    next = Words(
        da="Sæt loftet op, gør puljen mindre, eller skriv `left_over: keep`.",
        en="Raise the cap, make the pool smaller, or write `left_over: keep`.",
    )


@dataclass(eq=False)
class FloorsAbovePool(ModelRefused):
    step: str
    missing: str

    what = Words(
        da="I trinnet «{step}» mangler {missing}, før alle kan få mindstebeløbet.",
        en="In the step “{step}” {missing} are missing for everybody to get the floor.",
    )
    why = Words(
        da="Mindstebeløbene er tilsammen større end puljen.",
        en="The floors together are larger than the pool.",
    )
    next = Words(
        da="Sæt mindstebeløbet ned, eller gør puljen større.",
        en="Lower the floor, or make the pool larger.",
    )


@dataclass(eq=False)
class FloorAboveCap(ModelRefused):
    step: str
    unit: str

    what = Words(
        da="I trinnet «{step}» er mindstebeløbet højere end loftet for enheden {unit}.",
        en="In the step “{step}” the floor is above the cap for the unit {unit}.",
    )
    why = Words(da="Intet beløb kan opfylde begge.", en="No amount can be within both.")
    next = Words(
        da="Sæt mindstebeløbet ned eller loftet op; se også, om de måles pr. barn eller pr. "
        "vægtet barn.",
        en="Lower the floor or raise the cap; see also whether they are per child or per weighted "
        "child.",
    )


@dataclass(eq=False)
class LimitOnIndex(ModelRefused):
    step: str

    what = Words(
        da="Trinnet «{step}» har både et indeks og et loft eller mindstebeløb.",
        en="The step “{step}” has both an index and a cap or a floor.",
    )
    why = Words(
        da="Et indeks flytter penge op og ned; et loft pr. barn siger ikke, hvad der så sker.",
        en="An index moves money up and down; a cap per child does not say what then happens.",
    )
    next = Words(
        da="Fjern `cap` og `floor`; brug en mindre `strength` eller en dæmpning.",
        en="Remove `cap` and `floor`; use a smaller `strength` or a damping.",
    )


@dataclass(eq=False)
class DampingLeavesMoney(ModelRefused):
    step: str
    left: str

    what = Words(
        da="Dæmpningen «{step}» efterlader {left}, som ingen må få.",
        en="The damping “{step}” leaves {left} that nobody may get.",
    )
    why = Words(
        da="Alle har nået den stigning, de højst må have.",
        en="Everybody has reached the largest gain allowed.",
    )
    next = Words(
        da="Tillad større stigninger, eller skriv `paid_by: frame`, så bliver pengene i rammen.",
        en="Allow larger gains, or write `paid_by: frame`, so that the money stays in the frame.",
    )


@dataclass(eq=False)
class DampingCannotBePaid(ModelRefused):
    step: str
    missing: str

    what = Words(
        da="Dæmpningen «{step}» kan ikke betales: der mangler {missing}.",
        en="The damping “{step}” cannot be paid: {missing} are missing.",
    )
    why = Words(
        da="De, der skal betale, har ikke så meget at give af inden for grænserne.",
        en="Those who are to pay do not have that much to give within the limits.",
    )
    next = Words(
        da="Tillad større tab, lad rammen betale, eller fas ind over flere år.",
        en="Allow larger losses, let the frame pay, or phase in over more years.",
    )


@dataclass(eq=False)
class FrameOverspent(ModelRefused):
    step: str
    missing: str

    what = Words(
        da="Ved trinnet «{step}» er rammen brugt op: der mangler {missing}.",
        en="At the step “{step}” the frame is used up: {missing} are missing.",
    )
    why = Words(
        da="Der kan ikke deles mere ud, end rammen er.",
        en="No more can be handed out than the frame holds.",
    )
    next = Words(
        da="Gør rammen større, eller sæt beløb, takster eller andele ned.",
        en="Make the frame larger, or lower amounts, rates or shares.",
    )


@dataclass(eq=False)
class NoUnitsInScope(InputRefused):
    units: int

    what = Words(
        da="Ingen af de {units} enheder er med i modellen.",
        en="None of the {units} units is in the model's scope.",
    )
    why = Words(
        da="Ejerform, institutionstype eller åbningsdatoer holder dem alle ude.",
        en="Ownership, kind or opening dates keep all of them out.",
    )
    next = Words(
        da="Se `scope` i modellen og kolonnerne ejerform og type i enhederne.",
        en="See `scope` in the model and the columns ownership and kind of the units.",
    )


@dataclass(eq=False)
class NoChildrenCounted(InputRefused):
    step: str

    what = Words(
        da="Trinnet «{step}» finder ingen børn i de enheder, det gælder.",
        en="The step “{step}” finds no children in the units it concerns.",
    )
    why = Words(da="Der er intet at dele efter.", en="There is nothing to share by.")
    next = Words(
        da="Se, om optællingsdagen passer til indmeldelserne, og om kolonnerne med børn er fundet.",
        en="See whether the count day fits the enrolments, and whether the columns were found.",
    )


@dataclass(eq=False)
class CriterionNotInData(InputRefused):
    criterion: str
    step: str

    what = Words(
        da="Kriteriet «{criterion}» (trinnet «{step}») findes ikke i data.",
        en="The criterion “{criterion}” (step “{step}”) is not in the data.",
    )
    why = Words(
        da="Et kriterium, der mangler, er ikke et kriterium, som ingen opfylder.",
        en="A criterion that is missing is not one that nobody meets.",
    )
    next = Words(
        da="Tilføj kolonnen eller rækkerne, eller tag kriteriet ud af modellen.",
        en="Add the column or the rows, or take the criterion out of the model.",
    )


@dataclass(eq=False)
class CriterionNotKnownOfAll(InputRefused):
    criterion: str
    missing: int

    what = Words(
        da="Kriteriet «{criterion}» mangler {missing} steder.",
        en="The criterion “{criterion}” is missing in {missing} places.",
    )
    why = Words(
        da="Ukendt er ikke det samme som ikke opfyldt, og modellen siger ikke, hvad der skal ske.",
        en="Not known is not the same as not met, and the model does not say what to do.",
    )
    next = Words(
        da="Udfyld dem, eller skriv `children: {{unknown: not_met}}` i modellen; så siges det i "
        "resultatet.",
        en="Fill them in, or write `children: {{unknown: not_met}}` in the model; the result then "
        "says so.",
    )


@dataclass(eq=False)
class UnitWithoutDistrict(InputRefused):
    unit: str
    district: str

    what = Words(
        da="Enheden {unit} har intet kendt distrikt («{district}»).",
        en="The unit {unit} has no known district (“{district}”).",
    )
    why = Words(
        da="Modellen regner efter, hvor børnene bor, og har intet tal for enheden.",
        en="The model goes by where children live, and has no figure for the unit.",
    )
    next = Words(
        da="Giv enheden et distrikt i enhederne, og distriktet en række i distrikterne.",
        en="Give the unit a district in the units, and the district a row in the districts.",
    )


@dataclass(eq=False)
class DistrictCannotCount(InputRefused):
    step: str
    district: str

    what = Words(
        da="Distriktet «{district}» har ingen tal, som trinnet «{step}» kan bruge.",
        en="The district “{district}” has no figures that the step “{step}” can use.",
    )
    why = Words(
        da="Der skal enten være en andel pr. barn eller børn med kriterier.",
        en="There must be either a share per child or children with criteria.",
    )
    next = Words(
        da="Udfyld `share`, eller `children` og kriterierne, i distrikterne.",
        en="Fill in `share`, or `children` and the criteria, in the districts.",
    )


@dataclass(eq=False)
class CannotCountResidents(ModelRefused):
    step: str
    method: str

    what = Words(
        da="Trinnet «{step}» vil tælle med metoden `{method}`, hvor børnene bor.",
        en="The step “{step}” asks for the method `{method}` where children live.",
    )
    why = Words(
        da="Metoden ser på institutioner; den kan ikke tælle børn i et distrikt.",
        en="The method looks at units; it cannot count the children of a district.",
    )
    next = Words(
        da="Giv distrikterne en andel (`share`), eller vælg en metode, der tæller børn.",
        en="Give the districts a share (`share`), or choose a method that counts children.",
    )


@dataclass(eq=False)
class ScoreMissing(InputRefused):
    unit: str
    step: str

    what = Words(
        da="Enheden {unit} har ingen score (trinnet «{step}»).",
        en="The unit {unit} has no score (step “{step}”).",
    )
    why = Words(da="En manglende score er ikke nul.", en="A missing score is not zero.")
    next = Words(
        da="Tilføj enheden i scorerne, eller tag den ud af trinnet med `where`.",
        en="Add the unit to the scores, or take it out of the step with `where`.",
    )


@dataclass(eq=False)
class CountMissing(InputRefused):
    unit: str
    criterion: str

    what = Words(
        da="Enheden {unit} har intet antal for «{criterion}».",
        en="The unit {unit} has no count for “{criterion}”.",
    )
    why = Words(da="Et manglende antal er ikke nul.", en="A missing count is not zero.")
    next = Words(
        da="Tilføj rækken; er antallet nul, så skriv 0.",
        en="Add the row; if the count is nothing, write 0.",
    )


@dataclass(eq=False)
class BelowTheLowestBand(InputRefused):
    unit: str
    step: str

    what = Words(
        da="Enheden {unit} ligger under det laveste bånd i trinnet «{step}».",
        en="The unit {unit} lies below the lowest band of the step “{step}”.",
    )
    why = Words(
        da="Modellen siger ikke, hvad den så får.", en="The model does not say what it gets."
    )
    next = Words(da="Tilføj et bånd, der begynder lavere.", en="Add a band that begins lower.")


@dataclass(eq=False)
class GrantOutsideScope(InputRefused):
    unit: str
    step: str

    what = Words(
        da="{unit} får penge i trinnet «{step}», men er ikke med i modellen.",
        en="{unit} gets money in the step “{step}”, but is not in the model's scope.",
    )
    why = Words(
        da="Beløbet ville forsvinde uden et ord.", en="The amount would vanish without a word."
    )
    next = Words(
        da="Ret enhedens nøgle, eller tag rækken ud.", en="Mend the unit's key, or remove the row."
    )


@dataclass(eq=False)
class OpeningHoursMissing(InputRefused):
    unit: str

    what = Words(
        da="Enheden {unit} har ingen åbningstid.", en="The unit {unit} has no opening hours."
    )
    why = Words(
        da="Modellen vægter børnene efter åbningstid.",
        en="The model weights children by opening hours.",
    )
    next = Words(
        da="Udfyld åbningstiden i enhederne.", en="Fill in the opening hours of the units."
    )


@dataclass(eq=False)
class NothingToCompareWith(InputRefused):
    step: str

    what = Words(
        da="Dæmpningen «{step}» mangler sidste års beløb.",
        en="The damping “{step}” lacks last year's amounts.",
    )
    why = Words(da="Uden dem ved ingen, hvem der taber.", en="Without them nobody knows who loses.")
    next = Words(
        da="Giv sidste års kørsel med `--previous`, eller læg `previous.csv` i datamappen.",
        en="Give last year's run with `--previous`, or put `previous.csv` in the data folder.",
    )


@dataclass(eq=False)
class PreviousChildrenMissing(InputRefused):
    unit: str

    what = Words(
        da="Enheden {unit} har et beløb fra sidste år, men intet børnetal at dele det med.",
        en="The unit {unit} has an amount from last year, but no children to divide it by.",
    )
    why = Words(
        da="Dæmpningen sammenligner kroner pr. barn eller pr. vægtet barn.",
        en="Damping compares kroner per child or per weighted child.",
    )
    next = Words(
        da="Udfyld `weighted_children` i sidste års tal; med `per: child` skal sidste års kørsel "
        "være der.",
        en="Fill in `weighted_children` in last year's figures; with `per: child` last year's run "
        "is needed.",
    )


@dataclass(eq=False)
class NegativeLoad(ModelRefused):
    step: str
    unit: str

    what = Words(
        da="I trinnet «{step}» får enheden {unit} en belastning under nul.",
        en="In the step “{step}” the unit {unit} gets a load below zero.",
    )
    why = Words(
        da="En andel af en pulje kan ikke være negativ.", en="A share of a pool cannot be negative."
    )
    next = Words(
        da="Tilføj en minimumsgrænse på 0 (`threshold`) eller et større `intercept`, eller ret en "
        "for stor rettelse af nøglen.",
        en="Add a threshold of 0 or a larger `intercept`, or mend too large a correction of the "
        "key.",
    )


@dataclass(eq=False)
class ChildrenMissing(InputRefused):
    unit: str
    age_group: str

    what = Words(
        da="Enheden {unit} mangler et børnetal for aldersgruppen {age_group}.",
        en="The unit {unit} lacks its number of children in the age group {age_group}.",
    )
    why = Words(da="Et manglende børnetal er ikke nul.", en="A missing number is not zero.")
    next = Words(
        da="Udfyld `children_{age_group}` i enhederne; er der ingen børn, så skriv 0.",
        en="Fill in `children_{age_group}` in the units; if there are none, write 0.",
    )


@dataclass(eq=False)
class FullTimeMissing(InputRefused):
    unit: str
    age_group: str

    what = Words(
        da="Enheden {unit} mangler fuldtidsbørn for aldersgruppen {age_group}.",
        en="The unit {unit} lacks full-time equivalents in the age group {age_group}.",
    )
    why = Words(
        da="Modellen regner med fuldtidsbørn.", en="The model goes by full-time equivalents."
    )
    next = Words(
        da="Udfyld `full_time_{age_group}` i enhederne, eller brug `measure: children`.",
        en="Fill in `full_time_{age_group}` in the units, or use `measure: children`.",
    )


@dataclass(eq=False)
class ProfileOfOtherAges(InputRefused):
    profile: str
    model: str

    what = Words(
        da="Børnene er talt i aldersgrupperne {profile}, men modellen har {model}.",
        en="The children were counted in the age groups {profile}, but the model has {model}.",
    )
    why = Words(
        da="Børn ville få en anden aldersgruppes vægt og takst.",
        en="Children would get another age group's weight and rate.",
    )
    next = Words(
        da="Tæl børnene igen med denne model.", en="Count the children again with this model."
    )
