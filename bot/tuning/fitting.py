"""Fits a network to the texts and, where there is one, to what a teacher makes of them.

Goes on where it was stopped: its state is kept every few minutes.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

from bot.tuning.networks import Network
from bot.tuning.texts import UNKNOWN, Scores, Texts

BATCH, KEPT_EVERY, TOLD_EVERY = 64, 200, 50
WARMING = 0.06
"""Of all steps: the share in which the rate rises."""
HEADS_FASTER = 3.0
HEADS_STEPS, HEADS_PENALTY = 60, 60.0
LENGTHS_APART = 4.0
"""Tokens by which texts of a batch may differ, so that batches are not the same in each epoch."""


@dataclass(frozen=True)
class Plan:
    """`trust`: the share of the loss that is the teacher's, where there is one."""

    epochs: int
    rate: float
    trust: float = 0.5


def fit(network: Network, texts: Texts, plan: Plan, kept: Path, taught: Scores | None) -> None:
    """Fit in place; `kept` is the file of the state, which is removed at the end."""
    encoded = network.encoded(texts.texts)
    steps = plan.epochs * -(-len(texts) // BATCH)
    if not kept.exists():
        _begin_heads(network, texts)
    learning = _Learning(network, plan.rate, steps)
    done = learning.resumed(kept)
    told = _Told(steps, done)
    for step, places in enumerate(_batches(encoded, plan.epochs)):
        if step < done:
            continue
        network.train()
        vectors = network.vectors(*network.padded([encoded[at] for at in places]))
        loss = _loss(network, vectors, texts, places, plan, taught)
        learning.step(loss)
        told.after(step + 1, loss.item())
        if (step + 1) % KEPT_EVERY == 0:
            learning.keep(kept, step + 1)
    kept.unlink(missing_ok=True)


class _Learning:
    """How the weights move, and what must be kept to go on with it another time."""

    def __init__(self, network: Network, rate: float, steps: int) -> None:
        heads = [*network.subject.parameters(), *network.danger.parameters()]
        body = [weight for weight in network.body.parameters() if weight.requires_grad]
        self._weights = [*body, *heads]
        optimiser = torch.optim.AdamW(
            [{"params": body, "lr": rate}, {"params": heads, "lr": HEADS_FASTER * rate}]
        )
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda step: min(1, (step + 1) / (WARMING * steps)) * (1 - step / steps)
        )
        self._optimiser, self._schedule = optimiser, schedule
        self._parts = {"network": network, "optimiser": optimiser, "schedule": schedule}

    def step(self, loss: torch.Tensor) -> None:
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._weights, 1.0)
        self._optimiser.step()
        self._schedule.step()

    def keep(self, kept: Path, done: int) -> None:
        """Whole or not at all: what was kept before stays until this is written."""
        state = {name: part.state_dict() for name, part in self._parts.items()}
        unfinished = kept.with_suffix(".new")
        torch.save({**state, "done": done}, unfinished)
        unfinished.replace(kept)

    def resumed(self, kept: Path) -> int:
        """How many steps were done before, with everything as it was then."""
        if not kept.exists():
            return 0
        state = torch.load(kept, weights_only=True)
        for name, part in self._parts.items():
            part.load_state_dict(state[name])
        print(f"  going on after step {state['done']}")
        return int(state["done"])


class _Told:
    """What a person sees of the progress."""

    def __init__(self, steps: int, done: int) -> None:
        self._steps, self._done, self._started = steps, done, time.monotonic()
        self._losses: list[float] = []

    def after(self, step: int, loss: float) -> None:
        self._losses.append(loss)
        if step % TOLD_EVERY == 0:
            each = (time.monotonic() - self._started) / (step - self._done)
            mean = sum(self._losses[-TOLD_EVERY:]) / len(self._losses[-TOLD_EVERY:])
            left = each * (self._steps - step) / 60
            print(f"  step {step} of {self._steps}, loss {mean:.3f}, {left:.0f} min left")


def _loss(
    network: Network,
    vectors: torch.Tensor,
    texts: Texts,
    places: list[int],
    plan: Plan,
    taught: Scores | None,
) -> torch.Tensor:
    subjects, dangers = network.subject(vectors), network.danger(vectors)
    loss = functional.cross_entropy(subjects, texts.subjects[places], label_smoothing=0.05)
    loss = loss + functional.cross_entropy(dangers, texts.dangers[places], ignore_index=UNKNOWN)
    if taught is None:
        return loss
    apart = _apart(subjects, taught[0][places]) + _apart(dangers, taught[1][places])
    return (1 - plan.trust) * loss + plan.trust * apart


def _apart(scores: torch.Tensor, meant: torch.Tensor) -> torch.Tensor:
    """Kullback-Leibler divergence from the teacher's reading, over the texts that it has read."""
    read = ~meant[:, 0].isnan()
    if not read.any():
        return scores.sum() * 0
    return functional.kl_div(
        functional.log_softmax(scores[read], dim=-1),
        functional.log_softmax(meant[read], dim=-1),
        log_target=True,
        reduction="batchmean",
    )


def _begin_heads(network: Network, texts: Texts) -> None:
    """Heads begin as a regression over the vectors as they are: the body moves from sense."""
    vectors = torch.tensor(network.read(texts.texts))
    heads = [*network.subject.parameters(), *network.danger.parameters()]
    optimiser = torch.optim.LBFGS(heads, max_iter=HEADS_STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        found = functional.cross_entropy(network.subject(vectors), texts.subjects)
        found = found + functional.cross_entropy(
            network.danger(vectors), texts.dangers, ignore_index=UNKNOWN
        )
        held = network.subject.weight.square().sum() + network.danger.weight.square().sum()
        found = found + held / (HEADS_PENALTY * len(texts))
        found.backward()
        return found

    optimiser.step(loss)


def _batches(encoded: list[list[int]], epochs: int) -> Iterator[list[int]]:
    """Places of texts of about the same length, in an order of each epoch's own."""
    for epoch in range(epochs):
        chance = random.Random(epoch)
        order = sorted(
            range(len(encoded)),
            key=lambda at: len(encoded[at]) + LENGTHS_APART * chance.random(),
        )
        batches = [order[first : first + BATCH] for first in range(0, len(order), BATCH)]
        chance.shuffle(batches)
        yield from batches
