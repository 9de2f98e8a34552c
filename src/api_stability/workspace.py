"""A configuration, understood: project, policy, annotations and features as values of the model."""

from __future__ import annotations

from pathlib import Path

import msgspec

from api_stability.config import AnnotationTable, Config, LocatedConfig, find_config, load_config
from api_stability.discovery import find_name, find_version
from api_stability.model.errors import UserError, nearest
from api_stability.model.inventory import Feature, Project
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
    return Workspace(located=located, project=project, policy=policy)


def make_annotations(workspace: Workspace) -> tuple[Annotation, ...]:
    """The configured annotations as marks; raise `UserError` for an unknown level."""
    return tuple(
        Annotation(pattern=table.id, mark=_annotation_mark(table, workspace))
        for table in workspace.config.annotations
    )


def _annotation_mark(table: AnnotationTable, workspace: Workspace) -> Mark:
    level = _known_level(table.level, workspace, key=f"annotations, id = {table.id!r}")
    deprecated = table.deprecated
    facts = None if isinstance(deprecated, bool) else deprecated
    return Mark(
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
        file=_annotations_file(workspace),
    )


def _annotations_file(workspace: Workspace) -> str | None:
    located = workspace.located
    return located.config.annotations_file or (located.file.name if located.file else None)


def make_features(workspace: Workspace) -> tuple[Feature, ...]:
    """The configured features, not yet resolved; raise `UserError` for an unknown level."""
    return tuple(
        Feature(
            id=table.id,
            title=table.title or table.id,
            project=workspace.project.name,
            level=None,
            declared=_known_level(table.level, workspace, key=f"features, id = {table.id!r}"),
            patterns=table.symbols,
            issue=table.issue,
            proposal=table.proposal,
            opt_in=table.opt_in,
        )
        for table in workspace.config.features
    )


def _known_level(word: str | None, workspace: Workspace, *, key: str) -> str | None:
    if word is None:
        return None
    level = workspace.policy.level_for(word)
    if level is None:
        names = [known.name for known in workspace.policy.levels]
        raise UserError(
            f"unknown level {word!r}; {nearest(word, names)}",
            where=workspace.located.where,
            key=key,
        )
    return level
