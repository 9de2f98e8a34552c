"""A configuration, understood: project, policy, annotations and features as values of the model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from api_stability.config import (
    AnnotationTable,
    Config,
    EntryPlace,
    LocatedConfig,
    find_config,
    load_config,
)
from api_stability.discovery import find_name, find_version
from api_stability.model.errors import UserError, nearest
from api_stability.model.inventory import Feature, Project
from api_stability.model.ledger import Ledger
from api_stability.model.policy import Policy
from api_stability.model.symbols import Mark
from api_stability.policies import load_policy
from api_stability.resolve.annotations import CONFIGURATION, Annotation


class Workspace(msgspec.Struct, frozen=True, kw_only=True):
    """A configuration, understood: what every command and host starts from."""

    located: LocatedConfig
    project: Project
    policy: Policy

    @property
    def ledger(self) -> Ledger:
        """The configured ledger; an empty one where none is."""
        return self.located.ledger or Ledger(project=self.project.name)

    @property
    def config(self) -> Config:
        """The configuration as written."""
        return self.located.config


def open_workspace(start: Path, *, config: Path | None = None) -> Workspace:
    """Open the configuration *config*, else the nearest one at or above *start*.

    Without any, everything is default. Raises `UserError`.
    """
    file = config or find_config(start)
    if file is None:
        located = LocatedConfig(config=Config(), file=None, root=start.resolve(), pyproject=None)
    else:
        located = load_config(file)
    return make_workspace(located)


def make_workspace(located: LocatedConfig) -> Workspace:
    """Load what a configuration names; raise `UserError`."""
    policy = load_policy(located.config.policy, base=located.root, where=located.where)
    project = Project(
        name=find_name(located),
        version=find_version(located),
        policy=policy.name,
        ladder=policy.ladder,
    )
    if located.ledger is not None and located.ledger.project != project.name:
        raise UserError(
            f"the ledger is that of project {located.ledger.project!r}, not of {project.name!r}; "
            "correct one of the two names",
            where=str(located.root / (located.config.ledger_file or "")),
            key="project",
        )
    return Workspace(located=located, project=project, policy=policy)


def translate_policy(workspace: Workspace, translate: Callable[[str], str]) -> Policy:
    """The workspace's policy, what a shipped one says in it put through *translate*.

    Nothing but texts differs. The workspace keeps its own, so that what is read, and what is
    remembered of it, does not depend on a language.
    """
    located = workspace.located
    return load_policy(
        located.config.policy, base=located.root, where=located.where, translate=translate
    )


def make_annotations(workspace: Workspace) -> tuple[Annotation, ...]:
    """The configured annotations as marks.

    Raises `UserError` for an unknown level, and for an annotation that decides nothing.
    """
    tables = workspace.config.annotations
    places = workspace.located.annotation_places or (None,) * len(tables)
    return tuple(
        _make_annotation(table, workspace, place)
        for table, place in zip(tables, places, strict=True)
    )


def _make_annotation(
    table: AnnotationTable, workspace: Workspace, place: EntryPlace | None
) -> Annotation:
    key = f"annotations, id = {table.id!r}"
    where = _spell_place(workspace.located, place)
    if not any((table.level, table.deprecated is not None, table.feature, table.issue)):
        message = "it decides nothing; give a level, deprecated, feature or issue"
        raise UserError(message, where=where, key=key)
    level = _known_level(table.level, workspace.policy, where=where, key=key)
    deprecated = table.deprecated
    facts = None if isinstance(deprecated, bool) else deprecated
    mark = Mark(
        source=CONFIGURATION,
        form="annotation",
        name="annotation",
        raw_level=table.level,
        level=level,
        deprecates=deprecated if isinstance(deprecated, bool) else True if facts else None,
        reason=(facts.reason if facts else None) or table.reason,
        since=(facts.since if facts else None) or table.since,
        removal=facts.removal if facts else None,
        alternatives=facts.alternatives if facts else (),
        issue=table.issue,
        feature=table.feature,
        file=place.file if place else None,
        line=place.line if place else None,
    )
    return Annotation(pattern=table.id, mark=mark)


def _spell_place(located: LocatedConfig, place: EntryPlace | None) -> str:
    """The file to open, with the line where that is known."""
    if place is None:
        return located.where
    file = str(located.root / place.file)
    return f"{file}:{place.line}" if place.line else file


def make_features(workspace: Workspace) -> tuple[Feature, ...]:
    """The configured features, not yet resolved.

    Raises `UserError` for an unknown level, and for an id that two of them have.
    """
    located = workspace.located
    tables = workspace.config.features
    places = located.feature_places or (None,) * len(tables)
    features: dict[str, Feature] = {}
    for table, place in zip(tables, places, strict=True):
        where, key = _spell_place(located, place), f"features, id = {table.id!r}"
        if table.id in features:
            message = "two features have this id; rename or join them"
            raise UserError(message, where=where, key=key)
        features[table.id] = Feature(
            id=table.id,
            title=table.title or table.id,
            project=workspace.project.name,
            level=None,
            declared=_known_level(table.level, workspace.policy, where=where, key=key),
            patterns=table.symbols,
            issue=table.issue,
            proposal=table.proposal,
            opt_in=table.opt_in,
        )
    return tuple(features.values())


def _known_level(word: str | None, policy: Policy, *, where: str, key: str) -> str | None:
    if word is None:
        return None
    level = policy.level_for(word)
    if level is None:
        names = [known.name for known in policy.levels]
        raise UserError(f"unknown level {word!r}; {nearest(word, names)}", where=where, key=key)
    return level
