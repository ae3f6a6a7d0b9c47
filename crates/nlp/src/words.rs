//! Short lists of English spelling that tokens and sentences depend on.

/// Prefixes that the treebanks leave on their words: "co-star", "e-mail".
pub(crate) const PREFIXES: &[&str] = &[
    "anti", "arch", "co", "counter", "cross", "e", "ex", "extra", "inter", "intra", "macro",
    "mega", "micro", "mid", "mini", "mis", "multi", "neo", "non", "over", "pan", "post", "pre",
    "pro", "proto", "pseudo", "psycho", "quasi", "re", "semi", "socio", "sub", "super", "trans",
    "ultra", "un", "under",
];

/// What is written right after a number and is a word of its own.
pub(crate) const UNITS: &[&str] = &[
    "AM", "B", "GB", "GHz", "Hz", "K", "KB", "M", "MB", "MHz", "MW", "PM", "TB", "am", "b", "bn",
    "cc", "cm", "ft", "g", "gb", "hp", "hr", "hrs", "hz", "k", "kHz", "kW", "kb", "kg", "km",
    "kph", "lb", "lbs", "m", "mb", "mg", "min", "mins", "ml", "mm", "mn", "mph", "oz", "p", "pm",
    "pt", "pts", "sec", "sq", "t", "tb", "tn", "w", "yr", "yrs",
];

/// Abbreviations that keep their full stop, in small letters.
pub(crate) const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "apr", "approx", "arr", "assn", "asst", "attn", "aug", "ave", "bldg", "blvd",
    "brig", "bros", "ca", "calif", "capt", "cf", "ch", "cmdr", "co", "col", "colo", "conn", "corp",
    "cpl", "ct", "dec", "del", "dept", "det", "dir", "dist", "div", "dr", "ed", "eds", "esp",
    "esq", "est", "etc", "ext", "feb", "fig", "figs", "fla", "fri", "ft", "ga", "gen", "gov",
    "govt", "hon", "hwy", "ill", "inc", "ind", "insp", "intl", "jan", "jr", "kan", "ky", "la",
    "lt", "ltd", "maj", "mar", "mass", "md", "messrs", "mfg", "mgr", "mich", "minn", "misc",
    "mlle", "mme", "mo", "mon", "mont", "mr", "mrs", "ms", "msgr", "mt", "neb", "nev", "nov",
    "oct", "okla", "ont", "ore", "pa", "pfc", "ph", "pp", "pres", "prof", "pt", "pvt", "rd", "rep",
    "reps", "rev", "rt", "sat", "sec", "sen", "sens", "sept", "sgt", "sr", "st", "ste", "supt",
    "tenn", "tex", "thu", "thur", "thurs", "tue", "tues", "univ", "va", "viz", "vol", "vols", "vs",
    "wash", "wed", "wis", "wyo", "yrs",
];

/// Names of publishers and programmes that are written with an exclamation mark.
pub(crate) const SHOUTED: &[&str] = &["E", "Jeopardy", "Yahoo"];

/// Returns whether a word with a full stop inside takes one at its end too: "Ph.D", "M.Sc".
pub(crate) fn is_dotted_title(lower: &str) -> bool {
    matches!(lower, "ph.d" | "m.sc" | "b.sc" | "d.phil" | "m.phil" | "lt.gov" | "u.s" | "st.lt")
}

/// Words that are two, and where the second begins.
pub(crate) const CONTRACTIONS: &[(&str, usize)] = &[
    ("aint", 2),
    ("arent", 3),
    ("cannot", 3),
    ("cant", 2),
    ("couldnt", 5),
    ("didnt", 3),
    ("doesnt", 4),
    ("dont", 2),
    ("gimme", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("hadnt", 3),
    ("hasnt", 3),
    ("havent", 4),
    ("im", 1),
    ("isnt", 2),
    ("ive", 1),
    ("lemme", 3),
    ("shouldnt", 6),
    ("thats", 4),
    ("theres", 5),
    ("theyre", 4),
    ("wanna", 3),
    ("wasnt", 3),
    ("werent", 4),
    ("wouldnt", 5),
    ("youre", 3),
    ("youve", 3),
];

/// What addresses of the web and names of files end with.
pub(crate) const ADDRESS_ENDINGS: &[&str] = &[
    "au", "avi", "biz", "ca", "co", "com", "csv", "de", "doc", "docx", "edu", "eu", "exe", "fm",
    "fr", "gif", "gov", "htm", "html", "ie", "in", "info", "int", "io", "jpeg", "jpg", "jsp", "me",
    "mil", "mp3", "mp4", "net", "news", "nz", "org", "pdf", "php", "png", "ppt", "ru", "tv", "txt",
    "uk", "us", "wav", "xls", "xlsx", "xml", "zip",
];

/// Abbreviations that a sentence may end with.
pub(crate) const FINAL_ABBREVIATIONS: &[&str] = &[
    "a.m.", "al.", "bros.", "co.", "corp.", "d.c.", "esq.", "etc.", "inc.", "jr.", "ltd.", "m.d.",
    "p.m.", "ph.d.", "sr.", "u.k.", "u.n.", "u.s.", "u.s.a.", "l.a.", "yrs.", "st.", "ave.",
    "blvd.",
];

/// Words that often begin a sentence and, with a capital, hardly stand inside one.
pub(crate) const OPENERS: &[&str] = &[
    "a",
    "after",
    "all",
    "although",
    "an",
    "and",
    "as",
    "at",
    "because",
    "both",
    "but",
    "by",
    "despite",
    "during",
    "each",
    "for",
    "from",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "if",
    "in",
    "it",
    "its",
    "many",
    "most",
    "my",
    "no",
    "now",
    "on",
    "our",
    "previously",
    "she",
    "since",
    "so",
    "some",
    "still",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "to",
    "under",
    "until",
    "we",
    "what",
    "when",
    "where",
    "while",
    "who",
    "why",
    "with",
    "yes",
    "yet",
    "you",
    "your",
];

/// Words that begin a note in brackets on who made a picture or a report.
pub(crate) const CREDITS: &[&str] = &[
    "Additional",
    "Courtesy",
    "Credit",
    "Editing",
    "File",
    "Getty",
    "Image",
    "Images",
    "Photo",
    "Photograph",
    "Photos",
    "Picture",
    "Pictures",
    "Reporting",
    "Reuters",
    "Video",
    "Writing",
];

/// Verbs that tell who spoke, after words in quotation marks.
pub(crate) const SPEECH: &[&str] = &[
    "added",
    "announced",
    "answered",
    "asked",
    "asks",
    "began",
    "continued",
    "cried",
    "declared",
    "exclaimed",
    "explained",
    "joked",
    "laughed",
    "muttered",
    "noted",
    "posted",
    "quipped",
    "recalled",
    "remarked",
    "replied",
    "reported",
    "responded",
    "said",
    "says",
    "shouted",
    "tells",
    "told",
    "tweeted",
    "whispered",
    "wondered",
    "wrote",
    "writes",
    "yelled",
];
