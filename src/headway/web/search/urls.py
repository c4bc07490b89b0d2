"""Address of the search."""

from django.urls import path

from headway.web.search import views

app_name = "search"
urlpatterns = [path("search/", views.index, name="index")]
