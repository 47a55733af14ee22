"""Invented documents for the tests: one small, and the pieces to make large ones."""

from __future__ import annotations

from datetime import date

from conference_app import resources
from conference_app.documents.agenda import AgendaSheet, OpenAction
from conference_app.documents.cover_sheet import CoverRow, CoverSheet
from conference_app.documents.frame import Frame
from conference_app.documents.invitation_letter import InvitationLetter
from conference_app.documents.outstanding import OutstandingAction
from conference_app.documents.recovery import RecoverySheet
from conference_app.documents.sign_in import SignInRow, SignInSheet
from conference_app.domain.agenda import Copy, template_for, templates_from, with_facts

FRAME = Frame(marking="OFFICIAL-SENSITIVE", printed_on="8 March 2027")
DRAFT = "No invitation to a paediatrician has been recorded as sent. The one to Dr Amara Lindgren is missing."

ITEMS = with_facts(
    template_for("initial", "traditional", templates_from(resources.toml("agendas/initial.toml"))).items,
    led_by={"medical": "Dr Lindgren", "household": "P. Nair"},
    detail={"plan": "Core group by Wednesday 24 March · review by Thursday 10 June"},
)

AGENDA = AgendaSheet(
    frame=FRAME,
    reference="CP-2027-0142",
    version=2,
    conference_title="Initial child protection conference",
    family_name="Marlowe family",
    when="Wednesday 10 March 2027, 9:30am to 11:30am",
    where="Oak room, Civic Centre, Mill Street (step-free, room for prams)",
    chair="Rosalind Osei",
    children=("Ella Marlowe, born 14 June 2019", "Noah Marlowe, born 2 November 2025"),
    paediatrician="Dr Amara Lindgren, Royal Infirmary: invited 5 March, coming",
    items=ITEMS,
    open_actions=(
        OpenAction(
            "Developmental assessment of Ella",
            "Community paediatrics",
            "4 December 2026",
            "moved twice, 94 days late",
            overdue=True,
        ),
        OpenAction("Confirm who stays at the house overnight", "P. Nair", "12 March 2027"),
    ),
    copy=Copy.PROFESSIONAL,
    recipient="Helen Brook, health visitor",
    copy_number=4,
    copies=14,
    starts_at="09:30",
    quorum_rule="Children’s social care and two other agencies that know the family.",
    dissent_statement="Say “I dissent” and why: your name and reason go on the record.",
    confidentiality="What is said here stays with those who need it to keep the children safe.",
    for_the_chair=("Interpreter: Polish, booked", "The father attends the first hour only, by video"),
)

SIGN_IN = SignInSheet(
    frame=FRAME,
    reference=AGENDA.reference,
    version=2,
    conference_title=AGENDA.conference_title,
    family_name=AGENDA.family_name,
    when=AGENDA.when,
    where=AGENDA.where,
    chair=AGENDA.chair,
    rows=(
        SignInRow("Dr Amara Lindgren", "Paediatrician, Royal Infirmary", "5 March", "coming", "received"),
        SignInRow("Priya Nair", "Social worker", "5 March", "coming", "received"),
        SignInRow(
            "Helen Brook",
            "Health visitor",
            "5 March",
            "sends deputy",
            "asked for",
            "Joan Bell, health visitor",
        ),
        SignInRow("Tom Hale", "Police child protection unit", "5 March", "no reply", "not received"),
    ),
    quorum_rule=AGENDA.quorum_rule,
)

ACTIONS = (
    OutstandingAction(
        text="Developmental assessment of Ella",
        concerns="Ella Marlowe",
        family="Marlowe family",
        owner="Dr Amara Lindgren",
        agency="Community paediatrics",
        due=date(2026, 12, 4),
        reference="CP-2026-0911",
        note="15 February 2027: appointment moved a second time; escalated to the named doctor",
    ),
    OutstandingAction(
        text="Confirm who stays at the house overnight",
        concerns="Marlowe family",
        family="Marlowe family",
        owner="Priya Nair",
        agency="Children’s social care",
        due=date(2027, 3, 12),
        reference="CP-2027-0142",
    ),
    OutstandingAction(
        text="Housing transfer application with a supporting letter",
        concerns="Winterbourne family",
        family="Winterbourne family",
        owner="Priya Nair",
        agency="Children’s social care",
        due=date(2027, 3, 1),
        restricted=True,
    ),
    OutstandingAction("Name a key worker", "Ash family", "Ash family", "", "", None),
)

RECOVERY = RecoverySheet(frame=FRAME, store_name="conferences.store", code="7QK2-M0XW-9FHD-3TRB-V8CN-5JYP-4GZA-1ESL")

LETTER = InvitationLetter(
    frame=FRAME,
    authority="Westmarch (an invented authority)",
    recipient="Ann Marlowe",
    address=("12 Orchard Close", "Saltby", "Westmarch", "WM1 2AB"),
    reference=AGENDA.reference,
    title="Invitation to a conference",
    salutation="Dear Ann Marlowe",
    facts=(("When", AGENDA.when), ("Where", AGENDA.where), ("Chair", AGENDA.chair)),
    paragraphs=("We invite you to a conference about your children.", "You can bring somebody to support you."),
    answering=("Please ring 01632 960123 by Friday 5 March 2027.",),
    signed=("Sam Okafor", "Conference coordinator"),
    enclosed=("agenda",),
    reply_to=("Conference team", "Civic Centre, Mill Street", "Westmarch WM1 1AA", "01632 960123"),
)

COVER = CoverSheet(
    frame=FRAME,
    reference=AGENDA.reference,
    when=AGENDA.when,
    rows=(CoverRow("Ann Marlowe", "12 Orchard Close", 2), CoverRow("Joe Marlowe", "3 Hill Road", 1)),
)
