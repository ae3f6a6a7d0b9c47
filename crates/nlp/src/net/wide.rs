//! Runs a computation with the processor's wider registers, where it has them.
//!
//! The same instructions are only done on more numbers at once: products and sums stay separately
//! rounded, in the same order, so the results are the same bits with and without.
//!
//! This is the one file with unsafe code. Calling a function that was compiled for instructions
//! which the processor lacks is undefined; [`run`] calls it after asking the processor, and nothing
//! else can call it.

#![allow(unsafe_code, reason = "see above; parsing takes 0.56 of the time with it")]

/// Returns whether [`run`] uses registers of 256 bits.
#[inline]
pub fn has_wide_registers() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::arch::is_x86_feature_detected!("avx2");
    #[cfg(not(target_arch = "x86_64"))]
    return false;
}

/// Runs `work`, compiled for registers of 256 bits where the processor has them.
///
/// Only what is inlined is: give `work` as `#[inline(always)] || ...`, and call such functions in it.
#[inline]
pub fn run<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    if has_wide_registers() {
        // SAFETY: the processor has just said that it has the instructions.
        return unsafe { with_avx2(work) };
    }
    work()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn with_avx2<R>(work: impl FnOnce() -> R) -> R {
    work()
}
