"""The base of the generated model classes: one judgement by the generated validator, then typing.

Whatever way a value comes in (`model_validate`, `model_validate_json`, keywords, a field of
another model), the outermost contract class has the whole value judged by its validator, and
only then are the classes built. Inner classes see that an outer one has judged.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from inspect import cleandoc, getsource
from itertools import pairwise
from textwrap import dedent
from typing import Annotated, ClassVar, Self, TypeVar, Unpack

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidatorFunctionWrapHandler,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import (
    MISSING,
    CoreSchema,
    InitErrorDetails,
    PydanticCustomError,
    core_schema,
)

from ._runtime import Check, ContractViolation, TooDeep, Violation, findings_of, violations_of

_judged: ContextVar[bool] = ContextVar("judged", default=False)
T = TypeVar("T")


@contextmanager
def _already_judged() -> Iterator[None]:
    token = _judged.set(True)
    try:
        yield
    finally:
        _judged.reset(token)


def _whole(value: object) -> object:
    # JSON Schema calls 1.0 an integer.
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = BeforeValidator(_whole)
Integer = Annotated[int, Whole]
Number = int | float
STRICT = ConfigDict(strict=True, defer_build=True)
NonObject = list[object] | str | int | float | bool | None


class ContractModel(BaseModel):
    """A record of a contract. Members that are absent are `MISSING`, which is not null."""

    model_config = ConfigDict(
        strict=True,
        extra="allow",
        defer_build=True,
        protected_namespaces=(),
    )

    contract_check: ClassVar[Check | None] = None

    def __init_subclass__(
        cls, *, check: Check | None = None, **settings: Unpack[ConfigDict]
    ) -> None:
        """Note what judges the values of a class; a class of one's own has that of its base."""
        super().__init_subclass__(**settings)
        if check is not None:
            cls.contract_check = check

    def __init__(self, /, **data: object) -> None:
        check = type(self).contract_check
        try:
            with _already_judged():
                self.__pydantic_validator__.validate_python(
                    data, self_instance=self, by_alias=True, by_name=True
                )
        except ValidationError:
            # The class has its own words for what the contract refuses: they are not ours.
            if check is not None and not _judged.get():
                document = _document_of_names(type(self), data)
                _refuse(type(self).__name__, findings_of(check, document), document)
            raise
        if check is not None and not _judged.get():
            document = self.model_dump(mode="json", by_alias=True, exclude_unset=True)
            _refuse(type(self).__name__, findings_of(check, document), document)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the members as the contract does (in OpenAPI, too)."""
        found = handler(schema)
        members = handler.resolve_ref_schema(found).get("properties", {})
        for name, text in _descriptions(cls).items():
            alias = cls.model_fields[name].alias if name in cls.model_fields else None
            member = members.get(alias or name, members.get(name))
            if member is not None:
                member.setdefault("description", text)
        return found

    # Pydantic would call an `__init__` of one's own for every nested value, too.
    __init__.__dict__["__pydantic_base_init__"] = True

    @model_validator(mode="wrap")
    @classmethod
    def _judge(cls, value: object, build: ModelWrapValidatorHandler[Self]) -> Self:
        check = cls.contract_check
        if check is None or _judged.get() or isinstance(value, cls):
            return build(value)
        _refuse(cls.__name__, findings_of(check, value), value)
        try:
            with _already_judged():
                return build(value)
        except RecursionError:
            _refuse(cls.__name__, list(TooDeep().violations), value)
            raise


@cache
def _descriptions(cls: type[BaseModel]) -> Mapping[str, str]:
    """Return what is written below the attributes of a class; nothing where its source is not at hand."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if not issubclass(base, ContractModel) or base is ContractModel:
            continue
        try:
            body = ast.parse(dedent(getsource(base))).body
        except (OSError, SyntaxError):
            continue
        lines = body[0].body if body and isinstance(body[0], ast.ClassDef) else []
        for line, below in pairwise(lines):
            match line, below:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(text))),
                ):
                    found[name] = cleandoc(text)
                case _:
                    pass
    return found


class Judged:
    """Has the values of a type that is no class judged, like those of a class, when it is outermost."""

    def __init__(self, name: str, check: Check) -> None:
        self._name, self._check = name, check

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(self._judge, handler(source))

    def _judge(self, value: object, build: ValidatorFunctionWrapHandler) -> object:
        if _judged.get():
            return build(value)
        document = document_of(value)
        _refuse(self._name, findings_of(self._check, document), document)
        try:
            with _already_judged():
                return build(value)
        except RecursionError:
            _refuse(self._name, list(TooDeep().violations), document)
            raise


def _document_of_names(cls: type[BaseModel], data: Mapping[str, object]) -> object:
    """Return the document that was meant by keywords, which may be names of attributes."""
    fields = cls.model_fields
    return {
        (fields[name].alias or name) if name in fields else name: document_of(value)
        for name, value in data.items()
        if value is not MISSING
    }


def _refuse(title: str, violations: list[Violation], document: object) -> None:
    """Raise what was found in pydantic's own form of error."""
    if violations:
        raise ValidationError.from_exception_data(title, [_detail(v, document) for v in violations])


def _detail(violation: Violation, document: object) -> InitErrorDetails:
    place: object = document
    steps: list[str | int] = []
    for token in violation.path.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(place, list):
            steps.append(int(name))
            place = place[int(name)]
        else:
            steps.append(name)
            place = place.get(name) if isinstance(place, Mapping) else None
    # Pydantic's templates have no way to write a brace but as a value of the context.
    error = PydanticCustomError(
        violation.rule,
        "{message}",
        {**violation.params, "message": violation.message, "schema_path": violation.schema_path},
    )
    return InitErrorDetails(type=error, loc=tuple(steps), input=place)


def built(build: Callable[[object], T], check: Check, subject: str, value: object) -> T:
    """Judge a value, then build it typed; raises ContractViolation with every violation.

    The classes are built by the language's stack, which may end sooner than the limit of depth.
    """
    found = violations_of(check, value)
    if found:
        raise ContractViolation(subject, found)
    try:
        with _already_judged():
            return build(value)
    except RecursionError:
        raise TooDeep from None


def document_of(value: object) -> object:
    """Return the JSON document that a model stands for; any other value as it is."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if isinstance(value, list | tuple):
        return [document_of(item) for item in value]
    if isinstance(value, dict):
        return {name: document_of(item) for name, item in value.items()}
    return value
