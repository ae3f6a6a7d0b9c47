//! The pages of `reportedly serve`, by real requests over loopback.

#![cfg(unix)]

mod guard;
mod pages;
mod paging;
mod site;
mod state;
