"""Who and where a subject is: the columns that any extract may bring, beside those of its rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from riskkit.indicators.loader import identity_fields
from riskkit.indicators.rule_file import FieldShape


def with_identity(fields: Mapping[str, FieldShape], root: Path | None = None) -> dict[str, FieldShape]:
    """``fields`` and the identity fields they lack; a field of the same id keeps its shape and takes the form and
    the aliases that no other field claims.

    >>> from riskkit.indicators.rule_file import Text
    >>> fields = with_identity({"uscc": FieldShape(kind="id", label=Text(zh="信用代码", en="credit code"))})
    >>> fields["uscc"].label.zh, fields["uscc"].form, "area_code" in fields
    ('信用代码', 'uscc', True)
    """
    identity = identity_fields(root)
    claimed = {word for shape in fields.values() for word in (shape.label.zh, *shape.aliases)}
    own = {
        name: shape.model_copy(
            update={
                "form": shape.form or identity[name].form,
                "aliases": [*shape.aliases, *(word for word in identity[name].aliases if word not in claimed)],
            }
        )
        if name in identity
        else shape
        for name, shape in fields.items()
    }
    return {**own, **{name: shape for name, shape in identity.items() if name not in own}}
