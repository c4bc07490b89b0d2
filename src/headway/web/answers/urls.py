"""Addresses of answers: the public list, the inbox of who owes, the way back of who asked."""

from django.urls import path

from headway.web.answers import asker, inbox, public, settings

app_name = "answers"
urlpatterns = [
    path("answers/", public.index, name="index"),
    path("answers/queue/", public.queue, name="queue"),
    path("answers/clocks/", public.clocks, name="clocks"),
    path("answers/clocks/<slug:name>/", settings.clock, name="clock"),
    path("answers/capacity/<uuid:key>/", settings.capacity, name="capacity"),
    path("answers/pauses/new/", settings.new_pause, name="new_pause"),
    path("answers/pauses/<uuid:key>/end/", settings.end_pause, name="end_pause"),
    path("answers/follow/", asker.find, name="find"),
    path("answers/follow/<str:code>/", asker.follow, name="follow"),
    path("answers/follow/<str:code>/<slug:word>/", asker.say_by_code, name="say_by_code"),
    path("answers/<uuid:key>/", public.answer, name="answer"),
    path("answers/<uuid:key>/route/", inbox.route, name="route"),
    path("answers/<uuid:key>/<slug:word>/", asker.say, name="say"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<uuid:key>/", inbox.item, name="item"),
    path("inbox/<uuid:key>/acknowledge/", inbox.acknowledge, name="acknowledge"),
    path("inbox/<uuid:key>/decide/", inbox.decide, name="decide"),
    path("inbox/<uuid:key>/accept/", inbox.accept, name="accept"),
    path("inbox/<uuid:key>/many/", inbox.many, name="many"),
]
