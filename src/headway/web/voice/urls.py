"""Addresses of conversations and what is said in them."""

from django.urls import path

from headway.web.voice import equality, files, hold, moderate, outcome, panels, panels_hold, taking, views

ONE = "conversations/<slug:slug>/"
PANEL = "panels/<slug:slug>/"
STATEMENT = "statements/<uuid:key>/"

app_name = "voice"
urlpatterns = [
    path("conversations/", views.index, name="index"),
    path("conversations/new/", hold.new, name="new"),
    path(ONE, taking.conversation, name="conversation"),
    path(f"{ONE}join/", taking.join, name="join"),
    path(f"{ONE}vote/", taking.vote, name="vote"),
    path(f"{ONE}say/", taking.say, name="say"),
    path(f"{ONE}mine/", taking.mine, name="mine"),
    path(f"{ONE}about-you/", equality.equality, name="equality"),
    path(f"{ONE}return/", taking.come_back, name="return"),
    path(f"{ONE}leave/", taking.leave, name="leave"),
    path(f"{ONE}results/", views.results, name="results"),
    path(f"{ONE}done/", views.done, name="done"),
    path(f"{ONE}log/", views.log, name="log"),
    path(f"{ONE}open-data/", files.open_data, name="open-data"),
    path(f"{ONE}totals.csv", files.totals, name="totals"),
    path(f"{ONE}statements.csv", files.statements, name="statements"),
    path(f"{ONE}polis.zip", files.polis, name="polis"),
    path(f"{ONE}card/", files.card, name="card"),
    path(f"{ONE}poster/", files.poster, name="poster"),
    path(f"{ONE}edit/", hold.terms, name="edit"),
    path(f"{ONE}translate/", hold.translate, name="translate"),
    path(f"{ONE}add/", hold.add, name="add"),
    path(f"{ONE}open/", hold.open_it, name="open"),
    path(f"{ONE}close/", hold.close_it, name="close"),
    path(f"{ONE}work-out/", hold.work_out, name="work-out"),
    path(f"{ONE}report/", hold.report, name="report"),
    path(f"{ONE}codes/", hold.codes, name="codes"),
    path(f"{ONE}assess/", hold.assess, name="assess"),
    path(f"{ONE}sheet/", hold.sheet, name="sheet"),
    path(f"{ONE}integrity/", views.integrity, name="integrity"),
    path(f"{ONE}moderate/", moderate.queue, name="moderate"),
    path("panels/", panels.index, name="panels"),
    path("panels/new/", panels_hold.new, name="panel-new"),
    path(PANEL, panels.panel, name="panel"),
    path(f"{PANEL}draw/", panels.draw, name="panel-draw"),
    path(f"{PANEL}draw/people.csv", panels.people, name="panel-people"),
    path(f"{PANEL}draw/<str:name>", panels.file, name="panel-file"),
    path(f"{PANEL}list/", panels_hold.fix_list, name="panel-list"),
    path(f"{PANEL}lots/", panels_hold.lots_drawn, name="panel-lots"),
    path(f"{PANEL}reserve/", panels_hold.reserve, name="panel-reserve"),
    path(f"{PANEL}meet/", panels_hold.meet, name="panel-meet"),
    path(f"{PANEL}codes/", panels_hold.slips_made, name="panel-slips"),
    path(f"{PANEL}recommend/", panels_hold.recommend, name="panel-recommend"),
    path(f"{PANEL}report/", panels_hold.report, name="panel-report"),
    path(
        "recommendations/<uuid:key>/carried-out/", panels_hold.carried_out, name="recommendation-carried-out"
    ),
    path("recommendations/<uuid:key>/trace/", panels_hold.trace, name="recommendation-trace"),
    path("recommendations/<uuid:key>/happened/", panels_hold.happened, name="recommendation-happened"),
    path(STATEMENT, views.statement, name="statement"),
    path(f"{STATEMENT}publish/", moderate.publish, name="publish"),
    path(f"{STATEMENT}hide/", moderate.hide, name="hide"),
    path(f"{STATEMENT}recast/", moderate.recast, name="recast"),
    path(f"{STATEMENT}appeal/", taking.appeal, name="appeal"),
    path(f"{STATEMENT}decide/", moderate.decide, name="decide"),
    path(f"{STATEMENT}trace/", outcome.trace, name="trace"),
    path(f"{STATEMENT}carried-out/", outcome.carried_out, name="carried-out"),
    path(f"{STATEMENT}happened/", outcome.happened, name="happened"),
]
