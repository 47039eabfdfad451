"""JSONata invariants: lexer, parser, tree, the first compiler, and the checks that read the schema."""
