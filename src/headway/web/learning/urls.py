"""Addresses of tests."""

from django.urls import path

from headway.web.learning import bench, came_out, findings, findings_edit, plan, running, views

TEST = "tests/<slug:slug>/"

app_name = "learning"
urlpatterns = [
    path("bench/", bench.bench, name="bench"),
    path("bench/new/", bench.new, name="bench-new"),
    path("bench/<uuid:key>/columns/", bench.columns, name="bench-columns"),
    path("bench/studies/<uuid:key>/", bench.study, name="study"),
    path("bench/studies/<uuid:key>/study.py", bench.script, name="study-script"),
    path("bench/studies/<uuid:key>/data.csv", bench.data, name="study-data"),
    path("bench/studies/<uuid:key>/study.html", bench.report, name="study-report"),
    path("bench/studies/<uuid:key>/study.pdf", bench.pdf, name="study-pdf"),
    path("findings/", findings.library, name="findings"),
    path("findings.csv", findings.file, name="findings-csv"),
    path("findings/together/", findings.synthesis, name="synthesis"),
    path("findings/new/", findings_edit.new, name="finding-new"),
    path("findings/import/", findings_edit.bring_in, name="findings-import"),
    path("findings/<slug:slug>/", findings.finding, name="finding"),
    path("findings/<slug:slug>/correct/", findings_edit.correct, name="finding-correct"),
    path("findings/<slug:slug>/retract/", findings_edit.retract, name="finding-retract"),
    path("findings/<slug:slug>/weigh/", findings_edit.weigh, name="finding-weigh"),
    path("tests/", views.index, name="index"),
    path("tests/new/", plan.new, name="new"),
    path("tests/<uuid:key>/begun/", plan.begun, name="begun"),
    path(TEST, views.test, name="test"),
    path(f"{TEST}plan/", plan.plan, name="plan"),
    path(f"{TEST}plan.json", plan.plan_json, name="plan-json"),
    path(f"{TEST}registry.json", plan.registry_json, name="registry-json"),
    path(f"{TEST}plan/<slug:step>/", plan.step, name="step"),
    path(f"{TEST}lock/", plan.lock, name="lock"),
    path(f"{TEST}draw/", views.draw, name="draw"),
    path(f"{TEST}draw/list.csv", views.draw_csv, {"name": "list"}, name="list-csv"),
    path(f"{TEST}draw/draw.csv", views.draw_csv, {"name": "draw"}, name="draw-csv"),
    path(f"{TEST}draw/seed/", running.seed, name="seed"),
    path(f"{TEST}draw/list/", running.fix_list, name="fix-list"),
    path(f"{TEST}draw/lots/", running.lots, name="lots"),
    path(f"{TEST}start/", running.start, name="start"),
    path(f"{TEST}watch/", running.watch, name="watch"),
    path(f"{TEST}data/", came_out.data, name="data"),
    path(f"{TEST}study/", came_out.take, name="take"),
    path(f"{TEST}result/", came_out.result, name="result"),
    path(f"{TEST}decide/", running.decide, name="decide"),
    path(f"{TEST}weigh/", findings_edit.weigh_test, name="weigh"),
    path(f"{TEST}rate/", running.rate, name="rate"),
    path(f"{TEST}withdraw/", running.withdraw, name="withdraw"),
]
