"""Addresses of boards, their meetings, and decisions."""

from django.urls import path, re_path

from headway.web.rhythms import decisions, edit, views

DAY = r"(?P<on>\d{4}-\d{2}-\d{2})"
MEETING = rf"^boards/(?P<slug>[-a-zA-Z0-9_]+)/{DAY}/"
BOARD = "boards/<slug:slug>/"
DECISION = "decisions/<uuid:key>/"

app_name = "rhythms"
urlpatterns = [
    path("boards/", views.index, name="index"),
    path("boards/new/", edit.new, name="new"),
    re_path(rf"^boards/{DAY}/$", views.day, name="day"),
    path(BOARD, views.board, name="board"),
    path(f"{BOARD}edit/", edit.terms, name="edit"),
    path(f"{BOARD}end/", edit.end, name="end"),
    path(f"{BOARD}meetings/new/", edit.plan, name="plan"),
    path(f"{BOARD}decisions/new/", decisions.propose, name="propose"),
    re_path(rf"{MEETING}$", views.meeting, name="meeting"),
    re_path(rf"{MEETING}agenda/$", edit.agenda, name="agenda"),
    re_path(rf"{MEETING}held/$", edit.hold, name="hold"),
    re_path(rf"{MEETING}cancel/$", edit.cancel, name="cancel"),
    re_path(rf"{MEETING}minutes/$", edit.minutes, name="minutes"),
    path(DECISION, views.decision, name="decision"),
    path(f"{DECISION}edit/", decisions.rewrite, name="rewrite"),
    path(f"{DECISION}make/", decisions.make, name="make"),
    path(f"{DECISION}call-in/", decisions.call_in, name="call-in"),
    path(f"{DECISION}confirm/", decisions.confirm, name="confirm"),
    path(f"{DECISION}done/", decisions.finish, name="finish"),
    path(f"{DECISION}review/", decisions.review, name="review"),
    path(f"{DECISION}correct/", decisions.correct, name="correct"),
]
