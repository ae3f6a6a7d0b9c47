//! Prints the parts of articles: `cargo run --release -p reportedly --example segments FILE...`.

use reportedly::read::{self, Input, Options};

fn main() {
    for article in read::articles(std::env::args_os().skip(1).map(Input::new), Options::default()) {
        match article {
            Ok(article) => {
                println!("== {} {:?}", article.input, article.title);
                for part in &article.segments {
                    let (kind, place) = (format!("{:?}", part.kind), part.span.start);
                    println!("{kind:<12}{place:<7}{}", part.span.of(&article.text));
                }
            }
            Err(error) => eprintln!("error: {error}\nhint: {:?}", error.hint()),
        }
    }
}
