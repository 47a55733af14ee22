"""The letter that invites somebody, tells of a change or calls the conference off: one A4 letter to one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conference_app.documents.frame import Frame, joined, shortened

HEAD_WIDTH = 40  # letters of a name that fit the head of a page beside the marking


@dataclass(frozen=True)
class InvitationLetter:
    """One letter; every fact in words. What it is about ("The conference has been moved") is `title`.

    `address` are the lines below the recipient's name; `facts` pairs such as ("When", "Friday 12 March 2027, 9:30am");
    `signed` the name and what the signer is; `large_type` for family.
    """

    template: ClassVar[str] = "invitation_letter.typ"

    frame: Frame
    authority: str
    recipient: str
    address: tuple[str, ...]
    reference: str
    title: str
    salutation: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    answering: tuple[str, ...] = ()
    closing: str = "Yours sincerely"
    signed: tuple[str, ...] = ()
    enclosed: tuple[str, ...] = ()
    reply_to: tuple[str, ...] = ()
    large_type: bool = False

    def content(self) -> dict[str, object]:
        """What the template prints."""
        return {
            **self.frame.content(),
            "document_title": f"{self.title}, {self.reference}",
            "head_right": shortened(self.recipient, HEAD_WIDTH),  # so that no page goes into another's envelope
            "foot_left": joined(self.reference, f"printed {self.frame.printed_on}"),
            "authority": self.authority,
            "reply_to": [line for line in self.reply_to if line],
            "recipient": self.recipient,
            "address": [line for line in self.address if line],
            "date": self.frame.printed_on,
            "reference": self.reference,
            "title": self.title,
            "salutation": self.salutation,
            "facts": [list(fact) for fact in self.facts],
            "paragraphs": list(self.paragraphs),
            "answering": list(self.answering),
            "closing": self.closing,
            "signed": list(self.signed),
            "enclosed": list(self.enclosed),
            "large": self.large_type,
        }
