//! The style and the script of the pages, and their description for programs, inside the program.

use std::sync::LazyLock;

use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// A file that pages refer to.
pub struct Asset {
    /// Its address, with a hash of its bytes: another program has another address.
    pub href: String,
    kind: &'static str,
    bytes: &'static [u8],
}

/// How the pages look.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("page.css", "text/css; charset=utf-8", include_bytes!("../../assets/page.css"))
});

/// What keys do on the pages.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("page.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/page.js"))
});

/// The sign of the pages in a browser's tabs.
pub static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("icon.svg", "image/svg+xml", include_bytes!("../../assets/icon.svg"))
});

/// Returns the description of the pages as JSON (OpenAPI 3.1).
pub fn openapi() -> String {
    include_str!("../../assets/openapi.json")
        .replace("\"VERSION\"", concat!('"', env!("CARGO_PKG_VERSION"), '"'))
}

impl Asset {
    fn new(name: &str, kind: &'static str, bytes: &'static [u8]) -> Asset {
        // FNV-1a: it only has to tell one version from the next.
        let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Asset { href: format!("/assets/{hash:016x}/{name}"), kind, bytes }
    }
}

impl IntoResponse for &Asset {
    fn into_response(self) -> Response {
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        let kind = HeaderValue::from_static(self.kind);
        ([(CONTENT_TYPE, kind), (CACHE_CONTROL, forever)], self.bytes).into_response()
    }
}
