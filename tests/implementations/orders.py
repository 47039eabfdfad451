"""`order/get` in Python: a shop with one order."""

from __future__ import annotations

_ORDERS: dict[str, dict[str, object]] = {
    "O-000001": {
        "id": "O-000001",
        "customerId": "C-17",
        "placedAt": "2026-03-01T12:00:00Z",
        "status": "open",
        "lines": [{"sku": "tea", "quantity": 2, "price": {"amount": 450, "currency": "EUR"}}],
        "shipping": {"amount": 500, "currency": "EUR"},
        "total": {"amount": 1400, "currency": "EUR"},
    }
}


class NotFound(Exception):
    """There is no order with this id."""


def get(request: dict[str, str]) -> dict[str, object]:
    """Return the order that a request names."""
    try:
        return _ORDERS[request["id"]]
    except KeyError:
        raise NotFound(request["id"]) from None
