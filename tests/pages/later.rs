//! Parts of the program that come when they are wanted (`src/ui/later.rs`), on a host that has lost one of them.

use crate::desk;
use crate::support::browser::Visit;
use std::fs;
use std::path::{Path, PathBuf};

/// A page whose part cannot be fetched says so and what it means; once the part is there again, so is the page.
#[test]
fn a_page_whose_part_does_not_arrive_says_so_and_can_be_asked_for_again() {
    if desk::skipped("the loader is one script for all of them") {
        return;
    }
    let copy = Copy::of(&Visit::folder());
    let Some(part) = copy.find("_split_figures.wasm") else {
        // A build for development is in one piece.
        assert!(copy.find("_split.js").is_none(), "the program is cut, but not into the part this is about");
        return desk::tell("this dist/ is in one piece: nothing can be missing");
    };
    let aside = part.with_extension("aside");
    fs::rename(&part, &aside).unwrap();
    let page = desk::tuesday().of(&copy.0).open();
    desk::set_up(&page);

    page.link("Insights").nth(0).click();
    page.heading("This page did not arrive").here();
    page.see("Nothing of your desk is touched.");
    page.link("Clients").nth(0).click();
    page.heading("Clients").here();
    page.link("Insights").nth(0).click();
    page.heading("This page did not arrive").here();

    fs::rename(&aside, &part).unwrap();
    page.button("Try again").click();
    page.heading("Insights").here();
    page.console_errors();
}

/// A copy of the built pages, gone with the test.
struct Copy(PathBuf);

impl Copy {
    fn of(folder: &Path) -> Copy {
        let copy = std::env::temp_dir().join(format!("inhouse-later-{}", std::process::id()));
        fs::create_dir_all(&copy).unwrap();
        for file in fs::read_dir(folder).unwrap().flatten() {
            if file.path().is_file() {
                fs::copy(file.path(), copy.join(file.file_name())).unwrap();
            }
        }
        Copy(copy)
    }

    fn find(&self, end: &str) -> Option<PathBuf> {
        let mut files = fs::read_dir(&self.0).unwrap().flatten().map(|file| file.path());
        files.find(|path| path.to_string_lossy().ends_with(end))
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
