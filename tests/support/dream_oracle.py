"""A dreamer that has read the answer key: what a perfect score looks like, and how to spoil it."""

from core.dreams.bench.truth import Case, Entry, Outcome, Planted
from core.dreams.proposal import Edit, Evidence, Finding
from core.transcripts.stored import StoredEvent


class Oracle:
    """Makes a finding for each planted defect of one case."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.entries = {entry.id: entry for entry in case.entries}
        self.events = {event.id: event for log in case.inputs.sessions for event in log.events}
        self.texts = {file.path: file.text for file in case.inputs.files}

    def findings(self) -> list[Finding]:
        """One for each defect that has to be found."""
        wanted = [planted for planted in self.case.planted if not planted.is_optional]
        return [self.finding(number, planted) for number, planted in enumerate(wanted)]

    def finding(self, number: int, planted: Planted) -> Finding:
        """The right answer to one defect."""
        says = "; ".join(min(group) for group in planted.says)
        entries = [self.entries[id_] for id_ in planted.entries]
        seen = [self.events[id_] for id_ in sorted(planted.events)]
        evidence = [self.of_event(event) for event in seen if event.body]
        evidence = evidence or [self.of_entry(entry) for entry in entries]
        evidence = evidence or [self.of_line(planted.places[0])]
        return Finding(
            kind=planted.kind,
            title=f"{planted.label} {number}: {says}",
            rationale=" ".join(one.holds for one in evidence),
            confidence=1.0,
            evidence=tuple(evidence),
            edits=tuple(self.edits(number, planted, entries, says)),
            scope=f"{planted.label}/{number}",
        )

    def edits(self, number: int, planted: Planted, entries: list[Entry], says: str) -> list[Edit]:
        """What has to be written."""
        outcome, place = min(planted.outcomes), next(iter(planted.places), "")
        if outcome is Outcome.MERGED:
            found = merge(planted, entries)
        elif outcome is Outcome.GONE:
            found = [replaced(entry) for entry in entries]
        elif outcome is Outcome.REPLACED:
            found = [replaced(entry, f"- It is {says} now.") for entry in entries]
        elif outcome is Outcome.ADDED:
            found = [Edit(f"/learned/{number:03}.md", 1, (), (f"- {says}",))]
        elif outcome is Outcome.NOTED:
            note = (f"  verified {says}: seen",)
            found = [Edit(one.path, one.start + len(one.lines), (), note) for one in entries]
        elif outcome is Outcome.MOVED:
            moved = Edit(place, self.end_of(place), (), (f"- {entries[0].text}",))
            found = [replaced(entries[0]), moved]
        elif outcome is Outcome.LISTED:
            found = [Edit("/index.md", self.end_of("/index.md"), (), (f"- {place}",))]
        elif outcome is Outcome.SPLIT:
            found = self.split(place)
        else:
            found = []
        return found

    def split(self, path: str) -> list[Edit]:
        lines = tuple(self.texts[path].removesuffix("\n").split("\n"))
        half = len(lines) // 2
        return [
            Edit(path, half + 1, lines[half:], ()),
            Edit(path.replace(".md", "-2.md"), 1, (), lines[half:]),
        ]

    def end_of(self, path: str) -> int:
        return self.texts[path].count("\n") + 1

    def of_event(self, event: StoredEvent) -> Evidence:
        quote = max(event.body.split("\n"), key=len)
        return Evidence(quote, quote, str(event.pointer), event.session_id, event.id, event.ts)

    def of_entry(self, entry: Entry) -> Evidence:
        return Evidence(entry.lines[0], entry.lines[0], f"{entry.path}:{entry.start}")

    def of_line(self, path: str) -> Evidence:
        line = self.texts[path].split("\n", 1)[0]
        return Evidence(line, line, f"{path}:1")


def merge(planted: Planted, entries: list[Entry]) -> list[Edit]:
    first, *others = entries
    missing = [
        phrase
        for group in planted.says
        for phrase in group
        if phrase.lower().replace("`", "") not in first.text.lower().replace("`", "")
    ]
    text = " ".join([first.text, *(f"{phrase}." for phrase in missing)])
    return [replaced(first, f"- {text}"), *(replaced(entry) for entry in others)]


def replaced(entry: Entry, *lines: str) -> Edit:
    """The entry's lines, and what stands there instead."""
    return Edit(entry.path, entry.start, entry.lines, lines)
