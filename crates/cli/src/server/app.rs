//! The routes, and how a request becomes an answer: one turn at the ledger, one moment of it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{DefaultBodyLimit, RawPathParams, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};

use super::asked::{Asked, FEED};
use super::assets::{self, Asset};
use super::guard::{self, Access};
use super::kept::Kept;
use super::pages::{self, Answer, Desk};
use super::pool::Pool;
use super::problem::Problem;

/// Where a browser sends the token that somebody typed.
pub const ENTER: &str = "/enter";
/// What is sent there is at most so many bytes.
const BODY: usize = 4096;

/// What every request needs.
#[derive(Clone)]
struct App {
    pool: Arc<Pool>,
    kept: Arc<Kept>,
    /// When the server was started: another program, or another ledger at the same address, has
    /// other ETags.
    started: u128,
}

/// A page: what it gives for what is asked.
type Page = fn(&Desk, &Asked) -> Result<Answer, Problem>;

/// The addresses of the pages. Each is also found with `.json` at its end.
const PAGES: &[(&str, Page)] = &[
    ("/", pages::home::page),
    ("/index", pages::home::page),
    ("/ask", pages::ask::page),
    ("/search", pages::search::page),
    ("/e/{entity}", pages::dossier::page),
    ("/e/{entity}/timeline", pages::timeline::page),
    ("/e/{entity}/claims", pages::reports::page),
    ("/c/{claim}", pages::claim::page),
    ("/a/{article}", pages::article::page),
    ("/a/{article}/revisions", pages::revisions::page),
    ("/new", pages::new::page),
    ("/contradictions", pages::contradictions::page),
    ("/sources", pages::sources::page),
];

/// Returns everything that the ledger at `path` answers, to those who may ask.
pub fn router(path: PathBuf, access: Access) -> Router {
    let started = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis());
    let app = App { pool: Pool::new(path), kept: Arc::default(), started };
    let mut router = Router::new();
    for &(path, page) in PAGES {
        router = router.route(path, answered(page));
        // The last part of an address that is a name takes its `.json` in with it.
        if path.len() > 1 && !path.ends_with('}') {
            router = router.route(&format!("{path}.json"), answered(page));
        }
    }
    router = router.route(FEED, answered(pages::new::page));
    for asset in [&assets::STYLE, &assets::SCRIPT, &assets::ICON] {
        let asset: &'static Asset = asset;
        router = router.route(&asset.href, get(move || async move { asset }));
    }
    router
        .route("/openapi.json", get(async || typed("application/json", assets::openapi())))
        .route(ENTER, post(guard::enter).with_state(access.clone()))
        .layer(DefaultBodyLimit::max(BODY))
        .fallback(|uri: Uri| async move {
            let nothing = format!("there is no page '{}'", uri.path());
            refuse(&Problem::not_found(nothing), &uri)
        })
        .method_not_allowed_fallback(|uri: Uri| async move { refuse(&Problem::read_only(), &uri) })
        .layer(from_fn_with_state(access, guard::watch))
        .with_state(app)
}

/// Returns the handler of a page.
fn answered(page: Page) -> MethodRouter<App> {
    get(
        move |State(app): State<App>,
              names: Result<RawPathParams, RawPathParamsRejection>,
              uri: Uri,
              headers: HeaderMap| async move {
            let names = match names {
                Ok(names) => names.iter().map(|(_, value)| value.to_owned()).collect(),
                Err(_) => {
                    return refuse(&Problem::bad_request("the address is not UTF-8"), &uri);
                }
            };
            match Asked::new(uri.path(), uri.query().unwrap_or_default(), names) {
                Ok(asked) => app.answer(page, asked, &uri, &headers).await,
                Err(problem) => refuse(&problem, &uri),
            }
        },
    )
}

impl App {
    async fn answer(&self, page: Page, asked: Asked, uri: &Uri, headers: &HeaderMap) -> Response {
        let known = headers.get(IF_NONE_MATCH).cloned();
        let (started, kept, question) = (self.started, Arc::clone(&self.kept), asked.clone());
        let address = uri.to_string();
        let work = self.pool.ask(move |ledger| {
            let desk = Desk::new(ledger, &question)?;
            let tag = format!("\"{started:x}-{}\"", desk.entry());
            if known.and_then(|known| Some(is_known(known.to_str().ok()?, &tag))) == Some(true) {
                return Ok((tag, None));
            }
            if let Some(answer) = kept.get(&address, &tag) {
                return Ok((tag, Some(answer)));
            }
            let begun = Instant::now();
            let answer = page(&desk, &question)?;
            kept.put(&address, &tag, &answer, begun.elapsed());
            Ok((tag, Some(answer)))
        });
        match work.await {
            Ok((tag, answer)) => with_tag(&tag, answer),
            Err(problem) => refused(&problem, &asked, uri),
        }
    }
}

/// Returns the answer with what lets a browser ask whether it still holds.
fn with_tag(tag: &str, answer: Option<Answer>) -> Response {
    let mut response = match answer {
        None => StatusCode::NOT_MODIFIED.into_response(),
        Some(Answer::Html(page)) => typed("text/html; charset=utf-8", page),
        Some(Answer::Json(json)) => typed("application/json", json),
        Some(Answer::Atom(feed)) => typed("application/atom+xml; charset=utf-8", feed),
        Some(Answer::Moved(to)) => (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(ETAG, tag);
    }
    response
}

/// Returns whether a list of tags holds `tag`.
fn is_known(list: &str, tag: &str) -> bool {
    list.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

/// Returns a problem with a request that was not read.
fn refuse(problem: &Problem, uri: &Uri) -> Response {
    let asked = Asked::new(uri.path(), "", Vec::new()).unwrap_or_default();
    refused(problem, &asked, uri)
}

/// Returns a problem in the form that was asked for.
pub fn refused(problem: &Problem, asked: &Asked, uri: &Uri) -> Response {
    let instance = uri.path_and_query().map_or("/", |place| place.as_str());
    let body = match asked.json {
        true => serde_json::to_string(&problem.json(instance)).ok(),
        false => pages::wrong::page(problem, asked).ok(),
    };
    let kind = if asked.json { "application/problem+json" } else { "text/html; charset=utf-8" };
    let mut response = typed(kind, body.unwrap_or_else(|| problem.detail.clone()));
    *response.status_mut() = problem.status;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if problem.status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert("retry-after", HeaderValue::from_static("5"));
    }
    response
}

fn typed(kind: &'static str, body: impl Into<axum::body::Body>) -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static(kind))], body.into()).into_response()
}
