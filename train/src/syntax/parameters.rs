//! The numbers that are learned, and how they move.

use crate::rng::Rng;

/// A table of numbers with its gradient and what Adam remembers of it.
#[derive(Clone, Debug, Default)]
pub struct Tensor {
    /// The length of a row.
    pub width: usize,
    /// The numbers, row by row.
    pub data: Vec<f32>,
    /// What the loss asks of them.
    pub gradient: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
    /// For tables of which a batch sees few rows: the rows that this one saw.
    touched: Option<Vec<u32>>,
    is_touched: Vec<bool>,
}

impl Tensor {
    /// Returns a table of random numbers within `bound` of zero.
    pub fn random(rows: usize, width: usize, bound: f32, rng: &mut Rng) -> Tensor {
        let data: Vec<f32> = (0..rows * width).map(|_| (rng.unit() * 2.0 - 1.0) * bound).collect();
        Tensor::from(width, data)
    }

    /// Returns weights from `inputs` to `outputs` in the usual range.
    pub fn weights(inputs: usize, outputs: usize, rng: &mut Rng) -> Tensor {
        let bound = (6.0 / (inputs + outputs) as f32).sqrt();
        Tensor::random(inputs, outputs, bound, rng)
    }

    /// Returns a row of equal numbers.
    pub fn filled(width: usize, value: f32) -> Tensor {
        Tensor::from(width, vec![value; width])
    }

    fn from(width: usize, data: Vec<f32>) -> Tensor {
        let zeros = vec![0.0; data.len()];
        Tensor {
            width,
            gradient: zeros.clone(),
            mean: zeros.clone(),
            square: zeros,
            data,
            touched: None,
            is_touched: Vec::new(),
        }
    }

    /// Makes it a table of which a batch sees few rows.
    pub fn sparse(mut self) -> Tensor {
        self.touched = Some(Vec::new());
        self.is_touched = vec![false; self.data.len() / self.width];
        self
    }

    /// Returns a row.
    pub fn row(&self, row: usize) -> &[f32] {
        &self.data[row * self.width..][..self.width]
    }

    /// Adds `change` to the gradient of a row.
    pub fn touch(&mut self, row: usize, change: &[f32]) {
        if let Some(touched) = &mut self.touched
            && !self.is_touched[row]
        {
            self.is_touched[row] = true;
            touched.push(row as u32);
        }
        for (g, c) in self.gradient[row * self.width..][..self.width].iter_mut().zip(change) {
            *g += c;
        }
    }

    /// Returns the sum of the squares of the gradient.
    pub fn gradient_square(&self) -> f32 {
        let sum = |numbers: &[f32]| {
            let mut lanes = [0.0f32; 16];
            for chunk in numbers.chunks(16) {
                for (lane, x) in lanes.iter_mut().zip(chunk) {
                    *lane += x * x;
                }
            }
            lanes.iter().sum::<f32>()
        };
        match &self.touched {
            None => sum(&self.gradient),
            Some(rows) => rows
                .iter()
                .map(|&row| sum(&self.gradient[row as usize * self.width..][..self.width]))
                .sum(),
        }
    }

    /// Moves the numbers one step and forgets the gradient.
    pub fn step(&mut self, adam: &Adam, scale: f32) {
        let length = self.data.len();
        let (rate, b1, b2) = (adam.step_rate(), Adam::MEAN, Adam::SQUARE);
        let mut update = |from: usize, to: usize| {
            let numbers = self.data[from..to].iter_mut().zip(&mut self.gradient[from..to]);
            let memory = self.mean[from..to].iter_mut().zip(&mut self.square[from..to]);
            for ((x, gradient), (mean, square)) in numbers.zip(memory) {
                let g = *gradient * scale;
                *mean += (1.0 - b1) * (g - *mean);
                *square += (1.0 - b2) * (g * g - *square);
                *x -= rate * *mean / (square.sqrt() + 1e-8);
                *gradient = 0.0;
            }
        };
        match &mut self.touched {
            None => update(0, length),
            Some(rows) => {
                rows.sort_unstable();
                for row in rows.drain(..) {
                    let start = row as usize * self.width;
                    update(start, start + self.width);
                    self.is_touched[row as usize] = false;
                }
            }
        }
    }
}

/// Adam's settings and its count of steps.
#[derive(Clone, Debug)]
pub struct Adam {
    /// How far a step goes.
    pub rate: f32,
    mean_power: f32,
    square_power: f32,
}

impl Default for Adam {
    fn default() -> Adam {
        Adam { rate: 0.0, mean_power: 1.0, square_power: 1.0 }
    }
}

impl Adam {
    const MEAN: f32 = 0.9;
    const SQUARE: f32 = 0.99;

    /// Counts a step.
    pub fn advance(&mut self, rate: f32) {
        self.rate = rate;
        self.mean_power *= Adam::MEAN;
        self.square_power *= Adam::SQUARE;
    }

    fn step_rate(&self) -> f32 {
        self.rate * (1.0 - self.square_power).sqrt() / (1.0 - self.mean_power)
    }
}
