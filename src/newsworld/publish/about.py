"""What the paper says of itself; each paragraph is one message of the interface."""

ABOUT = tuple(
    """
Newsworld gathers what outlets publish and writes one page per story. It uses no language model: every line is a source's own sentence or is composed of facts that were read from cited sentences.
A raised figure opens the source's sentence in its paragraph. Copies of a wire text are folded under their origin, and an origin counts once, however many outlets print it.
People who spoke without a name stand in italics, with the terms they asked for. A claim heard through somebody else says so.
The texts belong to their outlets.
""".strip().splitlines()  # noqa: E501 - a paragraph is one message
)
