"""Addresses of rules, what weighing them said, freedoms from them, and the three questions."""

from django.urls import path

from headway.web.frontline import freedoms, rules, three_questions, weighing

RULE = "rules/<slug:slug>/"
FREEDOM = "freedoms/<uuid:key>/"

app_name = "rules"
urlpatterns = [
    path("rules/", rules.index, name="index"),
    path("rules/new/", rules.new, name="new"),
    path(RULE, rules.rule, name="rule"),
    path(f"{RULE}edit/", rules.edit, name="edit"),
    path(f"{RULE}change/", rules.change, name="change"),
    path(f"{RULE}weigh/", weighing.weigh, name="weigh"),
    path(f"{RULE}weighings/<int:number>/", weighing.kept, name="weighing"),
    path("freedoms/", freedoms.index, name="freedoms"),
    path("freedoms/new/", freedoms.new, name="ask"),
    path(FREEDOM, freedoms.freedom, name="freedom"),
    path(f"{FREEDOM}edit/", freedoms.edit, name="rewrite"),
    path(f"{FREEDOM}test/", freedoms.test, name="freedom-test"),
    path(f"{FREEDOM}grant/", freedoms.grant, name="grant"),
    path(f"{FREEDOM}board/", freedoms.board, name="board"),
    path(f"{FREEDOM}refuse/", freedoms.refuse, name="refuse"),
    path(f"{FREEDOM}review/", freedoms.review, name="review"),
    path("three-questions/", three_questions.start, name="three"),
    path("three-questions/ask/", three_questions.ask, name="three-ask"),
    path("three-questions/sent/", three_questions.sent, name="three-done"),
]
