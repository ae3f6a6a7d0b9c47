//! Matrix products for training: like those of the models, with sums in one fixed order, so that
//! a build for any processor makes the same models.

/// How many columns are summed at once.
const LANES: usize = 32;

/// How many rows are summed at once.
const ROWS: usize = 4;

/// Adds `a * b` to `out`: `a` has rows of length `inner`, `out` and `b` of length `columns`.
pub fn add_product(a: &[f32], inner: usize, b: &[f32], columns: usize, out: &mut [f32]) {
    let rows = a.len() / inner.max(1);
    let mut panel = vec![0.0f32; inner * LANES];
    let mut first = 0;
    while first < columns {
        let some = (columns - first).min(LANES);
        for (to, from) in panel.chunks_exact_mut(LANES).zip(b.chunks_exact(columns)) {
            to[..some].copy_from_slice(&from[first..first + some]);
            to[some..].fill(0.0);
        }
        let mut row = 0;
        while row < rows {
            let count = (rows - row).min(ROWS);
            let at = |r: usize| &a[(row + r.min(count - 1)) * inner..][..inner];
            let mut sums = [[0.0f32; LANES]; ROWS];
            for (r, sums) in sums.iter_mut().enumerate().take(count) {
                sums[..some].copy_from_slice(&out[(row + r) * columns + first..][..some]);
            }
            let sums = tile(&panel, [at(0), at(1), at(2), at(3)], sums);
            for (r, sums) in sums.iter().enumerate().take(count) {
                out[(row + r) * columns + first..][..some].copy_from_slice(&sums[..some]);
            }
            row += count;
        }
        first += some;
    }
}

#[inline(always)]
fn tile(
    panel: &[f32],
    rows: [&[f32]; ROWS],
    mut sums: [[f32; LANES]; ROWS],
) -> [[f32; LANES]; ROWS] {
    let inputs = rows[0].iter().zip(rows[1]).zip(rows[2]).zip(rows[3]);
    for (weights, (((&a, &b), &c), &d)) in panel.chunks_exact(LANES).zip(inputs) {
        for (sums, x) in sums.iter_mut().zip([a, b, c, d]) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += x * weight;
            }
        }
    }
    sums
}

/// Returns the transpose of a matrix with rows of length `columns`.
pub fn transposed(a: &[f32], columns: usize) -> Vec<f32> {
    let rows = a.len() / columns.max(1);
    let mut out = vec![0.0; a.len()];
    for (r, row) in a.chunks_exact(columns.max(1)).enumerate() {
        for (c, &x) in row.iter().enumerate() {
            out[c * rows + r] = x;
        }
    }
    out
}

/// Returns e to the power of `x`, the same on every machine.
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-80.0, 80.0);
    let powers = (x * std::f32::consts::LOG2_E).round();
    let rest = x - powers * 0.693_359_4 + powers * 2.121_944_4e-4;
    let series = 1.0
        + rest
            * (1.0
                + rest * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest * (1.0 / 120.0)))));
    series * f32::from_bits(((powers as i32 + 127) as u32) << 23)
}

/// Turns scores into probabilities.
pub fn softmax(scores: &mut [f32]) {
    let largest = scores.iter().fold(f32::MIN, |largest, &x| largest.max(x));
    let mut sum = 0.0;
    for x in scores.iter_mut() {
        *x = exp(*x - largest);
        sum += *x;
    }
    scores.iter_mut().for_each(|x| *x /= sum);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_agree_with_the_definition() {
        let a: Vec<f32> = (0..5 * 7).map(|i| (i as f32).sin()).collect();
        let b: Vec<f32> = (0..7 * 37).map(|i| (i as f32).cos()).collect();
        let mut out = vec![1.0; 5 * 37];
        add_product(&a, 7, &b, 37, &mut out);
        for row in 0..5 {
            for column in 0..37 {
                let mut sum = 1.0;
                for k in 0..7 {
                    sum += a[row * 7 + k] * b[k * 37 + column];
                }
                assert_eq!(out[row * 37 + column], sum);
            }
        }
    }

    #[test]
    fn the_exponential_is_close() {
        for i in -100..100 {
            let x = i as f32 * 0.37;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-4, "{x}");
        }
    }
}
