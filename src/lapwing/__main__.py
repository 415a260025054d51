"""`python -m lapwing`: the command line."""

import sys

from lapwing.views.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
