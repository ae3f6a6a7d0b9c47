//! The closed sets of labels that the treebanks use: UPOS, XPOS and dependency relations.

/// Makes a label set: an enum whose variants print as, and parse from, the labels of the treebank.
macro_rules! labels {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $label:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
        #[allow(missing_docs, reason = "the label itself is the documentation")]
        pub enum $name { $($variant,)* }

        impl $name {
            /// Every label, in the order in which models number them.
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// Returns the label as the treebanks write it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $label,)* }
            }

            /// Returns the label of that name, if the set has it.
            pub fn from_label(label: &str) -> Option<$name> {
                match label { $($label => Some($name::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

labels! {
    /// A universal part of speech (<https://universaldependencies.org/u/pos/>).
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET",
        Intj = "INTJ", Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN",
        Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

labels! {
    /// A part of speech of the Penn tag set, as the English UD treebanks extend it.
    Xpos {
        Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", Fw = "FW", In = "IN", Jj = "JJ", Jjr = "JJR",
        Jjs = "JJS", Ls = "LS", Md = "MD", Nn = "NN", Nns = "NNS", Nnp = "NNP", Nnps = "NNPS",
        Pdt = "PDT", Pos = "POS", Prp = "PRP", PrpPoss = "PRP$", Rb = "RB", Rbr = "RBR",
        Rbs = "RBS", Rp = "RP", Sym = "SYM", To = "TO", Uh = "UH", Vb = "VB", Vbd = "VBD",
        Vbg = "VBG", Vbn = "VBN", Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT", Wp = "WP",
        WpPoss = "WP$", Wrb = "WRB", Add = "ADD", Afx = "AFX", Gw = "GW", Hyph = "HYPH",
        Nfp = "NFP", Dollar = "$", OpenQuote = "``", CloseQuote = "''", Lrb = "-LRB-",
        Rrb = "-RRB-", Comma = ",", Stop = ".", Colon = ":",
    }
}

labels! {
    /// A dependency relation of UD English (<https://universaldependencies.org/en/dep/>).
    Deprel {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl",
        Advmod = "advmod", Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass",
        Case = "case", Cc = "cc", CcPreconj = "cc:preconj", Ccomp = "ccomp",
        Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop",
        Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass", Dep = "dep",
        Det = "det", DetPredet = "det:predet", Discourse = "discourse",
        Dislocated = "dislocated", Expl = "expl", Fixed = "fixed", Flat = "flat",
        Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod",
        NmodDesc = "nmod:desc", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked",
        Nsubj = "nsubj", NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass",
        Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent",
        OblUnmarked = "obl:unmarked", Orphan = "orphan", Parataxis = "parataxis",
        Punct = "punct", Reparandum = "reparandum", Root = "root", Vocative = "vocative",
        Xcomp = "xcomp",
    }
}

impl Deprel {
    /// Returns the relation without its subtype: `nsubj` for `nsubj:pass`.
    pub fn universal(self) -> Deprel {
        let label = self.as_str();
        let universal = label.split_once(':').map_or(label, |(universal, _)| universal);
        Deprel::from_label(universal).unwrap_or(self)
    }

    /// Returns whether the dependent is a subject of any kind.
    pub fn is_subject(self) -> bool {
        use Deprel::*;
        matches!(self, Nsubj | NsubjPass | NsubjOuter | Csubj | CsubjPass | CsubjOuter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_parses_back() {
        assert!(Upos::ALL.iter().all(|l| Upos::from_label(l.as_str()) == Some(*l)));
        assert!(Xpos::ALL.iter().all(|l| Xpos::from_label(l.as_str()) == Some(*l)));
        assert!(Deprel::ALL.iter().all(|l| Deprel::from_label(l.as_str()) == Some(*l)));
    }

    #[test]
    fn a_subtype_has_a_universal_relation() {
        assert_eq!(Deprel::NsubjPass.universal(), Deprel::Nsubj);
        assert_eq!(Deprel::NmodUnmarked.universal(), Deprel::Nmod);
    }
}
