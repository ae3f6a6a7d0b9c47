//! The few numeric operations that the models need, with exact results.
//!
//! Every sum is taken in one fixed order with separately rounded products, so the same model gives
//! the same bits with any vector width, on x86-64 and aarch64 alike. Training uses the same
//! operations, which is why they are public.

pub(crate) mod wide;

/// How many columns of a matrix lie side by side in memory.
const LANES: usize = 16;

/// How many rows are multiplied at once: with the lanes above, what fits into the registers of any
/// 64-bit processor.
const ROWS: usize = 2;

/// The same where registers are twice as wide.
const WIDE_ROWS: usize = 4;

/// A matrix laid out for [`Matrix::multiply`], with a bias per output.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    inputs: usize,
    outputs: usize,
    /// Panels of `LANES` columns: all inputs of the first outputs, then of the next.
    panels: Vec<f32>,
    bias: Vec<f32>,
}

impl Matrix {
    /// Packs a row-major matrix of `inputs` rows.
    ///
    /// Without a bias of its own it starts from zero; missing weights count as zero.
    pub fn new(inputs: usize, weights: &[f32], bias: &[f32]) -> Matrix {
        let outputs = weights.len().checked_div(inputs).unwrap_or(0);
        let width = outputs.next_multiple_of(LANES);
        let mut panels = vec![0.0; inputs * width];
        for (input, row) in weights.chunks_exact(outputs.max(1)).enumerate().take(inputs) {
            for (output, &weight) in row.iter().enumerate() {
                let panel = output / LANES;
                panels[(panel * inputs + input) * LANES + output % LANES] = weight;
            }
        }
        let mut bias = bias.to_vec();
        bias.resize(width, 0.0);
        Matrix { inputs, outputs: width, panels, bias }
    }

    /// Returns the length of an input row.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Returns the length of an output row: a multiple of sixteen, the rest filled with zeros.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Writes `bias + input * weights` for `rows` rows into `out`.
    ///
    /// Rows of the input begin `stride` apart and may overlap, which makes a convolution of it.
    pub fn multiply(&self, input: &[f32], stride: usize, rows: usize, out: &mut [f32]) {
        if wide::has_wide_registers() {
            wide::run(
                #[inline(always)]
                || self.multiply_by::<WIDE_ROWS>(input, stride, rows, out),
            );
        } else {
            self.multiply_by::<ROWS>(input, stride, rows, out);
        }
    }

    #[inline(always)]
    fn multiply_by<const AT_ONCE: usize>(
        &self,
        input: &[f32],
        stride: usize,
        rows: usize,
        out: &mut [f32],
    ) {
        for (panel, bias) in self.bias.chunks_exact(LANES).enumerate() {
            let size = self.inputs * LANES;
            let weights = &self.panels[panel * size..][..size];
            let mut row = 0;
            while row < rows {
                let some = (rows - row).min(AT_ONCE);
                let at = |r: usize| &input[(row + r.min(some - 1)) * stride..][..self.inputs];
                let sums = tile::<AT_ONCE>(weights, std::array::from_fn(at), bias);
                for (r, sums) in sums.iter().enumerate().take(some) {
                    out[(row + r) * self.outputs + panel * LANES..][..LANES].copy_from_slice(sums);
                }
                row += some;
            }
        }
    }
}

/// Multiplies a few rows by a panel: small enough to stay in registers.
#[inline(always)]
fn tile<const AT_ONCE: usize>(
    weights: &[f32],
    rows: [&[f32]; AT_ONCE],
    bias: &[f32],
) -> [[f32; LANES]; AT_ONCE] {
    let mut start = [0.0; LANES];
    start.copy_from_slice(bias);
    let rows = rows.map(|row| &row[..weights.len() / LANES]);
    let mut sums = [start; AT_ONCE];
    for (input, weights) in weights.chunks_exact(LANES).enumerate() {
        #[allow(clippy::needless_range_loop, reason = "counted loops are unrolled into registers")]
        for row in 0..AT_ONCE {
            let x = rows[row][input];
            for lane in 0..LANES {
                sums[row][lane] += x * weights[lane];
            }
        }
    }
    sums
}

/// Returns the hyperbolic tangent to about four digits, by a quotient of polynomials.
///
/// The standard library's differs between machines.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.97, 4.97);
    let square = x * x;
    let above = x * (135_135.0 + square * (17_325.0 + square * (378.0 + square)));
    let below = 135_135.0 + square * (62_370.0 + square * (3_150.0 + square * 28.0));
    (above / below).clamp(-1.0, 1.0)
}

/// Returns the logistic function, from [`tanh`].
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// Returns where the largest value is: the first of several.
pub fn argmax(values: &[f32]) -> usize {
    let mut best = 0;
    for (i, &value) in values.iter().enumerate() {
        if value > values[best] {
            best = i;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_the_sum_in_order() {
        let weights: Vec<f32> = (0..6 * 11).map(|i| (i as f32 * 0.37).sin()).collect();
        let matrix = Matrix::new(6, &weights, &[0.5; 11]);
        let input: Vec<f32> = (0..7 * 6).map(|i| (i as f32 * 0.11).cos()).collect();
        let mut out = vec![0.0; 7 * matrix.outputs()];
        matrix.multiply(&input, 6, 7, &mut out);
        for row in 0..7 {
            for column in 0..11 {
                let mut sum = 0.5;
                for k in 0..6 {
                    sum += input[row * 6 + k] * weights[k * 11 + column];
                }
                assert_eq!(out[row * matrix.outputs() + column].to_bits(), f32::to_bits(sum));
            }
        }
    }

    #[test]
    fn wide_registers_change_no_bit() {
        let weights: Vec<f32> = (0..24 * 40).map(|i| (i as f32 * 0.73).sin()).collect();
        let input: Vec<f32> = (0..11 * 24).map(|i| (i as f32 * 0.19).cos()).collect();
        let matrix = Matrix::new(24, &weights, &[0.1; 40]);
        let (mut narrow, mut wide) = (vec![0.0; 11 * matrix.outputs()], Vec::new());
        wide.resize(narrow.len(), 0.0);
        matrix.multiply_by::<ROWS>(&input, 24, 11, &mut narrow);
        matrix.multiply(&input, 24, 11, &mut wide);
        let bits = |numbers: &[f32]| numbers.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&narrow), bits(&wide));
    }

    #[test]
    fn the_tangent_is_close_and_bounded() {
        for i in -200..=200 {
            let x = i as f32 * 0.05;
            assert!((tanh(x) - x.tanh()).abs() < 5e-4, "{x}");
            assert!(tanh(x).abs() <= 1.0);
        }
    }
}
