"""Reads a landlord's Deal from its folder of YAML files into the domain.

Everything wrong with the files is gathered and raised once as `BrokenDeal`, each finding with its
file and line. Reads no environment: the folder is given, or it is the demo landlord's own.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from housing.adapters.bank_holidays import england_calendar
from housing.adapters.deal.build import Rows, build_deal
from housing.adapters.deal.schema import FILES, CatalogueFile
from housing.adapters.deal.yaml_files import Where, YamlFile, YamlProblem, read_yaml
from housing.domain.deal.deal import Deal
from housing.domain.deal.finding import Finding
from housing.domain.lint.needed import check_needed
from housing.domain.lint.references import check_references

DEMO_DEAL = Path(__file__).resolve().parents[2] / "deal"
CATALOGUE = "catalogue"


class BrokenDeal(ValueError):
    """The files do not make a Deal; `findings` says what is wrong and where."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class _Read:
    """One file of the Deal: its checked rows and where they are written."""

    rows: BaseModel
    file: YamlFile


def load_deal(path: Path | None = None) -> Deal:
    """The Deal in a folder, the demo landlord's by default. Raises BrokenDeal with all findings."""
    folder = path or DEMO_DEAL
    findings: list[Finding] = []
    read = {kind: _read(folder, f"{kind}.yml", model, findings) for kind, model in _single_files()}
    catalogue = [
        _read(folder, f"{CATALOGUE}/{file.name}", CatalogueFile, findings)
        for file in sorted((folder / CATALOGUE).glob("*.yml"))
    ]
    if findings:
        raise BrokenDeal(tuple(findings))
    rows = Rows(
        {kind: (one.rows, one.file) for kind, one in read.items() if one},
        [(one.rows, one.file) for one in catalogue if one and isinstance(one.rows, CatalogueFile)],
        findings,
    )
    deal = build_deal(rows, england_calendar())
    findings.extend((*check_needed(deal), *check_references(deal)))
    if findings:
        raise BrokenDeal(tuple(findings))
    return deal


def _single_files() -> list[tuple[str, type[BaseModel]]]:
    return [(kind, model) for kind, model in FILES.items() if kind != CATALOGUE]


def _read(folder: Path, name: str, model: type[BaseModel], findings: list[Finding]) -> _Read | None:
    try:
        file = read_yaml(folder / name, name)
    except YamlProblem as problem:
        findings.append(Finding(name, problem.line, str(problem)))
        return None
    except FileNotFoundError:
        findings.append(Finding(name, 1, "the file is missing"))
        return None
    except OSError as problem:
        findings.append(Finding(name, 1, f"the file cannot be read: {problem.strerror}"))
        return None
    try:
        return _Read(model.model_validate(file.data), file)
    except ValidationError as invalid:
        findings.extend(
            Finding(name, file.line(_where(error["loc"])), sentence_of(dict(error)))
            for error in invalid.errors(include_url=False, include_context=False)
        )
        return None


def _where(loc: tuple[int | str, ...]) -> Where:
    return tuple(loc)


def sentence_of(error: dict[str, Any]) -> str:
    """What pydantic found, as a sentence for whoever wrote the file."""
    at = ".".join(str(part) for part in error["loc"])
    given = (
        f" (it says {error['input']!r})" if isinstance(error["input"], str | int | float) else ""
    )
    if error["type"] == "extra_forbidden":
        return f"{at} is not a word the Deal knows here"
    return f"{at}: {error['msg'].lower()}{given}"
