//! Fetches what addresses name, politely: one request at a time, with a pause for each host, as
//! `robots.txt` asks, and no more often than a server says.
//!
//! **Invariants:** nothing is fetched from an address that is not public unless that is allowed, on
//! any hop; no answer takes longer than the time or more memory than the size that it is given; what
//! breaks off is no answer; no script runs.

mod guard;
mod pace;
mod robots;

use std::collections::HashMap;
use std::io::{self, Read};
use std::time::Duration;

use jiff::Timestamp;
use reportedly::read::{self, LARGEST};
use ureq::Agent;
use ureq::config::Config;
use ureq::http::{HeaderMap, StatusCode, header};
use ureq::unversioned::transport::DefaultConnector;

use guard::{Guard, Private};
use pace::Pace;
use robots::Robots;

/// How many redirections are followed.
const REDIRECTS: usize = 5;

/// Where a site says what programs may read of it.
const RULES: &str = "/robots.txt";

/// The longest that a server may ask to wait before it is asked again at once.
const PATIENCE: Duration = Duration::from_secs(30);

/// How this program calls itself.
const USER_AGENT: &str = concat!(
    "reportedly/",
    env!("CARGO_PKG_VERSION"),
    " (+https://github.com/reportedly/reportedly)"
);

/// How to fetch.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// Whether addresses of private networks may be asked.
    pub allow_private: bool,
    /// How long one answer may take in all.
    pub timeout: Duration,
    /// How long to wait between two requests to one host.
    pub pause: Duration,
}

impl From<crate::args::Network> for Manners {
    fn from(network: crate::args::Network) -> Manners {
        let crate::args::Network { allow_private, timeout, pause } = network;
        Manners { allow_private, timeout, pause }
    }
}

/// What a server gave to ask again with.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// What a server answered.
#[derive(Debug)]
pub enum Answer {
    /// What it has.
    Page(Page),
    /// That nothing has changed.
    Unchanged,
}

/// What an address gave.
#[derive(Debug)]
pub struct Page {
    /// The address behind all redirections.
    pub url: String,
    pub media_type: Option<String>,
    pub bytes: Vec<u8>,
    pub validators: Validators,
}

/// Why an address gave nothing.
#[derive(Debug)]
pub struct Refused {
    pub message: String,
    pub hint: Option<&'static str>,
    /// Whether it may be otherwise the next time.
    pub passing: bool,
    /// When the server wants to be asked again at the earliest.
    pub not_before: Option<Timestamp>,
}

impl Refused {
    fn lasting(message: String) -> Refused {
        Refused { message, hint: None, passing: false, not_before: None }
    }

    fn passing(message: String) -> Refused {
        Refused { message, hint: None, passing: true, not_before: None }
    }

    fn hint(mut self, hint: &'static str) -> Refused {
        self.hint = Some(hint);
        self
    }
}

impl From<Refused> for reportedly::Error {
    fn from(refused: Refused) -> reportedly::Error {
        reportedly::Error::input(refused.message, refused.hint)
    }
}

/// A client that remembers how each site wants to be asked.
pub struct Client {
    agent: Agent,
    manners: Manners,
    robots: HashMap<String, Robots>,
    pace: Pace,
}

/// One answer of a server, whatever its status.
struct Raw {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Client {
    /// Returns a client that has not asked anybody.
    pub fn new(manners: Manners) -> Client {
        let config = Config::builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .user_agent(USER_AGENT)
            .accept("application/atom+xml, application/rss+xml, text/html;q=0.9, */*;q=0.5")
            .accept_encoding("gzip, br")
            .max_response_header_size(64 << 10)
            .timeout_global(Some(manners.timeout))
            .timeout_connect(Some(manners.timeout.min(Duration::from_secs(10))))
            .build();
        let guard = Guard { allow_private: manners.allow_private };
        Client {
            agent: Agent::with_parts(config, DefaultConnector::default(), guard),
            manners,
            robots: HashMap::new(),
            pace: Pace::default(),
        }
    }

    /// Fetches what `address` names; with the validators of an earlier answer the server may say
    /// that nothing has changed.
    pub fn fetch(&mut self, address: &str, known: &Validators) -> Result<Answer, Refused> {
        let Some(mut url) = read::web_address(address, None) else {
            let message = format!("'{address}' is no address of the web");
            return Err(Refused::lasting(message).hint("give one such as https://bell.example/a"));
        };
        for _ in 0..=REDIRECTS {
            self.may_read(&url)?;
            let raw = self.ask(&url, known)?;
            if raw.status.is_redirection() && raw.status != StatusCode::NOT_MODIFIED {
                let location = text(&raw.headers, header::LOCATION).unwrap_or_default();
                url = read::web_address(&location, Some(&url)).ok_or_else(|| {
                    Refused::lasting(format!(
                        "'{url}' leads to '{location}', no address of the web"
                    ))
                })?;
                continue;
            }
            return answer(url, raw);
        }
        Err(Refused::lasting(format!("'{address}' leads on more than {REDIRECTS} times")))
    }

    /// Sees whether the site of `url` lets programs read it.
    fn may_read(&mut self, url: &str) -> Result<(), Refused> {
        let (site, path) = split(url);
        let robots = match self.robots.get(site) {
            Some(robots) => robots.clone(),
            None => {
                // What keeps the rules of a site from being read keeps its pages, too: the address that
                // was asked for is the one to name.
                let rules = format!("'{site}{RULES}'");
                let named = |refused: Refused| Refused {
                    message: refused.message.replace(&rules, &format!("'{url}'")),
                    ..refused
                };
                let robots = self.read_robots(site).map_err(named)?;
                self.robots.insert(site.to_owned(), robots.clone());
                robots
            }
        };
        match robots.allows(path) {
            true => Ok(()),
            false => {
                Err(Refused::lasting(format!("'{url}' may not be read by programs (robots.txt)"))
                    .hint("save the page in a browser and add the file"))
            }
        }
    }

    fn read_robots(&mut self, site: &str) -> Result<Robots, Refused> {
        let mut url = format!("{site}{RULES}");
        for _ in 0..=REDIRECTS {
            let raw = self.ask(&url, &Validators::default())?;
            if raw.status.is_redirection() {
                let location = text(&raw.headers, header::LOCATION).unwrap_or_default();
                match read::web_address(&location, Some(&url)) {
                    Some(next) => url = next,
                    None => return Ok(Robots::default()),
                }
                continue;
            }
            return Ok(match raw.status {
                status if status.is_success() => {
                    let bytes = &raw.bytes[..raw.bytes.len().min(robots::LARGEST)];
                    Robots::parse(&String::from_utf8_lossy(bytes))
                }
                // Who has no rules allows everything; who cannot tell them may have some.
                status if status.is_client_error() => Robots::default(),
                _ => Robots::closed(),
            });
        }
        Ok(Robots::default())
    }

    /// Asks once, and once more where the server says that it can wait no longer than a little.
    fn ask(&mut self, url: &str, known: &Validators) -> Result<Raw, Refused> {
        let (site, _) = split(url);
        let delay = self.robots.get(site).and_then(|robots| robots.delay).unwrap_or_default();
        let pause = self.manners.pause.max(delay.min(PATIENCE));
        let mut asked_again = false;
        loop {
            self.pace.wait(site, pause);
            let raw = self.ask_now(url, known)?;
            let busy = matches!(
                raw.status,
                StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
            );
            let after = text(&raw.headers, header::RETRY_AFTER).and_then(|told| pace::after(&told));
            match after {
                Some(wait) if busy && wait <= PATIENCE && !asked_again => {
                    asked_again = true;
                    self.pace.put_off(site, wait);
                }
                _ => return Ok(raw),
            }
        }
    }

    fn ask_now(&self, url: &str, known: &Validators) -> Result<Raw, Refused> {
        let mut request = self.agent.get(url);
        if let Some(etag) = &known.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(day) = &known.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, day);
        }
        let mut response = request.call().map_err(|error| failed(url, &error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let too_large =
            || Refused::lasting(format!("'{url}' gives more than {} MiB", LARGEST >> 20));
        if response.body().content_length().is_some_and(|length| length > LARGEST as u64) {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        let body = response.body_mut().with_config().limit(u64::MAX).reader();
        body.take(LARGEST as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| failed(url, &ureq::Error::from(error)))?;
        if bytes.len() > LARGEST {
            return Err(too_large());
        }
        if let Some(encoding) = text(&headers, header::CONTENT_ENCODING) {
            bytes = read::unpack(bytes, &encoding)
                .map_err(|what| Refused::lasting(format!("'{url}' {what}")))?;
        }
        Ok(Raw { status, headers, bytes })
    }
}

/// Returns the scheme and host of an address, and its path with the query.
fn split(url: &str) -> (&str, &str) {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url[start..].find(['/', '?']).map_or(url.len(), |at| start + at);
    (&url[..end], if url[end..].starts_with('/') { &url[end..] } else { "/" })
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.trim().to_owned()).filter(|text| !text.is_empty())
}

fn answer(url: String, raw: Raw) -> Result<Answer, Refused> {
    match raw.status {
        StatusCode::NOT_MODIFIED => Ok(Answer::Unchanged),
        status if status.is_success() => Ok(Answer::Page(Page {
            media_type: text(&raw.headers, header::CONTENT_TYPE),
            validators: Validators {
                etag: text(&raw.headers, header::ETAG),
                last_modified: text(&raw.headers, header::LAST_MODIFIED),
            },
            url,
            bytes: raw.bytes,
        })),
        status => {
            let reason = status.canonical_reason().unwrap_or("no reason given");
            let message = format!("'{url}' answers {} ({reason})", status.as_u16());
            let after = text(&raw.headers, header::RETRY_AFTER).and_then(|told| pace::after(&told));
            let passing = status.is_server_error()
                || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT);
            Err(Refused {
                message,
                hint: passing.then_some("try again later"),
                passing,
                not_before: after.and_then(|wait| Timestamp::now().checked_add(wait).ok()),
            })
        }
    }
}

/// Says why nothing came.
fn failed(url: &str, error: &ureq::Error) -> Refused {
    match error {
        ureq::Error::Io(error) if Private::of(error).is_some() => {
            let words = Private::of(error).map(ToString::to_string).unwrap_or_default();
            Refused::lasting(format!("'{url}' is not read: {words}"))
                .hint("allow it with `--allow-private` if it is yours")
        }
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Refused::passing(format!("'{url}' breaks off in the middle of its answer"))
        }
        ureq::Error::Timeout(_) => Refused::passing(format!("'{url}' takes too long to answer"))
            .hint("give it more time with `--timeout 2m`"),
        ureq::Error::HostNotFound => Refused::passing(format!("'{url}': there is no such host")),
        error => Refused::passing(format!("'{url}' cannot be fetched: {error}")),
    }
}
