"""What became of the paediatrician's part in the conference itself: report read out, findings discussed (rule 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conference_app.domain.errors import RuleBroken, raise_all

IN_FULL, IN_PART, NOT_READ, NO_REPORT = "in full", "in part", "not read out", "no report"
READ_OUT = (IN_FULL, IN_PART, NOT_READ, NO_REPORT)
WITH_DOCTOR, WITHOUT_DOCTOR, NO_FINDINGS = "discussed with a doctor", "discussed without a doctor", "none"
FINDINGS = (WITH_DOCTOR, WITHOUT_DOCTOR, NO_FINDINGS)


@dataclass(frozen=True, slots=True)
class MedicalPart:
    """The answers to two plain questions; `interpreted_by` is who explained the findings."""

    conference_id: int
    read_out: str = ""
    findings: str = ""
    interpreted_by: str = ""
    note: str = ""
    version: int = 0

    @property
    def without_doctor(self) -> bool:
        """Whether medical findings were discussed with no doctor present."""
        return self.findings == WITHOUT_DOCTOR

    @property
    def answered(self) -> bool:
        """Whether both questions are."""
        return bool(self.read_out and self.findings)


def check_medical_part(part: MedicalPart, report_received_on: date | None) -> None:
    """Raise what is missing or cannot be, all together; `report_received_on` is the doctor's report, None for none."""
    wrong = []
    if part.read_out not in READ_OUT:
        wrong.append(RuleBroken("required", field="read_out", what="whether the report was read out"))
    elif part.read_out == NO_REPORT and report_received_on is not None:
        wrong.append(RuleBroken("there_was_a_report", field="read_out", day=report_received_on))
    elif part.read_out in {IN_FULL, IN_PART} and report_received_on is None:
        wrong.append(RuleBroken("no_report_to_read_out", field="read_out"))
    if part.findings not in FINDINGS:
        wrong.append(RuleBroken("required", field="findings", what="whether medical findings were discussed"))
    elif part.findings != NO_FINDINGS and not part.interpreted_by:
        wrong.append(RuleBroken("required", field="interpreted_by", what="who explained the findings"))
    raise_all(wrong)
