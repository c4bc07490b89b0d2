"""About, accessibility, data, cookies."""

from django.urls import path

from headway.web.about import views

urlpatterns = [
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("data/", views.data, name="data"),
    path("cookies/", views.cookies, name="cookies"),
]
