"""Run the command line: `python -m cakg`."""

from cakg.cli import main

if __name__ == "__main__":
    main()
