//! The pages of `reportedly serve`, by real requests over loopback.

#![cfg(unix)]

mod guard;
mod judged;
mod openapi;
mod pages;
mod paging;
mod site;
mod state;
