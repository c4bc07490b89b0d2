"""Peer groups: chosen once, ended when they no longer fit; a changed choice is a new group."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel import things
from headway.kernel.actions import step
from headway.kernel.errors import Invalid
from headway.kernel.sentences import Sentence
from headway.places.analysis import NewPeers
from headway.places.models import PeerGroup, PeerMember, Place

FEWEST, MOST = 3, 100


@step
def add_peers(new: NewPeers, *, at: datetime) -> UUID:
    """Write a group; raises Invalid for an unknown code, too few places, or no reason."""
    codes = sorted({code.upper() for code in new.codes})
    here = {row.code: row for row in Place.objects.filter(code__in=codes[: MOST + 1])}
    if missing := [code for code in codes if code not in here]:
        sentence = Sentence(_("There is no place with the code %(code)s."), {"code": missing[0][:20]})
        raise Invalid(sentence, {"codes": sentence})
    if not FEWEST <= len(codes) <= MOST:
        said = _("A peer group has from %(fewest)s to %(most)s places.")
        sentence = Sentence(said, {"fewest": FEWEST, "most": MOST})
        raise Invalid(sentence, {"codes": sentence})
    for name, text in (("name", new.name), ("reason", new.reason)):
        if not text.strip():
            sentence = Sentence(_("Say what the group is called and why these places belong together."))
            raise Invalid(sentence, {name: sentence})
    thing = things.create(things.NewThing(kind="peers", label=new.name.strip()), at)
    group = PeerGroup.objects.create(thing=thing, reason=new.reason.strip(), chosen_by=new.chosen_by.strip())
    PeerMember.objects.bulk_create([PeerMember(group=group, place=here[code]) for code in codes])
    return thing.key
