//! Everything as one file, and the requests as a table.

use super::care::{self, Copied};
use super::redacted::RedactedRow;
use crate::browser::{files, folder};
use crate::domain::moment::{Moment, Span};
use crate::domain::text::Name;
use crate::domain::zone::ZoneTable;
use crate::say;
use crate::store::here::Here;
use crate::store::ledger::Ledger;
use crate::store::{backup, remind, sheet};
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::notice::{Kind, Notice};
use crate::ui::now::use_now;
use crate::ui::parts::drop::file_fault;
use crate::ui::parts::icon::Icon;
use crate::words::time;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// The file of everything, and its name: also of what only this tab has, where the store was cleared from outside.
pub fn copy_text(ledger: &Ledger) -> (String, String) {
    (backup::write(ledger.keys(), &ledger.copy(), ledger.now()), file_name(ledger, ".json"))
}

/// When the last copy was taken on this device.
pub fn last_copy(here: &Here) -> Option<Moment> {
    here.get("backup").and_then(|text| text.parse().ok()).map(Moment)
}

/// Remembers that a copy was taken now, and of what.
pub fn remember_copy(desk: Desk) {
    let (now, known) = desk.peek(|ledger| (ledger.now(), remind::known(ledger)));
    desk.here().set("backup", Some(&now.0.to_string()));
    desk.here().set("backup-known", Some(&known));
}

/// How many changes are in no copy of this device, and when the first of them was.
pub fn uncopied(ledger: &Ledger, here: &Here) -> (usize, Option<Moment>) {
    remind::uncopied(ledger, last_copy(here), here.get("backup-known").as_deref())
}

/// Downloads everything as one file, and remembers when.
pub fn download_backup(desk: Desk) {
    let (text, name) = desk.peek(copy_text);
    // A copy of the sample desk is no copy of one's own.
    let own = desk.peek(|ledger| !ledger.desk().team().sample);
    if offer(desk, &name, "application/json", &text) && own {
        remember_copy(desk);
        // Whoever shows how old the last copy is looks again.
        desk.replace(|_| ());
    }
}

/// Downloads the requests as a table for a spreadsheet.
fn download_table(desk: Desk) {
    let (text, name) = desk.peek(|ledger| {
        // Spreadsheets read UTF-8 only behind this mark.
        let mut text = String::from("\u{feff}");
        text.push_str(&sheet::requests_csv(ledger.desk(), ledger.book(), ledger.now()));
        (text, file_name(ledger, ".csv"))
    });
    offer(desk, &name, "text/csv", &text);
}

/// Offers a file and says so; false where the browser refuses.
pub fn offer(desk: Desk, name: &str, mime: &str, text: &str) -> bool {
    let offered = files::download(name, mime, text);
    desk.notices().show(match &offered {
        Ok(()) => Notice::plain(say!("file.downloaded", name = name)),
        Err(fault) => Notice { kind: Kind::Trouble, text: file_fault(fault) },
    });
    offered.is_ok()
}

/// `inhouse-<team>-<date>` with this end.
pub fn file_name(ledger: &Ledger, end: &str) -> String {
    let team = ledger.desk().team().name.as_ref().map(Name::as_str).unwrap_or("desk");
    let letters = team.chars().map(|c| if c.is_alphanumeric() { c } else { '-' });
    let team: String = letters.flat_map(char::to_lowercase).collect();
    let date = local_zone(ledger).to_local(ledger.now()).date().to_string();
    ["inhouse-", team.trim_matches('-'), "-", &date, end].concat()
}

/// The zone moments are shown in here: the team's, or this device's.
pub fn local_zone(ledger: &Ledger) -> Arc<ZoneTable> {
    let zones = &ledger.ports().zones;
    let (from, to) = (ledger.now() - Span::days(366), ledger.now() + Span::days(31));
    let team = ledger.desk().team().zone.as_deref().and_then(|zone| zones.table(zone, from, to));
    team.or_else(|| zones.table(&zones.here(), from, to)).unwrap_or_else(|| Arc::new(ZoneTable::utc()))
}

/// A moment in words, by the clock of the team.
pub fn moment_words(ledger: &Ledger, at: Moment, now: Moment) -> String {
    let zone = local_zone(ledger);
    time::moment(zone.to_local(at), zone.to_local(now))
}

/// Backup and export.
#[component]
pub fn BackupBox() -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let again = RwSignal::new(());
    let last = move || {
        again.track();
        desk.listen(Bell::State);
        match last_copy(&desk.here()) {
            Some(at) => desk.peek(|ledger| {
                let (n, _) = uncopied(ledger, &desk.here());
                say!("data.backup_last", at = moment_words(ledger, at, now.get()), n = n)
            }),
            None => say!("data.backup_none").to_owned(),
        }
    };
    let count = move || desk.read(Bell::Requests, |ledger| ledger.desk().request_count());
    let save = move |_| {
        download_backup(desk);
        again.set(());
    };
    view! {
        <section class="box" aria-labelledby="backup-head">
            <div class="box-head"><div><h2 id="backup-head">{say!("data.backup")}</h2><p>{say!("data.backup_text")}</p></div></div>
            <div class="setting">
                <div><b>{say!("data.backup_file")}</b><p>{last}</p></div>
                <button class="btn btn-main" type="button" on:click=save><Icon name="down2"/>{say!("data.backup_go")}</button>
            </div>
            <FolderRow again=again/>
            <div class="setting">
                <div><b>{say!("data.table")}</b><p>{move || say!("data.table_text", n = count())}</p></div>
                <button class="btn" type="button" data-does="csv" disabled=move || count() == 0 on:click=move |_| download_table(desk)>
                    <Icon name="table"/>{say!("data.table_go")}
                </button>
            </div>
            <RedactedRow/>
        </section>
    }
}

/// Copies that go into a folder by themselves, where the browser can.
#[component]
fn FolderRow(again: RwSignal<()>) -> impl IntoView {
    let desk = use_desk();
    let chosen = RwSignal::new(desk.here().get("folder"));
    let choose = move |_| {
        spawn_local(async move {
            let Some(folder) = folder::choose().await else { return };
            let name = folder.name();
            desk.here().set("folder", Some(&name));
            chosen.try_set(Some(name));
            now_copy(desk).await;
            again.try_set(());
        });
    };
    let copy = move |_| {
        spawn_local(async move {
            now_copy(desk).await;
            again.try_set(());
        });
    };
    let stop = move |_| {
        desk.here().set("folder", None);
        chosen.set(None);
        spawn_local(folder::forget());
    };
    let own = desk.peek(|ledger| !ledger.desk().team().sample);
    (own && folder::available()).then(|| view! {
        <div class="setting">
            {move || match chosen.get() {
                Some(name) => view! {
                    <div><b>{say!("data.folder")}</b><p>{say!("data.folder_chosen", name = name)}</p></div>
                    <div class="row">
                        <button class="btn" type="button" on:click=copy>{say!("data.folder_now")}</button>
                        <button class="btn btn-quiet" type="button" on:click=choose>{say!("data.folder_other")}</button>
                        <button class="btn btn-quiet" type="button" on:click=stop>{say!("data.folder_stop")}</button>
                    </div>
                }.into_any(),
                None => view! {
                    <div><b>{say!("data.folder")}</b><p>{say!("data.folder_text")}</p></div>
                    <button class="btn" type="button" on:click=choose>{say!("data.folder_choose")}</button>
                }.into_any(),
            }}
        </div>
    })
}

/// Takes a copy now, in answer to a click, and says what became of it. True where it is there.
pub async fn now_copy(desk: Desk) -> bool {
    let name = desk.here().get("folder").unwrap_or_default();
    let done = care::copy(desk, true).await == Copied::Done;
    desk.notices().show(match done {
        true => Notice::plain(say!("data.folder_done", name = name)),
        false => Notice { kind: Kind::Trouble, text: say!("data.folder_failed", name = name) },
    });
    done
}
