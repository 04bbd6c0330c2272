"""What the causes of a change are called in tables and charts."""

from __future__ import annotations

from fordel.allocation.mixing import Cause
from fordel.domain.language import Words

CAUSES: dict[Cause, Words] = {
    Cause.CHILDREN: Words(da="Børnetal", en="Children"),
    Cause.NEED: Words(da="Vilkår", en="Need"),
    Cause.POOL: Words(da="Pulje, takst", en="Pool, rate"),
    Cause.RULES: Words(da="Regler", en="Rules"),
    Cause.LIMITS: Words(da="Grænse, loft", en="Threshold, cap"),
    Cause.GRANTS: Words(da="Faste beløb", en="Grants"),
    Cause.LINEAGE: Words(da="Struktur", en="Lineage"),
    Cause.DAMPING: Words(da="Overgang", en="Damping"),
    Cause.MONTHS: Words(da="Måneder", en="Months"),
    Cause.ROUNDING: Words(da="Afrunding", en="Rounding"),
}
