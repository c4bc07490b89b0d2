"""Addresses of the set-up."""

from django.urls import path

from headway.web.setup import views

app_name = "setup"
urlpatterns = [
    path("setup/", views.index, name="index"),
    path("setup/begin/<str:token>/", views.begin, name="begin"),
    path("setup/documents/", views.documents, name="documents"),
    path("setup/documents/<slug:name>/", views.document, name="document"),
]
