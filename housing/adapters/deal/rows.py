"""What every row of the Deal's files is made of: names, sentences, lists of one, no stray keys."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Value = bool | int | date | str


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


# One may stand for a list of one: the schema for editors must allow what the reader does.
Sentences = Annotated[
    tuple[Sentence, ...],
    BeforeValidator(_listed, json_schema_input_type=Sentence | tuple[Sentence, ...]),
]
Values = Annotated[
    tuple[Value, ...], BeforeValidator(_listed, json_schema_input_type=Value | tuple[Value, ...])
]
Ids = Annotated[
    tuple[Id, ...], BeforeValidator(_listed, json_schema_input_type=Id | tuple[Id, ...])
]


class Row(BaseModel):
    """A mapping in which a key that is not known is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)
