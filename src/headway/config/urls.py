"""Root addresses: the API and plain files stand outside the languages, pages inside."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("headway.web.plain")),
    *i18n_patterns(path("", include("headway.web.urls")), prefix_default_language=False),
]
handler400 = "headway.web.errors.bad_request"
handler403 = "headway.web.errors.forbidden"
handler404 = "headway.web.errors.missing"
handler500 = "headway.web.errors.fault"
