//! A web server on this machine that answers as a test says: well, slowly, wrongly, without end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What was asked.
pub struct Request {
    pub path: String,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// A server; it ends with the test.
pub struct Server {
    /// Such as `http://127.0.0.1:41234`.
    pub url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server; `answer` writes what comes back for a request.
    pub fn start(answer: impl Fn(&Request, &mut TcpStream) + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (noted, answer) = (asked.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (noted, answer) = (noted.clone(), answer.clone());
                thread::spawn(move || {
                    let Ok(mut stream) = stream else { return };
                    let Some(request) = read(&stream) else { return };
                    noted.lock().unwrap().push(request.path.clone());
                    answer(&request, &mut stream);
                });
            }
        });
        Server { url, asked }
    }

    /// Returns the paths that were asked for since the last time, without `robots.txt`.
    pub fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut *self.asked.lock().unwrap());
        asked.retain(|path| path != "/robots.txt");
        asked
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream.take(64 << 10)).lines();
    let path = lines.next()?.ok()?.split(' ').nth(1)?.to_owned();
    let headers = lines
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| {
            line.split_once(':').map(|(n, v)| (n.to_lowercase(), v.trim().to_owned()))
        })
        .collect();
    Some(Request { path, headers })
}

/// Answers with a status, headers (each ended by `\r\n`) and a body.
pub fn reply(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let length = body.len();
    // Whoever asked may have gone.
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    let _ = stream.write_all(body);
}
