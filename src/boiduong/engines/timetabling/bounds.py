def arithmetic_bounds(problem):
    return {}
