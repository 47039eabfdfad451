"""Values from schemas: valid ones, those at the limits, and those that are just not valid."""
