"""`python -m fairpay` does what the command `fairpay` does."""

import sys

from fairpay.cli import main

if __name__ == "__main__":
    sys.exit(main())
