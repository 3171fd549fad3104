"""Problems as replies: a page for a reader, a line or JSON for a program."""

from cakg.serve.negotiation import asks_for_page
from cakg.serve.reply import HTML, REASONS, Problem, Reply
from cakg.serve.safety import is_legal_path, plain
from cakg.web.paths import tongue


def shown(problem: Problem, path: str, accept: str | None) -> Reply:
    """Return what is sent to whoever met a problem at a path."""
    if not asks_for_page(accept):
        return plain(problem, accept)
    from cakg.serve.frame import bare, language_of  # what makes pages takes long to import

    _, inner = tongue(path if is_legal_path("/" + path) else "")
    edition = bare(language_of(path))
    reason = edition.t(REASONS.get(problem.status, "Error"))
    told: dict[str, object] = {"reason": reason, "said": problem.said, "near": problem.near}
    if problem.status == 404:
        told["same"] = "index.html"  # what is nowhere is in no other language, either
    text = edition.render("problem.html", inner, title=reason, **told)
    return Reply(problem.status, HTML, text.encode("utf-8"), problem.headers, lasting=False)
