"""Addresses of the pages that keep the list of places."""

from django.urls import path

from headway.web.places import views

app_name = "place_list"
urlpatterns = [
    path("places/keep/", views.index, name="index"),
    path("places/keep/import/", views.import_file, name="import"),
    path("places/keep/uk/", views.load_uk, name="load_uk"),
    path("places/keep/<str:code>/retire/", views.retire, name="retire"),
]
