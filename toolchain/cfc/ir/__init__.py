"""What contracts mean, decided once for every language: shapes (what can be) and programs (what must hold)."""
