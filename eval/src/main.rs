//! Scores every stage and the whole against gold.
fn main() {}
