//! What goes wrong, as RFC 9457 has it and as a page.

use axum::http::StatusCode;
use reportedly::Error;
use serde::Serialize;

use crate::Failure;

/// Why a request is not answered, in the words of the command line.
#[derive(Debug)]
pub struct Problem {
    /// The status of the answer.
    pub status: StatusCode,
    /// A word that programs can rely on.
    pub code: &'static str,
    /// What went wrong.
    pub detail: String,
    /// What to do next.
    pub hint: Option<String>,
    /// What may have been meant.
    pub candidates: Vec<Candidate>,
}

/// Somebody or something that may have been meant.
#[derive(Clone, Debug, Serialize)]
pub struct Candidate {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What kind of thing it is.
    #[serde(rename = "type")]
    pub kind: Option<&'static str>,
    /// How many claims name it, up to a thousand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claims: Option<usize>,
    /// The address of its page.
    pub href: String,
}

/// A problem as RFC 9457 has it.
#[derive(Serialize)]
pub struct ProblemJson<'a> {
    r#type: String,
    title: &'static str,
    status: u16,
    detail: &'a str,
    instance: &'a str,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    #[serde(skip_serializing_if = "<[Candidate]>::is_empty")]
    candidates: &'a [Candidate],
}

impl Problem {
    fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Problem {
        Problem { status, code, detail: detail.into(), hint: None, candidates: Vec::new() }
    }

    /// Nothing of that address, id or name is there.
    pub fn not_found(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "not-found", detail)
    }

    /// What is asked cannot be read.
    pub fn bad_request(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, "bad-request", detail)
    }

    /// Who asks must show the token.
    pub fn no_token() -> Problem {
        Problem::new(StatusCode::UNAUTHORIZED, "token-required", "this ledger asks for a token")
            .with_hint("type it below, or send it as `Authorization: Bearer TOKEN`")
    }

    /// The address by which the server was reached is not its own.
    pub fn wrong_host(host: &str) -> Problem {
        let detail = format!("'{host}' is not a name of this server");
        Problem::new(StatusCode::MISDIRECTED_REQUEST, "wrong-host", detail)
            .with_hint("use http://127.0.0.1 or http://localhost; other names require a token")
    }

    /// Pages are only read.
    pub fn read_only() -> Problem {
        let detail = "the ledger is not written over its pages";
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "read-only", detail)
            .with_hint("write with the command line: `reportedly add`")
    }

    /// There is no ledger, or nothing is in it.
    pub fn no_ledger(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "no-ledger", detail)
            .with_hint("read articles into it with `reportedly add`")
    }

    /// Too many ask at once.
    pub fn busy() -> Problem {
        let detail = "too many requests at once";
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail).with_hint("ask again shortly")
    }

    /// The answer takes too long.
    pub fn slow() -> Problem {
        let detail = "the answer takes too long";
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "slow", detail)
            .with_hint("ask for less, or use the command line")
    }

    /// This program is at fault.
    pub fn mistake() -> Problem {
        let detail = "this program made a mistake (its report is in the terminal)";
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "mistake", detail)
            .with_hint("please send the report to the issue tracker")
    }

    /// Says too what to do next.
    pub fn with_hint(mut self, hint: impl Into<String>) -> Problem {
        self.hint = Some(hint.into());
        self
    }

    /// Says too what may have been meant.
    pub fn with_candidates(mut self, candidates: Vec<Candidate>) -> Problem {
        self.candidates = candidates;
        self
    }

    /// Returns what kind of problem it is, in words.
    pub fn title(&self) -> &'static str {
        match self.code {
            "not-found" => "Nothing of that name",
            "no-ledger" => "No ledger yet",
            "bad-request" => "This cannot be read",
            "token-required" => "A token is required",
            "busy" | "slow" => "Not now",
            _ => self.status.canonical_reason().unwrap_or("Problem"),
        }
    }

    /// Returns the problem as programs read it; `instance` is what was asked for.
    pub fn json<'a>(&'a self, instance: &'a str) -> ProblemJson<'a> {
        ProblemJson {
            r#type: format!("urn:reportedly:problem:{}", self.code),
            title: self.title(),
            status: self.status.as_u16(),
            detail: &self.detail,
            instance,
            code: self.code,
            hint: self.hint.as_deref(),
            candidates: &self.candidates,
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        let (status, code) = match () {
            () if error.is_not_found() => (StatusCode::NOT_FOUND, "not-found"),
            () if error.is_ledger() => (StatusCode::SERVICE_UNAVAILABLE, "ledger"),
            () => (StatusCode::BAD_REQUEST, "bad-request"),
        };
        let hint = error.hint().map(str::to_owned);
        Problem { hint, ..Problem::new(status, code, error.to_string()) }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Problem {
        match failure {
            Failure::Library(error) => Problem::from(error),
            Failure::Usage { message, hint } => Problem { hint, ..Problem::bad_request(message) },
            Failure::Write(_) | Failure::Told => Problem::mistake(),
        }
    }
}
