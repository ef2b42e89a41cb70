"""For all tests: how long a property test takes says how busy the machine is, and nothing of the code."""

from hypothesis import settings

settings.register_profile("fairpay", deadline=None)
settings.load_profile("fairpay")
