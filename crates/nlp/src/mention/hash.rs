//! A fixed hash: the same on every machine and in every version, since models are keyed by it.

/// Mixes numbers into one of 32 bits.
#[derive(Clone, Copy, Debug)]
pub struct Hasher(u64);

impl Hasher {
    /// Returns a hasher that has seen `seed`.
    pub fn new(seed: u32) -> Hasher {
        Hasher(0xcbf2_9ce4_8422_2325).with(seed)
    }

    /// Returns the hasher after one more number.
    #[inline]
    pub fn with(self, number: u32) -> Hasher {
        Hasher((self.0.rotate_left(23) ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// Returns the hash of all numbers seen.
    #[inline]
    pub fn finish(self) -> u32 {
        ((self.0 ^ (self.0 >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32
    }
}

/// Returns the hash of some characters.
pub fn of_chars(chars: impl Iterator<Item = char>) -> u32 {
    chars.fold(Hasher::new(1), |hasher, c| hasher.with(c as u32)).finish()
}

/// Returns the hash of a word.
pub fn of(word: &str) -> u32 {
    of_chars(word.chars())
}

/// Returns the hash of a word in small letters, typographic apostrophes made plain.
pub fn of_lower(word: &str) -> u32 {
    of_chars(word.chars().map(plain).flat_map(char::to_lowercase))
}

/// Returns the plain apostrophe for a typographic one.
pub fn plain(c: char) -> char {
    if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c }
}
