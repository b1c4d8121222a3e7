"""What stands in for libraries left out; run in the bot's environment."""

import sys

from bot import import_stubs

import_stubs.leave_out(import_stubs.NEVER_CALLED)


def stand_ins_can_be_imported_and_subclassed() -> None:
    import tensorflow as tf
    from tensorflow.python.eager.wrap_function import WrappedFunction  # noqa: F401

    class Model(tf.keras.Model):
        def kept(self) -> str:
            return "as it was written"

    assert Model.kept(None) == "as it was written"
    assert tf.Tensor is not None


def every_call_is_refused() -> None:
    import tensorflow as tf

    class Model(tf.keras.Model):
        pass

    for call in (tf.constant, tf.function, tf.keras.layers.Lambda, Model):
        for argument in (1, print):
            try:
                call(argument)
            except import_stubs.LeftOut:
                continue
            raise AssertionError(f"{call} did something with {argument}")


def the_server_starts_without_them() -> None:
    import rasa.core.run
    import rasa.engine.recipes.default_components  # noqa: F401

    loaded = {name.partition(".")[0] for name in sys.modules if "tensorflow" in name}
    assert loaded <= {"tensorflow", "rasa"}, loaded
    assert not hasattr(sys.modules["tensorflow"], "__file__")


def others_are_what_they_are() -> None:
    import numpy

    assert numpy.zeros(3).sum() == 0


CASES = (
    stand_ins_can_be_imported_and_subclassed,
    every_call_is_refused,
    the_server_starts_without_them,
    others_are_what_they_are,
)
