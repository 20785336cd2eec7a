"""`shuzhi` and `python -m shuzhi`."""


def main() -> None:
    """Run the program; workers import this module again (see multiprocessing's spawn), and need no more of it."""
    from shuzhi.cli import main as command  # noqa: PLC0415 - as above

    command()


if __name__ == "__main__":
    main()
