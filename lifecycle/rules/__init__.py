"""What a fact contradicts, and what it breaks. Floor 4.

A fact that **contradicts** the life it would enter is refused. A fact that is true but
breaks a rule or lacks proof is recorded, and the rule says which claim it denies. One
function a rule; its decorator names the source.
"""

from lifecycle.journey.wording import CUSTODY_WORDS
from lifecycle.rules import contradictions, mass, media, people, treatment, waste
from lifecycle.rules.rule import BREACHES, REFUSALS, RULES, Rule, Rules

JUDGE = Rules()
ROOMS = (contradictions, media, waste, people, treatment, mass)
"""Where rules are declared: to be imported is to be in force."""

__all__ = ["BREACHES", "CUSTODY_WORDS", "JUDGE", "REFUSALS", "RULES", "Rule", "Rules"]
