//! Which addresses may be asked: those of the public internet, unless private ones are allowed.
//!
//! **Invariant:** what is checked is the address that is connected to: names are resolved here, once,
//! so that no name can mean one address when it is checked and another when it is used.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Finds the addresses of hosts, and leaves out those that are not public.
#[derive(Debug)]
pub struct Guard {
    pub allow_private: bool,
}

/// Why a host is not asked.
#[derive(Debug)]
pub struct Private(String);

impl fmt::Display for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is no public address", self.0)
    }
}

impl std::error::Error for Private {}

impl Private {
    /// Returns the words, where an error comes from here.
    pub fn of(error: &io::Error) -> Option<&Private> {
        error.get_ref()?.downcast_ref()
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        if self.allow_private {
            return Ok(found);
        }
        let mut public = self.empty();
        found.iter().filter(|at| is_public(at.ip())).for_each(|at| public.push(*at));
        if public.is_empty() {
            let host = uri.host().unwrap_or_default().to_owned();
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, Private(host)).into());
        }
        Ok(public)
    }
}

/// Returns whether an address is one of the public internet (IANA special-purpose registries).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => match within(v6) {
            Some(v4) => is_public_v4(v4),
            None => is_public_v6(v6),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let shared = a == 100 && b & 0xc0 == 64;
    let protocol = a == 192 && b == 0 && c == 0;
    let benchmark = a == 198 && b & 0xfe == 18;
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || (a == 0 || a >= 240)
        || (shared || protocol || benchmark))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    // 2000::/3 is all that is given out; of it Teredo, benchmarks and documentation are not public.
    first & 0xe000 == 0x2000
        && !(first == 0x2001 && (second < 0x200 || second == 0xdb8))
        && !(first == 0x3fff && second < 0x1000)
}

/// Returns the IPv4 address that an IPv6 address carries: mapped, compatible, translated or 6to4.
fn within(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let v4 = |high: u16, low: u16| Some(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)));
    match (a, b, c, d, e, f) {
        (0, 0, 0, 0, 0, 0 | 0xffff) if (g, h) != (0, 0) && (g, h) != (0, 1) => v4(g, h),
        (0x64, 0xff9b, 0, 0, 0, 0) => v4(g, h),
        (0x2002, high, low, ..) => v4(high, low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known_in_every_dress() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "192.0.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "fe80::1",
            "fc00::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in
            ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "2001:4860::1"]
        {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }
}
