"""What stops an operation before it has begun."""


class OperationError(Exception):
    """The machine is not as it has to be; the message names what is wrong and says what to do."""


EXIT_FAILED = 1
"""The work began and did not succeed: a task failed, a load was refused, a service died."""

EXIT_UNUSABLE = 2
"""Nothing was begun, because a setting or the machine does not allow it."""
