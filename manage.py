#!/usr/bin/env python
"""Django's own entry point, for people who expect one; `boiduong` is the console script."""

import sys

from boiduong.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
