//! Which house an outlet belongs to.
//!
//! Newsrooms of one house share copy, and often staff: what two of them say in their own voice is
//! one origin. The table `publishers.txt` is data: a line for each house, its name, a colon, and its
//! outlets by name and by domain, with semicolons between. To add a house, add a line; an outlet
//! that changed hands belongs to whoever owns it now.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::plain;

/// Returns the house that an outlet of that name or domain belongs to, where the table has it.
pub fn publisher(outlet: &str) -> Option<&'static str> {
    static HOUSES: OnceLock<HashMap<String, &str>> = OnceLock::new();
    let houses = HOUSES.get_or_init(|| {
        let lines = include_str!("publishers.txt").lines().filter(|line| !line.starts_with('#'));
        let houses = lines.filter_map(|line| line.split_once(':'));
        houses
            .flat_map(|(house, outlets)| outlets.split(';').map(move |name| (plain(name), house)))
            .collect()
    });
    houses.get(&plain(outlet)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_house_is_found_by_name_and_by_domain() {
        assert_eq!(publisher("The Sun"), publisher("thetimes.co.uk"));
        assert_eq!(publisher("USA TODAY"), Some("Gannett"));
        assert_eq!(publisher("The Daily Lamp"), None);
    }

    #[test]
    fn no_outlet_belongs_to_two_houses() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for line in include_str!("publishers.txt").lines().filter(|line| !line.starts_with('#')) {
            let (house, outlets) =
                line.split_once(':').expect("a line names a house, then outlets");
            for outlet in outlets.split(';').map(plain) {
                assert!(!outlet.is_empty(), "{house} has an outlet without a name");
                let other = seen.insert(outlet.clone(), house);
                assert_eq!(other, None, "'{outlet}' belongs to {house} too");
            }
        }
    }
}
