"""`python -m shuzhi`."""

from shuzhi.cli import main

if __name__ == "__main__":
    main()
