"""A locked plan in the fields of other registries: OSF's preregistration and the AEA registry."""

import json
from collections.abc import Mapping
from typing import Any

from headway.learning.analysis.plans import read_locked
from headway.learning.choices import DESIGNS


def registry_fields(content: str, hashed: str) -> Mapping[str, Mapping[str, Any]]:
    """Return one locked plan as `osf` and `aea` fields, for somebody to paste or send there.

    The names follow OSF's form "OSF Preregistration" and the AEA RCT Registry's form as their authors know
    them; both forms change, so that the version we wrote for stands beside them.
    """
    around, plan = json.loads(content), read_locked(content)
    shared = f"Locked in Headway on {around['locked_at']}, version {around['version']}, SHA-256 {hashed}"
    change = f"{plan.smallest_change:g} {plan.unit_of_outcome}" if plan.smallest_change is not None else ""
    return {
        "osf": {
            "form": "OSF Preregistration (written from memory of the 2023 form; check before sending)",
            "title": plan.title,
            "description": plan.question,
            "hypotheses": plan.assumption,
            "study_type": "Experiment" if plan.words.randomised else "Observational study",
            "blinding": "No blinding is recorded",
            "study_design": DESIGNS[plan.design].name,
            "randomization": f"Groups: {', '.join(plan.groups)}" if plan.words.randomised else "",
            "existing_data": "Registration prior to analysis of the data",
            "data_collection_procedures": plan.collection,
            "sample_size": plan.units,
            "sample_size_rationale": plan.size_note
            or (f"Smallest change worth seeing: {change}" if change else ""),
            "stopping_rule": plan.stop_rule,
            "manipulated_variables": plan.treatment,
            "measured_variables": plan.outcome,
            "statistical_models": plan.estimator,
            "inference_criteria": plan.inference,
            "missing_data": plan.missing,
            "other": shared,
        },
        "aea": {
            "form": "AEA RCT Registry (written from memory; check before sending)",
            "title": plan.title,
            "abstract": plan.question,
            "primary_outcomes": plan.outcome,
            "secondary_outcomes": "; ".join(plan.guardrails),
            "experimental_design": plan.treatment,
            "randomization_method": "Public draw: committed seed, fixed list, SHA-256",
            "randomization_unit": plan.unit.value if plan.unit else "",
            "was_the_treatment_clustered": plan.design.value == "cluster_trial",
            "sample_size_number_of_clusters": plan.units,
            "minimum_detectable_effect_size": plan.smallest_seen,
            "irb_name": plan.reviewed_by,
            "irb_approval_date": plan.reviewed_on.isoformat() if plan.reviewed_on else "",
            "end_date": plan.data_until.isoformat() if plan.data_until else "",
            "other": shared,
        },
    }
