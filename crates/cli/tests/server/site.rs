//! A server with a ledger of its own, and a client that asks it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{env, fs};

use serde_json::Value;

/// A server with a ledger in a folder of its own; both are gone at the end.
pub struct Site {
    pub addr: SocketAddr,
    pub folder: PathBuf,
    server: Child,
}

/// What a server answered.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

static SITES: AtomicUsize = AtomicUsize::new(0);

impl Site {
    /// Serves the ledger of the demo.
    pub fn demo() -> Site {
        Site::with(&[], demo)
    }

    /// Serves what `fill` puts into the ledger, with the options of `serve` that are given.
    pub fn with(options: &[&str], fill: impl FnOnce(&Path)) -> Site {
        let number = SITES.fetch_add(1, Ordering::Relaxed);
        let name = format!("reportedly-server-{}-{number}", std::process::id());
        let folder = env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fill(&folder.join("ledger.db"));
        let mut server = command(&folder.join("ledger.db"))
            .args(["serve", "--addr", "127.0.0.1:0"])
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let addr = line.rsplit_once("http://").expect(&line).1.trim().trim_end_matches('/');
        Site { addr: addr.parse().unwrap(), folder, server }
    }

    /// Adds an article, as text, to the ledger that is being served.
    pub fn add(&self, name: &str, text: &str) {
        let file = self.folder.join(name);
        fs::write(&file, text).unwrap();
        assert!(self.run(&["add", file.to_str().unwrap()]).status.success(), "{name}");
    }

    /// Runs a command on the ledger.
    pub fn run(&self, arguments: &[&str]) -> Output {
        reportedly(&self.folder.join("ledger.db"), arguments)
    }

    /// Returns what a command prints as JSON.
    pub fn printed(&self, arguments: &[&str]) -> Vec<Value> {
        let output = self.run(&[arguments, &["--json"]].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Asks for a page.
    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[])
    }

    /// Asks for a page that must be there.
    pub fn page(&self, path: &str) -> String {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        reply.body
    }

    /// Asks for JSON that must be there.
    pub fn json(&self, path: &str) -> Value {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        assert_eq!(reply.header("content-type"), "application/json", "{path}");
        serde_json::from_str(&reply.body).unwrap()
    }

    /// Asks with a method and headers of one's own; a header without a value is not sent.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let mut request = format!("{method} {path} HTTP/1.1\r\n");
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            request.push_str(&format!("Host: {}\r\n", self.addr));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("Connection: close\r\n\r\n");
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        Reply::read(&mut stream)
    }

    /// Opens a connection.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.addr).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Tells the server to stop, and returns how it ended.
    pub fn stop(&mut self) -> Option<i32> {
        let id = self.server.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.server.wait().unwrap().code()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Reply {
    /// Reads an answer to its end.
    pub fn read(stream: &mut impl Read) -> Reply {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap_or("0");
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Reply { status: status.parse().unwrap(), headers: headers.collect(), body: body.to_owned() }
    }

    /// Returns a header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }

    /// Returns the body as JSON.
    pub fn problem(&self) -> Value {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.body);
        serde_json::from_str(&self.body).unwrap()
    }
}

/// Puts the ledger of the demo at `db`; it is made once.
pub fn demo(db: &Path) {
    static LEDGER: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let name = format!("reportedly-server-demo-{}.db", std::process::id());
        let file = env::temp_dir().join(name);
        let made = reportedly(&file, &["demo", "--keep", file.to_str().unwrap()]);
        assert!(made.status.success());
        let ledger = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        ledger
    });
    fs::write(db, &*LEDGER).unwrap();
}

/// Returns the program on a ledger.
pub fn command(db: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reportedly"));
    command
        .arg("--db")
        .arg(db)
        .env("SOURCE_DATE_EPOCH", "1646092800")
        .env_remove("REPORTEDLY_TOKEN")
        .env_remove("REPORTEDLY_DB")
        .stderr(Stdio::inherit());
    command
}

/// Runs the program on a ledger.
pub fn reportedly(db: &Path, arguments: &[&str]) -> Output {
    command(db).args(arguments).stderr(Stdio::piped()).output().unwrap()
}

/// Returns the words of a page as a browser shows them, without those that only its readers for
/// the blind hear, and without the numbers of claims.
pub fn text(page: &str) -> String {
    let mut shown = String::new();
    let mut rest = page;
    while let Some((words, tag)) = rest.split_once('<') {
        shown.push_str(words);
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        rest = match () {
            () if tag.contains("class=\"hid\"") => {
                let end = format!("</{}>", tag.split(' ').next().unwrap_or_default());
                after.split_once(end.as_str()).map_or("", |(_, rest)| rest)
            }
            () if tag.starts_with("a class=\"num") => {
                after.split_once("</a>").map_or("", |(_, rest)| rest)
            }
            () => after,
        };
    }
    shown.push_str(rest);
    let plain = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    plain.iter().fold(shown, |text, (coded, plain)| text.replace(coded, plain))
}
