//! The names of extractors, which tell which of two readings is the newer one.

/// Returns the version in the name of an extractor, or in what a person typed: its first word that
/// begins with a digit, by its numbers.
///
/// ```
/// use reportedly::ledger::version;
/// assert_eq!(version("reportedly 0.12.1 + football 0a1b2c3d"), Some(vec![0, 12, 1]));
/// assert!(version("0.9") < version("0.12.1"));
/// assert_eq!(version("by hand"), None);
/// ```
pub fn version(extractor: &str) -> Option<Vec<u64>> {
    let digits = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let word = extractor.split_whitespace().find(digits)?;
    word.split('.').map(|part| part.parse().ok()).collect()
}
