"""Property tests whose number of examples is that of `--many`; the same examples every time."""

from hypothesis import HealthCheck, given, settings


def drawn(many, *strategies, **named):
    """Run the decorated check with `many` examples of the strategies, at once."""
    def run(check):
        settings(max_examples=many, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))(
            given(*strategies, **named)(check))()
    return run
