"""Addresses of stories, circles, and who knows how."""

from django.urls import path

from headway.web.peers import anonymous, circles, draws, know_how, stories

STORY = "stories/<uuid:key>/"
CIRCLE = "circles/<uuid:key>/"

app_name = "peers"
urlpatterns = [
    path("stories/", stories.index, name="stories"),
    path("stories/new/", stories.tell, name="tell"),
    path("stories/without-a-name/", anonymous.tell, name="anonymous"),
    path("stories/review/", stories.waiting, name="to-review"),
    path("stories/code/", stories.find, name="find"),
    path("stories/code/<str:code>/", stories.follow, name="follow"),
    path("stories/code/<str:code>/withdraw/", stories.withdraw_by_code, name="withdraw-by-code"),
    path(STORY, stories.story, name="story"),
    path(f"{STORY}photo/", stories.photo, name="photo"),
    path(f"{STORY}reached/", stories.reached, name="reached"),
    path(f"{STORY}review/", stories.review, name="review"),
    path(f"{STORY}withdraw/", stories.withdraw, name="withdraw"),
    path(f"{STORY}draw/", draws.draw, name="draw"),
    path(f"{STORY}draw/commit/", draws.commit, name="commit-draw"),
    path(f"{STORY}draw/make/", draws.make, name="make-draw"),
    path("circles/", circles.index, name="circles"),
    path("circles/new/", circles.new, name="new-circle"),
    path(CIRCLE, circles.circle, name="circle"),
    path(f"{CIRCLE}join/", circles.join, name="join"),
    path(f"{CIRCLE}leave/", circles.leave, name="leave"),
    path(f"{CIRCLE}meet/", circles.meet, name="meet"),
    path(f"{CIRCLE}close/", circles.close, name="close"),
    path(f"{CIRCLE}note/", circles.note, name="note"),
    path(f"{CIRCLE}notes/<int:number>/", circles.vote, name="vote"),
    path("know-how/", know_how.index, name="know-how"),
    path("know-how/new/", know_how.new, name="offer-help"),
    path("know-how/<uuid:key>/edit/", know_how.edit, name="edit-help"),
    path("know-how/<uuid:key>/withdraw/", know_how.withdraw, name="withdraw-help"),
]
