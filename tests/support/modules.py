"""Contract modules made by hand: every kind of step, test and shape at least once."""

from __future__ import annotations

from cfc.ir.module import ContractModule, DeclaredError, Entry, Operation
from cfc.ir.program import (
    All,
    Any,
    At,
    Call,
    Compare,
    Constant,
    EqualsOneOf,
    ExactlyOne,
    Flag,
    ForItems,
    ForMembers,
    Function,
    FunctionRef,
    HasMember,
    Holds,
    If,
    IndexBelow,
    IsType,
    IsUnique,
    LengthIs,
    Let,
    Matches,
    MatchingItems,
    MultipleOf,
    NameIs,
    Not,
    Report,
    SizeIs,
    Step,
    Var,
    WithItem,
    WithMember,
)
from cfc.ir.shapes import (
    Alias,
    Anything,
    ArrayOf,
    Documentation,
    Field,
    Literals,
    MapOf,
    Named,
    Nothing,
    Record,
    Scalar,
    TupleOf,
    UnionOf,
)

VALUE = "value"
STRING = Scalar("string")


def report(rule: str, *tokens: str | Var, **params: object) -> Report:
    return Report(rule, f"must keep `{rule}`", At(tokens), f"#/{rule}", tuple(params.items()))


def demand(test: object, rule: str, *tokens: str | Var, **params: object) -> If:
    """Return the step that reports unless the test holds."""
    return If(Not(test), (report(rule, *tokens, **params),))  # type: ignore[arg-type]


def _line_steps() -> tuple[Step, ...]:
    amount = Var("index", "index")
    return (
        If(
            Not(IsType(VALUE, "object")),
            (report("type", type="object"),),
            (
                demand(HasMember(VALUE, "sku"), "required", missing="sku"),
                WithMember(
                    VALUE, "sku", "sku",
                    (
                        If(
                            IsType("sku", "string"),
                            (
                                demand(LengthIs("sku", ">=", 2), "minLength", "sku", minLength=2),
                                demand(LengthIs("sku", "<=", 4), "maxLength", "sku"),
                                demand(Matches("sku", 0), "pattern", "sku"),
                            ),
                            (report("type", "sku"),),
                        ),
                    ),
                ),
                WithMember(
                    VALUE, "price", "price",
                    (
                        demand(IsType("price", "number"), "type", "price"),
                        If(
                            IsType("price", "number"),
                            (
                                demand(MultipleOf("price", 0.01), "multipleOf", "price"),
                                If(Compare("price", "<", 0), (report("minimum", "price"),)),
                            ),
                        ),
                    ),
                ),
                WithMember(
                    VALUE, "tags", "tags",
                    (
                        If(
                            IsType("tags", "array"),
                            (
                                demand(IsUnique("tags"), "uniqueItems", "tags"),
                                demand(SizeIs("tags", "array", "<=", 5), "maxItems", "tags"),
                                demand(
                                    MatchingItems(FunctionRef("short_text"), "tags", ">=", 1),
                                    "contains", "tags",
                                ),
                                demand(
                                    MatchingItems(FunctionRef("short_text"), "tags", "<=", 3),
                                    "maxContains", "tags",
                                ),
                                WithItem(
                                    "tags", 0, "first",
                                    (demand(IsType("first", "string"), "prefixItems", "tags", "0"),),
                                ),
                                ForItems(
                                    "tags", "tag", "index", 1,
                                    (
                                        demand(
                                            Any((IsType("tag", "string"), IsType("tag", "integer"))),
                                            "items", "tags", amount,
                                        ),
                                        If(
                                            All((IndexBelow("index", 2), IsType("tag", "integer"))),
                                            (report("early", "tags", amount),),
                                        ),
                                    ),
                                ),
                                ForItems(
                                    "tags", "other", None, 0,
                                    (demand(Not(EqualsOneOf("other", ("bad",))), "not", "tags"),),
                                ),
                            ),
                        ),
                    ),
                ),
                ForMembers(
                    VALUE, "key", "extra",
                    (
                        If(
                            Not(NameIs("key", ("sku", "price", "tags", "kind", "choice"))),
                            (
                                If(
                                    Matches("key", 1),
                                    (demand(IsType("extra", "string"), "patternProperties",
                                            Var("key", "name")),),
                                    (report("additionalProperties", Var("key", "name")),),
                                ),
                            ),
                        ),
                    ),
                ),
                WithMember(
                    VALUE, "kind", "kind",
                    (
                        demand(EqualsOneOf("kind", ("a", 1, None, True)), "enum", "kind"),
                        demand(
                            EqualsOneOf("kind", ("a", "b", 1, None, True)), "enumTwice", "kind"
                        ),
                        If(
                            EqualsOneOf("kind", ("a",)),
                            (demand(EqualsOneOf("kind", ("a", "z")), "narrowed", "kind"),),
                            (If(EqualsOneOf("kind", (1,)), (), (Let("odd", Constant(True)),)),),
                        ),
                    ),
                ),
                WithMember(
                    VALUE, "choice", "choice",
                    (
                        Let("text", IsType("choice", "string")),
                        Let("small", Holds(FunctionRef("short_text"), "choice")),
                        demand(
                            ExactlyOne((Flag("text"), IsType("choice", "number"), Flag("small"))),
                            "oneOf", "choice",
                        ),
                        demand(
                            EqualsOneOf("choice", tuple("abcdefghijkl")), "enum", "choice"
                        ),
                        demand(
                            Not(EqualsOneOf("choice", ({"a": [1, {"__proto__": 2}]}, []))),
                            "const", "choice",
                        ),
                    ),
                ),
            ),
        ),
    )  # fmt: skip


LINE = ContractModule(
    id="order/line",
    source="schemas/order/line.json",
    version="1.2.0",
    kind="type",
    doc=Documentation("A line."),
    declarations=(
        Record(
            "Line",
            "",
            (
                Field("sku", STRING, True, Documentation("What is sold.", ("Two to four.",))),
                Field("price", Scalar("number"), False),
                Field("tags", ArrayOf(UnionOf((STRING, Scalar("integer")))), False),
                Field("kind", Literals(("a", 1, None, True)), False),
                Field("choice", Named("Choice"), False, Documentation("", (), True)),
            ),
            STRING,
            Documentation("One line.\n\nWith */ and @tags.", ("Checked: sku.",)),
        ),
        Alias("Choice", "/choice", Literals((*"abcdefghijkl", "x" * 90))),
        Alias("Pair", "/pair", TupleOf((STRING, UnionOf((STRING, Named("Pair")))), 1, Anything())),
        Alias("Closed", "/closed", TupleOf((STRING,), 1, None)),
        Alias("Never", "/never", Nothing()),
        Alias("Lookup", "/lookup", MapOf(ArrayOf(ArrayOf(Named("Lookup"))))),
        Alias("Long", "/long", ArrayOf(Literals(tuple(f"option-{i:02}" for i in range(12))))),
        Record("Open", "/open", (Field("id", Scalar("integer"), True),), Anything()),
    ),
    functions=(
        Function("line", "", _line_steps(), exported=True),
        Function(
            "short_text",
            "/$defs/short",
            (
                demand(All((IsType(VALUE, "string"), LengthIs(VALUE, "<", 3))), "short"),
            ),
            collected=False,
        ),
    ),
    entries=(Entry("Line", "line"),),
    patterns=("^[a-z/]+$", "^x-"),
)  # fmt: skip

ORDER = ContractModule(
    id="order",
    source="schemas/order.json",
    version=None,
    kind="operation",
    doc=Documentation("Place an order."),
    declarations=(
        Record(
            "PlaceInput",
            "/input",
            (Field("lines", ArrayOf(Named("Line", "order/line")), True),),
            None,
        ),
        Record("PlaceOutput", "/output", (Field("id", Scalar("integer"), True),), Anything()),
        Record("OutOfStockData", "/errors/out_of_stock", (Field("sku", STRING, True),), Anything()),
    ),
    functions=(
        Function(
            "place_input",
            "/input",
            (
                demand(IsType(VALUE, "object"), "type"),
                demand(
                    All((HasMember(VALUE, "lines"), SizeIs(VALUE, "object", "==", 1))), "closed"
                ),
                WithMember(
                    VALUE, "lines", "lines",
                    (
                        demand(IsType("lines", "array"), "type", "lines"),
                        ForItems(
                            "lines", "item", "index", 0,
                            (
                                Call(
                                    FunctionRef("line", "order/line"), "item",
                                    At(("lines", Var("index", "index"))),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        Function(
            "place_output",
            "/output",
            (
                demand(IsType(VALUE, "object"), "type"),
                demand(HasMember(VALUE, "id"), "required"),
                WithMember(VALUE, "id", "id", (demand(IsType("id", "integer"), "type", "id"),)),
            ),
        ),
        Function(
            "out_of_stock_data",
            "/errors/out_of_stock/schema",
            (
                demand(IsType(VALUE, "object"), "type"),
                WithMember(VALUE, "sku", "sku", (demand(IsType("sku", "string"), "type", "sku"),)),
            ),
        ),
    ),
    entries=(
        Entry("PlaceInput", "place_input"),
        Entry("PlaceOutput", "place_output"),
        Entry("OutOfStockData", "out_of_stock_data"),
    ),
    operation=Operation(
        "order.place",
        "Place",
        "PlaceInput",
        "PlaceOutput",
        (
            DeclaredError(
                "out_of_stock", "OutOfStock", Named("OutOfStockData"), "OutOfStockData", True,
                Documentation("Not enough on the shelf."),
            ),
            DeclaredError("closed", "Closed", Anything(), None, False),
        ),
        (),
        (),
        Documentation("Place an order."),
    ),
    type_imports=(("order/line", "Line"),),
    function_imports=(("order/line", "line"),),
)  # fmt: skip

FREE = ContractModule(
    id="ping",
    source="schemas/ping.json",
    version=None,
    kind="operation",
    doc=Documentation(),
    declarations=(),
    functions=(),
    entries=(),
    operation=Operation("ping", "Ping", None, None, (), (), ()),
)
