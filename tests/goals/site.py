"""The production settings with one address more, at which a write can be sent: `headway serve` serves it."""

from headway.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.goals.addresses"
