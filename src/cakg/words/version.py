"""The version of the package, as it was installed."""


def version() -> str:
    """Return the version, such as `0.1.0`."""
    from importlib.metadata import version as installed

    return installed("cakg")
