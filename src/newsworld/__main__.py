"""`python -m newsworld` is `newsworld`."""

from newsworld.cli import main

main()
