//! Who may ask, and what every answer says to the browser beside its words.
//!
//! On an address of this machine alone, only its own names are answered to: a page of the web that
//! makes its name point here is refused. On any other address a token is required.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::{env, fs};

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::app;
use super::asked::Asked;
use super::problem::Problem;
use crate::Failure;

/// A token has at least so many characters.
const LEAST: usize = 16;
/// The variable that holds the token.
const VARIABLE: &str = "REPORTEDLY_TOKEN";
/// The cookie in which a browser keeps it.
const NAME: &str = "reportedly_token";

/// Who may ask.
#[derive(Clone, Debug)]
pub struct Access {
    token: Option<Arc<str>>,
    local: Option<SocketAddr>,
}

impl Access {
    /// Reads the token from `file` or the environment.
    ///
    /// # Errors
    /// Where others can reach `addr` and there is none, or one that is easily guessed.
    pub fn new(file: Option<&Path>, addr: SocketAddr) -> Result<Access, Failure> {
        let told = match file {
            None => env::var(VARIABLE).ok(),
            Some(file) => Some(fs::read_to_string(file).map_err(|error| {
                Failure::usage(
                    format!("the token in '{}' cannot be read: {error}", file.display()),
                    "give the path of a file that holds the token alone",
                )
            })?),
        };
        let token = told.as_deref().map(str::trim).filter(|token| !token.is_empty());
        let hint = format!("make one with `openssl rand -hex 16`, and set it in {VARIABLE}");
        if let Some(token) = token
            && (token.len() < LEAST || !token.bytes().all(|byte| byte.is_ascii_graphic()))
        {
            let wrong =
                format!("a token has at least {LEAST} characters, of ASCII and without spaces");
            return Err(Failure::usage(wrong, hint));
        }
        if token.is_none() && !addr.ip().is_loopback() {
            return Err(Failure::usage(
                format!("others can reach the address '{addr}', which requires a token"),
                format!("{hint}; or listen at 127.0.0.1"),
            ));
        }
        Ok(Access { token: token.map(Arc::from), local: None })
    }

    /// Returns the same for the address at which the server listens.
    pub fn at(self, local: SocketAddr) -> Access {
        Access { local: Some(local), ..self }
    }

    /// Returns why a request may not be answered.
    fn refuse(&self, headers: &HeaderMap) -> Option<Problem> {
        let Some(token) = &self.token else {
            let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
            return (!self.is_own(host)).then(|| Problem::wrong_host(host));
        };
        let bearer = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let bearer = bearer.and_then(|value| value.strip_prefix("Bearer "));
        let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let cookie = cookies
            .flat_map(|value| value.split("; "))
            .find_map(|cookie| cookie.strip_prefix(NAME).and_then(|rest| rest.strip_prefix('=')));
        let shown = [bearer, cookie].into_iter().flatten().any(|shown| is_same(shown, token));
        (!shown).then(Problem::no_token)
    }

    /// Whether a name is one of this machine for itself.
    fn is_own(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        };
        let local = self.local.map(|local| local.ip().to_string());
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        name.eq_ignore_ascii_case("localhost")
            || ["127.0.0.1", "::1"].contains(&bare)
            || local.is_some_and(|local| local == bare)
    }
}

/// Whether two texts are the same, in a time that does not tell where they differ.
fn is_same(shown: &str, token: &str) -> bool {
    shown.len() == token.len()
        && shown.bytes().zip(token.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// Lets requests through that may be answered, and gives every answer its headers.
pub async fn watch(State(access): State<Access>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    let enters = uri.path() == app::ENTER && request.method() == Method::POST;
    let open = enters && access.token.is_some() || uri.path().starts_with("/assets/");
    let mut response = match access.refuse(request.headers()).filter(|_| !open) {
        Some(problem) => {
            let asked = Asked::new(uri.path(), "", Vec::new()).unwrap_or_default();
            app::refused(&problem, &asked, &uri)
        }
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// What every answer says: no script but our own, no frame, nothing told to other sites.
const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// Takes the token that somebody typed, and gives it to the browser to keep.
pub async fn enter(State(access): State<Access>, body: String) -> Response {
    let typed = form_urlencoded::parse(body.as_bytes()).find(|(name, _)| name == "token");
    let typed = typed.map(|(_, value)| value.trim().to_owned()).unwrap_or_default();
    match access.token.filter(|token| is_same(&typed, token)) {
        Some(token) => {
            let cookie = format!("{NAME}={token}; Path=/; HttpOnly; SameSite=Strict");
            (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie), (LOCATION, "/".to_owned())])
                .into_response()
        }
        None => {
            let problem = Problem::no_token().with_hint("that is not the token");
            app::refused(&problem, &Asked::default(), &"/".parse().unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(token: Option<&str>, header: (HeaderName, &str)) -> Option<&'static str> {
        let local = Some("127.0.0.1:8787".parse().unwrap());
        let access = Access { token: token.map(Arc::from), local };
        let headers = HeaderMap::from_iter([(header.0, header.1.parse().unwrap())]);
        access.refuse(&headers).map(|problem| problem.code)
    }

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        for host in ["localhost:8787", "127.0.0.1", "[::1]:8787", "LOCALHOST"] {
            assert_eq!(refused(None, (HOST, host)), None, "{host}");
        }
        for host in ["news.example", "127.0.0.1.news.example:8787", "localhost.news.example", ""] {
            assert_eq!(refused(None, (HOST, host)), Some("wrong-host"), "{host}");
        }
    }

    #[test]
    fn only_who_has_the_token_is_answered() {
        let token = Some("0123456789abcdef");
        assert_eq!(refused(token, (AUTHORIZATION, "Bearer 0123456789abcdef")), None);
        assert_eq!(refused(token, (COOKIE, "a=b; reportedly_token=0123456789abcdef")), None);
        for wrong in ["Bearer 0123456789abcdeF", "Bearer ", "0123456789abcdef"] {
            assert_eq!(refused(token, (AUTHORIZATION, wrong)), Some("token-required"), "{wrong}");
        }
        assert_eq!(refused(token, (HOST, "localhost")), Some("token-required"));
    }
}
