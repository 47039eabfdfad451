"""The exceptions of operations: who broke the contract, and the errors that it declares."""

from __future__ import annotations

from collections.abc import Sequence

from . import ContractViolation, Violation


class CallerFault(ContractViolation):
    """The caller broke the contract: bad input, or a precondition that does not hold."""

    def __init__(self, operation: str, violations: Sequence[Violation]) -> None:
        self.operation = operation
        super().__init__(f"the input of `{operation}`", violations)


class ImplementationFault(ContractViolation):
    """The implementation broke the contract: bad output or error data, a broken postcondition."""

    def __init__(self, operation: str, subject: str, violations: Sequence[Violation]) -> None:
        self.operation = operation
        super().__init__(f"the {subject} of `{operation}`", violations)


class UndeclaredError(Exception):
    """The implementation failed with an exception that its contract does not declare.

    The exception itself is the `__cause__`.
    """

    def __init__(self, operation: str, cause: BaseException) -> None:
        self.operation = operation
        super().__init__(
            f"`{operation}` failed with an error that its contract does not declare: "
            f"{type(cause).__name__}: {cause}"
        )


class OperationError(Exception):
    """An error that a contract declares; its subclasses type the data it carries."""

    operation: str = ""
    key: str = ""
    retryable: bool = False

    def __init__(self, data: object, message: str) -> None:
        self.data = data
        super().__init__(message)
