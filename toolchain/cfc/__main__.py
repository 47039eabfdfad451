"""`python -m cfc`: the same as `cfc`."""

from cfc.cli.app import main

main()
