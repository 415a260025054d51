"""Settings of all tests."""

from hypothesis import settings

# a busy machine is no failure
settings.register_profile("lapwing", deadline=None)
settings.load_profile("lapwing")
