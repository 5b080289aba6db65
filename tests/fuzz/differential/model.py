"""A generated case and what it met."""

import dataclasses


@dataclasses.dataclass
class Case:
    """`request` is a request of `render eval`, or (with `args`) a command line, as in tests/conformance."""

    kind: str  # the generator
    request: dict
    trace: dict  # what it contains: {label: count}
    calls: dict  # function calls that all run: {name: count}
    focus: str  # the function it is about, or None
    index: int = 0

    @property
    def is_command(self):
        return "args" in self.request
