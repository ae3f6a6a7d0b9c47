//! Lists of names that the statistical tagger looks words up in.
//!
//! A list is kept as the hashes of its entries: it can say that it holds a name, not which names
//! it holds. Made by `cargo run -p train -- names` from open lists.
//!
//! **Invariant:** looking up never allocates, and costs the same however long the list is.

use super::hash::Hasher;

/// What a list holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u8)]
pub enum List {
    /// First names, one word each.
    FirstName,
    /// Family names, one word each.
    LastName,
    /// "Mr.", "President", "Sir".
    Honorific,
    /// "actor", "spokesman": one word each.
    Occupation,
    /// "Australian", "Germans".
    Nationality,
    /// Countries and their parts.
    Country,
    /// Towns.
    Town,
    /// Newspapers.
    Newspaper,
    /// Companies.
    Company,
    /// Films.
    Film,
    /// Television shows.
    Show,
    /// People by full name.
    Person,
    /// What running text mostly calls a person.
    LikePerson,
    /// What running text mostly calls an organisation.
    LikeOrganisation,
    /// What running text mostly calls a place.
    LikePlace,
    /// What running text mostly calls a work.
    LikeWork,
    /// What running text mostly uses as another name.
    LikeOther,
}

impl List {
    /// Every list, in the order of their bits.
    pub const ALL: &[List] = &[
        List::FirstName,
        List::LastName,
        List::Honorific,
        List::Occupation,
        List::Nationality,
        List::Country,
        List::Town,
        List::Newspaper,
        List::Company,
        List::Film,
        List::Show,
        List::Person,
        List::LikePerson,
        List::LikeOrganisation,
        List::LikePlace,
        List::LikeWork,
        List::LikeOther,
    ];

    /// Returns the bit that stands for the list in a [`Lists`].
    pub const fn bit(self) -> Lists {
        1 << self as u8
    }
}

/// A set of lists, as bits.
pub type Lists = u32;

/// The lists made from running text.
pub const LIKE: Lists = !(List::LikePerson.bit() - 1);

/// The longest entry in words that is looked up.
pub const LONGEST: usize = 7;

/// All lists, hashed.
#[derive(Debug, Default)]
pub struct Gazetteer {
    /// Open addressing: hash of the entry and the lists that hold it; no list, no entry.
    slots: Vec<(u32, Lists)>,
    clusters: Clusters,
}

/// Words sorted by what stands around them in running text.
#[derive(Debug, Default)]
struct Clusters {
    /// Open addressing: hash of the form and its fine cluster; 0 is an empty slot.
    slots: Vec<(u32, u16)>,
    /// The coarse cluster of every fine one.
    coarse: Vec<u16>,
}

/// Returns the hash of an entry of several words, told one word at a time.
#[derive(Clone, Copy, Debug)]
pub struct Entry(Hasher);

impl Entry {
    /// Returns the entry of no words.
    pub fn start() -> Entry {
        Entry(Hasher::new(0x6a2e))
    }

    /// Returns the entry with one more word: the hash of its small letters.
    pub fn with(self, lower: u32) -> Entry {
        Entry(self.0.with(lower))
    }

    /// Returns the hash that the lists know it by.
    pub fn hash(self) -> u32 {
        self.0.finish()
    }
}

impl Gazetteer {
    /// Reads what [`Gazetteer::encode`] wrote; gives up silently on anything else.
    pub fn decode(bytes: &mut &[u8]) -> Option<Gazetteer> {
        let count = take_varint(bytes)? as usize;
        if count > bytes.len() {
            return None;
        }
        let mut slots = vec![(0, 0); (count * 2).next_power_of_two().max(16)];
        let mask = slots.len() - 1;
        let mut hash = 0u32;
        for _ in 0..count {
            hash = hash.wrapping_add(take_varint(bytes)?);
            let lists = take_varint(bytes)?;
            let mut at = hash as usize & mask;
            while slots[at].1 != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = (hash, lists);
        }
        let clusters = Clusters::decode(bytes)?;
        Some(Gazetteer { slots, clusters })
    }

    /// Writes the entries and the fine clusters of words, both sorted by hash and holding each hash
    /// once, and the coarse cluster of every fine one; clusters are numbered from 1.
    pub fn encode(
        entries: &[(u32, Lists)],
        words: &[(u32, u16)],
        coarse: &[u16],
        bytes: &mut Vec<u8>,
    ) {
        put_varint(bytes, entries.len() as u32);
        let mut last = 0;
        for &(hash, lists) in entries {
            put_varint(bytes, hash - last);
            put_varint(bytes, lists);
            last = hash;
        }
        put_varint(bytes, coarse.len() as u32);
        for &cluster in coarse {
            put_varint(bytes, u32::from(cluster));
        }
        put_varint(bytes, words.len() as u32);
        last = 0;
        for &(hash, cluster) in words {
            put_varint(bytes, hash - last);
            put_varint(bytes, u32::from(cluster));
            last = hash;
        }
    }

    /// Returns the coarse and the fine cluster of a form by its hash, if it is known.
    pub fn clusters(&self, form: u32) -> Option<[u16; 2]> {
        let Clusters { slots, coarse } = &self.clusters;
        let mask = slots.len().checked_sub(1)?;
        let mut at = form as usize & mask;
        loop {
            match slots[at] {
                (_, 0) => return None,
                (found, fine) if found == form => {
                    return Some([coarse.get(usize::from(fine) - 1).copied().unwrap_or(0), fine]);
                }
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Returns the lists that hold the entry of that hash.
    pub fn lists(&self, hash: u32) -> Lists {
        if self.slots.is_empty() {
            return 0;
        }
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                (_, 0) => return 0,
                (found, lists) if found == hash => return lists,
                _ => at = (at + 1) & mask,
            }
        }
    }
}

impl Clusters {
    fn decode(bytes: &mut &[u8]) -> Option<Clusters> {
        let mut coarse = Vec::new();
        for _ in 0..take_varint(bytes)? {
            coarse.push(take_varint(bytes)? as u16);
        }
        let count = take_varint(bytes)? as usize;
        if count > bytes.len() {
            return None;
        }
        let mut slots = vec![(0, 0); (count * 2).next_power_of_two().max(16)];
        let mask = slots.len() - 1;
        let mut hash = 0u32;
        for _ in 0..count {
            hash = hash.wrapping_add(take_varint(bytes)?);
            let cluster = take_varint(bytes)? as u16;
            let mut at = hash as usize & mask;
            while slots[at].1 != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = (hash, cluster);
        }
        Some(Clusters { slots, coarse })
    }
}

/// Writes a number in as few bytes as it needs, seven bits each.
pub fn put_varint(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Reads a number that [`put_varint`] wrote.
pub fn take_varint(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_found_in_its_lists_only() {
        let mut bytes = Vec::new();
        Gazetteer::encode(
            &[(7, 3), (300, 8), (u32::MAX, 1)],
            &[(9, 2), (80, 1)],
            &[1, 1],
            &mut bytes,
        );
        let gazetteer = Gazetteer::decode(&mut bytes.as_slice()).unwrap();
        assert_eq!([7, 300, u32::MAX, 8].map(|hash| gazetteer.lists(hash)), [3, 8, 1, 0]);
        assert_eq!(
            [9, 80, 7].map(|form| gazetteer.clusters(form)),
            [Some([1, 2]), Some([1, 1]), None]
        );
    }

    #[test]
    fn other_bytes_are_no_gazetteer() {
        assert!(Gazetteer::decode(&mut [200, 1, 4].as_slice()).is_none());
        assert!(Gazetteer::decode(&mut [].as_slice()).is_none());
    }
}
