//! The time that a processor has worked: what shared machines measure fairly.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Returns the CPU time that this process has used.
pub fn process() -> Duration {
    spent(ClockId::ProcessCPUTime)
}

/// Returns the CPU time that this thread has used.
pub fn thread() -> Duration {
    spent(ClockId::ThreadCPUTime)
}

fn spent(clock: ClockId) -> Duration {
    let time = clock_gettime(clock);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}
