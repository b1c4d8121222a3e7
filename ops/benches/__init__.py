"""One module a subject: each measures a running service and returns figures under their own keys.

To add one, write a module with `async def measure(stack: Stack) -> Figures` and list it in BENCHES.
"""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from ops.benches import booking, bots, deciding, diary, turns
from ops.running.service import Stack

type Figures = Mapping[str, float]
type Bench = Callable[[Stack], Coroutine[Any, Any, Figures]]

BENCHES: dict[str, Bench] = {
    "turns": turns.measure,
    "bots": bots.measure,
    "booking": booking.measure,
    "diary": diary.measure,
    "deciding": deciding.measure,
}
