//! Makes the models of `crates/nlp` from the open treebanks.
fn main() {}
