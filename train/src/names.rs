//! Trains the model that finds names, and packs the lists that it looks words up in.
//!
//! The corpora disagree on what they label. A corpus that leaves something open (works in one that
//! marks people, organisations and places alone) trains with the label left open: the model is
//! pulled towards all labelings that its annotation allows, not towards one of them.

mod chain;
mod clusters;
mod corpus;
mod lists;

use std::collections::HashMap;
use std::io;
use std::path::Path;

use reportedly_nlp::mention::feature::{self, Features, Habits, Word};
use reportedly_nlp::mention::gazetteer::Gazetteer;
use reportedly_nlp::mention::tagger::{Class, LABELS, NAMED, Name, Tagger};

use chain::{Chain, Example};
use corpus::Article;

/// Features seen more rarely are left out.
const RARE: u32 = 2;
/// How often the corpora are read.
const EPOCHS: usize = 4;
/// The number of features that the model keeps.
const KEPT: usize = 55_000;
/// Weights smaller than this, of 127 steps, are left out.
const LEAST: i8 = 2;

/// Returns the model file.
pub fn train(data: &Path) -> io::Result<Vec<u8>> {
    let entries = lists::read(data)?;
    let clusters = clusters::clusters(data)?;
    let articles = corpus::training(data)?;
    let held_out = corpus::held_out(data)?;
    let mut packed = entries.pack(&clusters);
    println!("open lists: {} bytes", packed.len());
    let gazetteer = Gazetteer::decode(&mut packed.as_slice()).expect("lists decode");
    packed.extend(learn(&articles, &held_out, &gazetteer));
    Ok(packed)
}

/// Returns a model that has read `articles`, and prints how it does on those held out.
fn learn(
    articles: &[Article],
    held_out: &[(&str, Vec<Article>)],
    gazetteer: &Gazetteer,
) -> Vec<u8> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for article in articles {
        each_sentence(article, gazetteer, |features, words, _| {
            for word in 0..words {
                for &hash in features.of(word) {
                    *counts.entry(hash).or_default() += 1;
                }
            }
        });
    }
    counts.retain(|_, count| *count >= RARE);
    let mut hashes: Vec<u32> = counts.into_keys().collect();
    hashes.sort_unstable();
    let rows: HashMap<u32, u32> = hashes.iter().copied().zip(0..).collect();
    let mut examples = Vec::new();
    for article in articles {
        each_sentence(article, gazetteer, |features, words, sentence| {
            let mut example = Example::new(sentence.allowed.clone(), article.weight);
            for word in 0..words {
                example.push(features.of(word).iter().filter_map(|hash| rows.get(hash)));
            }
            examples.push(example);
        });
    }
    println!("{} sentences, {} features", examples.len(), hashes.len());
    let mut chain = Chain::new(hashes.len());
    for epoch in 1..=EPOCHS {
        let loss = chain.epoch(&mut examples, epoch, EPOCHS);
        println!("epoch {epoch}: loss {loss:.4}");
    }
    let model = quantise(&chain, &hashes);
    let tagger = Tagger::decode(&mut model.as_slice()).expect("model decodes");
    println!("{} bytes", model.len());
    for (name, articles) in held_out {
        println!("  {name}: {}", score(articles, &tagger, gazetteer));
    }
    model
}

/// Calls `each` with the features, the number of words and the annotation of every sentence.
fn each_sentence(
    article: &Article,
    gazetteer: &Gazetteer,
    mut each: impl FnMut(&Features, usize, &corpus::Sentence),
) {
    let (sentences, habits) = words(article, gazetteer);
    let mut features = Features::default();
    for (words, sentence) in sentences.iter().zip(&article.sentences) {
        features.collect(words, &habits);
        each(&features, words.len(), sentence);
    }
}

fn words(article: &Article, gazetteer: &Gazetteer) -> (Vec<Vec<Word>>, Habits) {
    let sentences: Vec<Vec<Word>> = article
        .sentences
        .iter()
        .map(|sentence| {
            let mut words: Vec<Word> =
                sentence.words.iter().map(|form| Word::new(form, 0, gazetteer)).collect();
            feature::mark_phrases(&mut words, gazetteer);
            words
        })
        .collect();
    let habits = Habits::new(sentences.iter().map(Vec::as_slice));
    (sentences, habits)
}

/// Packs the weights as whole numbers of one byte, the largest 127, and drops the least useful rows.
fn quantise(chain: &Chain, hashes: &[u32]) -> Vec<u8> {
    let (weights, moves) = chain.weights();
    let largest = weights.iter().fold(0f32, |most, weight| most.max(weight.abs()));
    let scale = 127.0 / largest.max(1e-6);
    let mut rows: Vec<(u32, [i8; NAMED])> = Vec::new();
    for (&hash, row) in hashes.iter().zip(weights.chunks_exact(NAMED)) {
        let row: [i8; NAMED] = std::array::from_fn(|label| (row[label] * scale).round() as i8);
        let row = row.map(|w| if w.abs() < LEAST { 0 } else { w });
        rows.push((hash, row));
    }
    let use_of = |row: &[i8; NAMED]| row.iter().map(|&w| i32::from(w).pow(2)).sum::<i32>();
    rows.sort_by_key(|(hash, row)| (-use_of(row), *hash));
    rows.truncate(KEPT);
    rows.retain(|(_, row)| use_of(row) > 0);
    rows.sort_by_key(|(hash, _)| *hash);
    let moves: [[i32; LABELS]; LABELS + 1] = std::array::from_fn(|before| {
        std::array::from_fn(|after| (moves[before][after] * scale).round() as i32)
    });
    let mut bytes = Vec::new();
    Tagger::encode(&rows, &moves, &mut bytes);
    bytes
}

fn score(articles: &[Article], tagger: &Tagger, gazetteer: &Gazetteer) -> String {
    let mut counts = [[0usize; 3]; 5];
    let mut spans = [0usize; 3];
    for article in articles {
        let (sentences, habits) = words(article, gazetteer);
        let all = tagger.tag(&sentences, &habits);
        for (found, sentence) in all.iter().zip(&article.sentences) {
            let classes = |name: &&Name| article.classes.contains(&name.class);
            let found: Vec<Name> = found.iter().filter(classes).copied().collect();
            for name in &found {
                counts[name.class as usize][0] += 1;
                spans[0] += 1;
                if sentence.names.contains(name) {
                    counts[name.class as usize][2] += 1;
                }
                let same = |gold: &&Name| gold.start == name.start && gold.end == name.end;
                spans[2] += usize::from(sentence.names.iter().find(same).is_some());
            }
            for name in &sentence.names {
                counts[name.class as usize][1] += 1;
                spans[1] += 1;
            }
        }
    }
    let f1 = |[found, gold, right]: [usize; 3]| 200.0 * right as f64 / (found + gold).max(1) as f64;
    let total = counts.iter().fold([0; 3], |sum, c| [sum[0] + c[0], sum[1] + c[1], sum[2] + c[2]]);
    let mut line = format!(
        "all {:.2} (P {:.1} R {:.1}) untyped {:.2}",
        f1(total),
        100.0 * total[2] as f64 / total[0].max(1) as f64,
        100.0 * total[2] as f64 / total[1].max(1) as f64,
        f1(spans)
    );
    for class in Class::ALL {
        if article_has(articles, class) {
            line += &format!(" {class:?} {:.2}", f1(counts[class as usize]));
        }
    }
    line
}

fn article_has(articles: &[Article], class: Class) -> bool {
    articles.first().is_some_and(|article| article.classes.contains(&class))
}
