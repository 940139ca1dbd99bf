"""`python -m hospital` is `hospital`."""

from hospital.cli import main

main()
