"""Where the program begins: Ctrl-C is quiet even while the rest of it is still being read."""

import sys


def main() -> int:
    """Run the program; return its exit status."""
    try:
        from backchat import cli

        return cli.main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
