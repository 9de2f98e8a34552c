"""What a command works on: the configured project, a distribution, a wheel, or an inventory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from api_stability.cli.progress import show_progress
from api_stability.config import Config, LocatedConfig, has_config
from api_stability.distributions import find_installed, locate_folder, unpacked_wheel
from api_stability.history.project_history import find_own_history
from api_stability.model.codec import read_inventory
from api_stability.model.errors import UserError
from api_stability.model.history import NO_HISTORY, History
from api_stability.model.index import Index
from api_stability.model.inventory import Inventory, Project
from api_stability.model.policy import Policy
from api_stability.pipeline import Workspace, make_index, make_workspace, open_workspace, scan
from api_stability.policies import load_policy, shipped_policies


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """What the options of a command ask for; at most one of them says what to read."""

    config: Path | None = None
    dist: str | None = None
    path: Path | None = None
    """Where distributions are installed."""
    target: Path | None = None
    """A wheel or a folder."""
    inventory: Path | None = None
    marked_only: bool = False
    cache: Path | None = None


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """An inventory, the policy to see it by, and the configuration that is about it."""

    inventory: Inventory
    policy: Policy
    located: LocatedConfig
    projects: frozenset[str]
    """The projects that the configuration, or the file, is about."""
    openable: bool
    """Whether the files are still there, where the configuration says."""
    history: History = NO_HISTORY
    """Of the project that the configuration is about."""
    notes: tuple[str, ...] = ()

    @property
    def index(self) -> Index:
        """What views look things up in."""
        return Index(self.inventory, self.history)


def open_subject(asked: Input) -> Subject:
    """Read what *asked* names; raise `UserError` where it is not there or asks for two things."""
    named = [asked.dist, asked.target, asked.inventory]
    if sum(each is not None for each in named) > 1:
        raise UserError("give one of --dist, --wheel and --inventory, or a wheel or folder")
    if asked.path is not None and asked.dist is None:
        raise UserError("--path says where to look for --dist; give that too")
    if asked.inventory is not None:
        return _open_inventory(asked.inventory, config=asked.config)
    with open_workspace_of(asked) as workspace, show_progress("Reading") as progress:
        result = scan(
            workspace, marked_only=asked.marked_only, cache=asked.cache, progress=progress
        )
    return Subject(
        inventory=result.inventory,
        policy=workspace.policy,
        located=workspace.located,
        projects=frozenset({workspace.project.name}),
        openable=asked.target is None or asked.target.is_dir(),
        history=make_index(workspace, result.inventory).history,
        notes=result.notes,
    )


@contextmanager
def open_workspace_of(asked: Input) -> Iterator[Workspace]:
    """The workspace to scan; a wheel stays unpacked as long as it is open."""
    if asked.dist is not None:
        installed = find_installed(asked.dist, path=asked.path)
        if installed.project is not None:
            yield open_workspace(installed.project, config=asked.config)
        elif installed.located is not None:
            yield _foreign(installed.located, asked.config)
    elif asked.target is None:
        yield open_workspace(Path.cwd(), config=asked.config)
    elif asked.target.is_dir():
        if not has_config(asked.target):
            yield _foreign(locate_folder(asked.target), asked.config)
            return
        if asked.config is not None:
            raise UserError("this folder has its own configuration", where=str(asked.target))
        yield open_workspace(asked.target)
    elif asked.target.suffix == ".whl" and asked.target.is_file():
        with unpacked_wheel(asked.target) as located:
            yield _foreign(located, asked.config)
    else:
        raise UserError(_no_target(asked.target), where=str(asked.target))


def _no_target(target: Path) -> str:
    if target.is_file():
        return "this is no wheel; unpack it and scan the folder"
    if target.suffix == ".whl" or len(target.parts) > 1:
        return "there is no such file or folder"
    return f"there is no such file or folder; for an installed distribution: --dist {target}"


def _foreign(located: LocatedConfig, config: Path | None) -> Workspace:
    """Somebody else's distribution, under the policy of *config* when that is given."""
    workspace = make_workspace(located)
    if config is None:
        return workspace
    policy = open_workspace(config.parent, config=config).policy
    project = msgspec.structs.replace(workspace.project, policy=policy.name, ladder=policy.ladder)
    return msgspec.structs.replace(workspace, project=project, policy=policy)


def open_inventory(file: Path) -> Inventory:
    """Read an inventory file; raise `UserError` naming it."""
    try:
        return read_inventory(file.read_bytes(), where=str(file))
    except OSError as error:
        raise UserError(error.strerror or "cannot be read", where=str(file)) from None


def _open_inventory(file: Path, *, config: Path | None) -> Subject:
    inventory = open_inventory(file)
    workspace = open_workspace(Path.cwd(), config=config)
    names = frozenset(project.name for project in inventory.projects)
    if config is not None or workspace.project.name in names:
        mine = frozenset({workspace.project.name}) & names
        return Subject(
            inventory=inventory,
            policy=workspace.policy,
            located=workspace.located,
            projects=mine or names,
            openable=True,
            history=make_index(workspace, inventory).history,
        )
    # the nearest configuration is about another project: only what the file itself says counts
    policy = _policy_named_by(inventory.projects)
    return Subject(
        inventory=inventory,
        policy=policy,
        located=LocatedConfig(config=Config(), file=None, root=Path.cwd(), pyproject=None),
        projects=names,
        openable=False,
        history=find_own_history(inventory, policy),
    )


def _policy_named_by(projects: tuple[Project, ...]) -> Policy:
    """The shipped policy that all *projects* name, else the default one."""
    named = {project.policy for project in projects}
    name = named.pop() if len(named) == 1 else "default"
    return load_policy(name if name in shipped_policies() else "default", base=Path.cwd())
