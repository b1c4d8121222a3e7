"""What components share: those that learn nothing, and those that keep what they have learnt."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

Stateless = TypeVar("Stateless", bound="StatelessComponent")
Trained = TypeVar("Trained", bound="TrainedComponent")


class StatelessComponent(GraphComponent):
    """A component that is made from nothing."""

    @classmethod
    def create(
        cls: type[Stateless],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Stateless:
        return cls()


class TrainedComponent(GraphComponent):
    """A component that learns, and is restored from its folder of the archive."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource

    @classmethod
    def create(
        cls: type[Trained],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Trained:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls: type[Trained],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Trained:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component.restore(folder)
        return component

    def restore(self, folder: Path) -> None:
        """Takes up what an earlier training has written to the folder."""
        raise NotImplementedError
