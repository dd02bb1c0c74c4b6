"""Who may do what? Accounts, tokens, sessions, and the one gate that every route of every door stands behind.

A door builds its table of routes from Ways, each of which says what it needs; a route that says nothing is not served.
"""

from newsworld.people.accounts import Accounts
from newsworld.people.callers import Caller, Need
from newsworld.people.gate import Gate, Gated, caller_of, gate_of
from newsworld.people.ways import Refusal, Way, sealed

__all__ = ["Accounts", "Caller", "Gate", "Gated", "Need", "Refusal", "Way", "caller_of", "gate_of", "sealed"]
