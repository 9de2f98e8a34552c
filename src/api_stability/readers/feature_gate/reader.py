"""From listed gates to symbols: the last stage says how it stands, all of them how it came there.

Rule: Kubernetes, "Feature stages": a gate is alpha, beta or generally available, or it is
deprecated and keeps the level that it had before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api_stability.model.inventory import Reading
from api_stability.model.stages import STAGES, spell_stages
from api_stability.model.symbols import Declaration, Mark
from api_stability.readers.description_marks import first_sentence
from api_stability.readers.documents.reading import read_documents
from api_stability.readers.feature_gate.lists import Gate, LocatedStage, find_gates
from api_stability.readers.listed import ListedFile, ListedRequest, Report, read_listed
from api_stability.readers.listed_symbols import FileSymbols
from api_stability.readers.registry import Progress

_DEPRECATED: Final = "deprecated"


def read_gates(request: ListedRequest, progress: Progress) -> Reading:
    """Read every list of *request*."""
    first: dict[str, tuple[Gate, ListedFile]] = {}

    def read_file(file: ListedFile, report: Report) -> Iterator[Declaration]:
        for gate in find_gates(read_documents(file, report), file, report):
            known, listed = first.setdefault(gate.name, (gate, file))
            if known is gate:
                yield _declare(gate, request, file)
            elif [each.stage for each in known.stages] != [each.stage for each in gate.stages]:
                message = (
                    f"lists other stages of {gate.name} than {listed.name} in line {known.line}, "
                    "which count; correct one of them"
                )
                symbol = f"feature-gate:{gate.name}"
                report.unresolved("listed-twice", file, message, gate.line, symbol)

    return read_listed(request, read_file, progress)


def _declare(gate: Gate, request: ListedRequest, file: ListedFile) -> Declaration:
    last = gate.stages[-1].stage if gate.stages else None
    return FileSymbols(request, file).declare(
        f"feature-gate:{gate.name}",
        "gate",
        gate.line,
        marks=tuple(_marks(gate, request, file)),
        facts={
            STAGES: spell_stages(each.stage for each in gate.stages) if last else None,
            "locked": str(last.locked).lower() if last else None,
            "default": str(last.default).lower() if last and last.default is not None else None,
        },
        summary=first_sentence(gate.description),
    )


def _marks(gate: Gate, request: ListedRequest, file: ListedFile) -> Iterator[Mark]:
    level = _last_run(gate.stages, deprecated=False)
    deprecation = _last_run(gate.stages, deprecated=True)
    if deprecation is not None and deprecation[-1] != gate.stages[-1]:
        deprecation = None  # it was taken back
    for run in (level, deprecation):
        if run is not None:
            stage = run[0].stage
            is_deprecated = stage.word.casefold() == _DEPRECATED
            yield Mark(
                source=request.source_id,
                form="field",
                name="stage",
                raw_level=stage.word,
                deprecates=True if is_deprecated else None,
                since=stage.release,
                file=file.name,
                line=run[0].line,
            )


def _last_run(
    stages: tuple[LocatedStage, ...], *, deprecated: bool
) -> tuple[LocatedStage, ...] | None:
    """The last stages in a row with one word, which is that of deprecation or a level."""
    run: list[LocatedStage] = []
    for each in reversed(stages):
        if run and each.stage.word != run[0].stage.word:
            break
        if (each.stage.word.casefold() == _DEPRECATED) == deprecated:
            run.insert(0, each)
        elif run:
            break
    return tuple(run) or None
