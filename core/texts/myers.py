"""
Myers' search from both ends at once: the fewest changes that turn one row of numbers into another.

Pure. As git does it, so that of several ways that are as short the same one is found.
"""

MAX_ROUNDS = 256
"""Changes from each end, after which a search goes on from where it got furthest, as git's does."""


def search(a: list[int], b: list[int], max_steps: int) -> list[tuple[int, int]] | None:
    """
    The pairs of places that stay when there are the fewest changes, in order.

    `None` if finding them would mean to look at more than `max_steps` places.
    """
    pairs: list[tuple[int, int]] = []
    steps_left = max_steps
    boxes = [(0, len(a), 0, len(b))]
    while boxes:
        i1, i2, j1, j2 = boxes.pop()
        while i1 < i2 and j1 < j2 and a[i1] == b[j1]:
            pairs.append((i1, j1))
            i1, j1 = i1 + 1, j1 + 1
        while i1 < i2 and j1 < j2 and a[i2 - 1] == b[j2 - 1]:
            i2, j2 = i2 - 1, j2 - 1
            pairs.append((i2, j2))
        if i1 < i2 and j1 < j2:
            fronts = _Front(a[i1:i2], b[j1:j2]), _Front(a[i1:i2][::-1], b[j1:j2][::-1])
            met = _meeting(*fronts, steps_left)
            if met is None:
                return None
            steps_left -= fronts[0].steps + fronts[1].steps
            i, j = i1 + met[0], j1 + met[1]
            boxes += [(i1, i, j1, j), (i, i2, j, j2)]
    return sorted(pairs)


class _Front:
    """
    How far one gets from the start of two texts with so many changes.

    A diagonal d holds the places (i, i - d); `reach[d]` is the largest i that was reached on it.
    """

    def __init__(self, a: list[int], b: list[int]) -> None:
        self.a = a
        self.b = b
        self.low = self.high = 0
        # From -len(b) - 1 to len(a) + 1: a negative index counts from the end of the list.
        self.reach = [0] * (len(a) + len(b) + 3)
        self.steps = 0

    @property
    def diagonals(self) -> range:
        """Those that the last change led to, from the lowest; which one comes first matters."""
        return range(self.low, self.high + 1, 2)

    def advance(self) -> None:
        """Make one change more, on each diagonal then going on while the lines are equal."""
        a, b, reach, steps = self.a, self.b, self.reach, self.steps
        a_count, b_count = len(a), len(b)
        if self.low > -b_count:
            self.low -= 1
            reach[self.low - 1] = -1
        else:
            self.low += 1
        if self.high < a_count:
            self.high += 1
            reach[self.high + 1] = -1
        else:
            self.high -= 1
        for d in self.diagonals:
            i = start = max(reach[d - 1] + 1, reach[d + 1])
            j = i - d
            while i < a_count and j < b_count and a[i] == b[j]:
                i, j = i + 1, j + 1
            reach[d] = i
            steps += i - start + 1
        self.steps = steps

    def met(self, other: "_Front", diagonals: range) -> tuple[int, int] | None:
        """The place on the first of these diagonals that a front from the other end reached too."""
        shift = len(self.a) - len(self.b)
        for d in diagonals:
            i, other_d = self.reach[d], shift - d
            if other.low <= other_d <= other.high and i + other.reach[other_d] >= len(self.a):
                return i, i - d
        return None

    def furthest(self, diagonals: range) -> tuple[int, int]:
        """The first of the places on these diagonals that most lines lie behind."""
        ends = ((min(self.reach[d], len(self.a), len(self.b) + d), d) for d in diagonals)
        return max(((i, i - d) for i, d in ends), key=sum)


def _meeting(ahead: _Front, back: _Front, max_steps: int) -> tuple[int, int] | None:
    """Where the path with the fewest changes has its middle; `back` has both texts reversed."""
    a_count, b_count = len(ahead.a), len(ahead.b)
    odd = (a_count - b_count) % 2
    for _ in range(MAX_ROUNDS):
        ahead.advance()
        if odd and (met := ahead.met(back, ahead.diagonals[::-1])):
            return met
        back.advance()
        if not odd and (met := back.met(ahead, back.diagonals)):
            return a_count - met[0], b_count - met[1]
        if ahead.steps + back.steps > max_steps:
            return None
    far, back_far = ahead.furthest(ahead.diagonals[::-1]), back.furthest(back.diagonals)
    return far if sum(far) > sum(back_far) else (a_count - back_far[0], b_count - back_far[1])
