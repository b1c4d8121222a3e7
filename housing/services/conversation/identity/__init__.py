"""Who is writing and how to reach them: asked when something personal follows, never a gate.

What proves it is decided in `housing.domain.people.identity`.
"""
