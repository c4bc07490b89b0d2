"""Drafts as Markdown, to be worked on in any editor."""

from headway.briefs.documents import Document


def as_markdown(draft: Document) -> str:
    """Return a draft in the active language."""
    lines = [f"# {draft.title.text()}", ""]
    for section in draft.sections:
        lines += [f"## {section.heading.text()}", ""]
        lines += [line for said in section.paragraphs for line in (said.text(), "")]
        if section.records:
            lines += ["| Record | What it is | Who may see it | How long |", "|---|---|---|---|"]
            lines += [
                f"| {each.name} | {each.about} | {each.privacy.value} | {each.retention} |"
                for each in section.records
            ]
            lines.append("")
    return "\n".join(lines)
