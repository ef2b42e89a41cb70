"""Check a role: what job evaluation makes of its work, beside the advertised band; and an advert's arithmetic."""

from fairpay.role.advert import Advert, AdvertCheck, Reading, check_advert
from fairpay.role.check import RoleCheck, check_role
from fairpay.role.question import Role

__all__ = ["Advert", "AdvertCheck", "Reading", "Role", "RoleCheck", "check_advert", "check_role"]
