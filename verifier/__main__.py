"""The command `verify`."""


def main() -> None:
    """Run the command line."""
    from verifier.cli import run

    run()


if __name__ == "__main__":
    main()
