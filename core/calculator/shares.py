"""How a difference is shared among what brought it about: the mean effect over all orders."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from math import factorial


def shares(
    players: int, value: Callable[[frozenset[int]], Fraction | None]
) -> tuple[Fraction, ...] | None:
    """The exact Shapley value of players 0, 1, ...; their sum is value(all) - value(none).

    `value` says what there is once a set of players has acted; it is asked for all 2**players
    sets. None where one of them has no value, so that the players cannot be told apart.
    """
    everyone = range(players)
    worth: dict[frozenset[int], Fraction] = {}
    for size in range(players + 1):
        for chosen in combinations(everyone, size):
            members = frozenset(chosen)
            found = value(members)
            if found is None:
                return None
            worth[members] = found
    return tuple(_share(player, players, worth) for player in everyone)


def _share(player: int, players: int, worth: dict[frozenset[int], Fraction]) -> Fraction:
    total = Fraction(0)
    for members, before in worth.items():
        if player not in members:
            orders = factorial(len(members)) * factorial(players - len(members) - 1)
            total += orders * (worth[members | {player}] - before)
    return total / factorial(players)
