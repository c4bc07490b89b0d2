"""The calendar and its feed."""

from django.urls import path

from headway.web.calendar import views

app_name = "calendar"
urlpatterns = [
    path("calendar/", views.index, name="index"),
    path("calendar.ics", views.feed, name="feed"),
]
