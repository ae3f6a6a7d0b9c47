//! What goes wrong, as a page: why, and what to do next.

use askama::Template;

use crate::safe;
use crate::server::asked::Asked;
use crate::server::frame::Frame;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "wrong.html")]
struct Page<'a> {
    frame: Frame,
    problem: &'a Problem,
    /// What to search for instead.
    search: Option<String>,
}

/// Returns the page of a problem.
pub fn page(problem: &Problem, asked: &Asked) -> Result<String, askama::Error> {
    let mut frame = Frame::plain(problem.title(), asked);
    // Whoever has no token sees the page and its form, and nothing that leads on.
    if problem.code == "token-required" {
        frame.places.clear();
    }
    let name = asked.names.first().filter(|name| problem.code == "not-found" && !is_id(name));
    let search = name.map(|name| asked.to_with("/search", &[("q", name)]));
    let page = Page { frame, problem, search }.render()?;
    Ok(safe::in_page(&page).into_owned())
}

/// Whether it is an id rather than a name.
fn is_id(name: &str) -> bool {
    ["a_", "c_", "e_", "r_"].iter().any(|prefix| name.starts_with(prefix))
}
