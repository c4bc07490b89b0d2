"""The addresses of the product, and the one the goals write at."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from headway.config import urls
from headway.kernel.actors import ANYONE, By, Once, Via
from headway.web import edge
from tests.goals.acts import count


@csrf_exempt
def counting(request: HttpRequest, counter: UUID) -> JsonResponse:
    key, seen = request.headers.get("Idempotency-Key"), request.GET.get("seen")
    by = By(ANYONE, edge.now(request), Via.API, Once(key, "same") if key else None)
    made = count(by, counter=counter, seen=int(seen) if seen else None)
    return JsonResponse({"key": str(made)})


urlpatterns = [path("goals/count/<uuid:counter>", counting), *urls.urlpatterns]
handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
