"""`python -m backchat`."""

import sys

from backchat.cli import main

sys.exit(main())
