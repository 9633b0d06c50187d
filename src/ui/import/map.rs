//! What a row is, what each column means, and how times are meant.

use super::pick::{Options, Pick};
use super::work::Work;
use crate::say;
use crate::store::sheet::{DateOrder, Role, Shape, Table, fit};
use crate::ui::desk::use_desk;
use crate::ui::parts::dialog::fresh_id;
use crate::ui::parts::field::{SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::ui::start::form::{ZoneList, find_zone};
use crate::words::{locale, say_dyn};
use leptos::prelude::*;

/// Shape, columns, times.
#[component]
pub fn MapBox(
    /// The file.
    work: Work,
) -> impl IntoView {
    let headers = work.table.with_value(|table| table.headers().to_vec());
    let missing = Memo::new(move |_| {
        let missing = work.table.with_value(|table| work.mapping.with(|m| fit(table, m).missing));
        missing.into_iter().map(role_word).collect::<Vec<_>>()
    });
    view! {
        <section class="box stack stack-4" aria-labelledby="map-head">
            <div class="box-head"><div><h3 id="map-head">{say!("import.map")}</h3><p>{say!("import.map_text")}</p></div></div>
            <ShapeChoice work=work/>
            <ul class="map">
                {headers.into_iter().enumerate().map(|(index, header)| view! { <Column work=work index=index header=header/> }).collect_view()}
            </ul>
            <div role="status">
                {move || (!missing.with(Vec::is_empty)).then(|| view! {
                    <div class="note note-risk"><Icon name="risk"/><p>{say!("import.missing", columns = locale().list(&missing.get()))}</p></div>
                })}
            </div>
            <Times work=work/>
        </section>
    }
}

fn role_word(role: Role) -> String {
    say_dyn!("role.", role.code())
}

#[component]
fn ShapeChoice(work: Work) -> impl IntoView {
    let group = fresh_id("shape");
    view! {
        <fieldset class="field">
            <legend>{say!("import.shape")}</legend>
            <div class="row row-5">
                {Shape::ALL.iter().map(|shape| {
                    let chosen = move || work.mapping.with(|m| m.shape == *shape);
                    view! {
                        <label class="pick">
                            <input type="radio" name=group.clone() prop:checked=chosen on:change=move |_| work.change(|m| m.shape = *shape)/>
                            <span>{say_dyn!("shape.", shape.code())}</span>
                        </label>
                    }
                }).collect_view()}
            </div>
        </fieldset>
    }
}

#[component]
fn Column(work: Work, index: usize, header: String) -> impl IntoView {
    let sample = work.table.with_value(|table| first_values(table, index));
    let name = StoredValue::new(header.clone());
    let role = Signal::derive(move || {
        work.mapping.with(|m| {
            let found =
                name.with_value(|name| m.roles().iter().find(|role| m.column(**role) == Some(name.as_str())));
            found.map(|role| role.code().to_owned()).unwrap_or_default()
        })
    });
    let options = Signal::derive(move || {
        let mut options: Options = vec![(String::new(), say!("import.not_read").to_owned())];
        let roles = work.mapping.with(|m| m.roles());
        options.extend(roles.iter().map(|role| (role.code().to_owned(), role_word(*role))));
        options
    });
    let pick = Callback::new(move |code: String| {
        work.change(|m| {
            m.columns.retain(|_, column| name.with_value(|name| column != name));
            if let Some(role) = Role::parse(&code) {
                m.set_column(role, Some(&name.get_value()));
            }
        });
    });
    view! {
        <li>
            <div><b>{header.clone()}</b><p class="sample">{sample}</p></div>
            <Icon name="right"/>
            <Pick label=say!("import.column", name = header) value=role options=options on_pick=pick/>
        </li>
    }
}

/// The first different values of a column.
fn first_values(table: &Table, column: usize) -> String {
    let mut out: Vec<&str> = Vec::new();
    for row in 0..table.len().min(200) {
        let cell = table.cell(row, column);
        if !cell.is_empty() && !out.contains(&cell) {
            out.push(cell);
        }
        if out.len() == 3 {
            break;
        }
    }
    out.join(" · ")
}

/// The zone of times without one, and the order of dates.
#[component]
fn Times(work: Work) -> impl IntoView {
    let desk = use_desk();
    let team = desk.peek(|ledger| ledger.desk().team().zone.as_deref().unwrap_or("UTC").to_owned());
    let zone = RwSignal::new(work.mapping.with_untracked(|m| m.zone.clone()).unwrap_or(team));
    let fault = RwSignal::new(String::new());
    Effect::new(move |_| match find_zone(desk, &zone.get()) {
        Ok(found) => {
            fault.set(String::new());
            if work.mapping.with_untracked(|m| m.zone.as_ref() != Some(&found)) {
                work.change(|m| m.zone = Some(found));
            }
        }
        Err(found) => fault.set(found),
    });
    let order = RwSignal::new(work.mapping.with_untracked(|m| m.order.code().to_owned()));
    Effect::new(move |_| {
        if let Some(order) = DateOrder::parse(&order.get()) {
            // Not by `change`: that would guess the order again.
            if work.mapping.with_untracked(|m| m.order != order) {
                work.mapping.update(|m| m.order = order);
            }
        }
    });
    let orders: Options = vec![
        ("day".into(), say!("import.order_day").to_owned()),
        ("month".into(), say!("import.order_month").to_owned()),
    ];
    let open = work.table.with_value(|table| work.mapping.with_untracked(|m| fit(table, m).order_open));
    let hint = if open { say!("import.order_open") } else { say!("import.order_hint") };
    let list = fresh_id("zones");
    view! {
        <div class="form">
            <TextField label=say!("import.zone") hint=say!("import.zone_hint") value=zone fault=fault list=list.clone()/>
            <ZoneList id=list/>
            <SelectField label=say!("import.order") hint=hint value=order options=Signal::derive(move || orders.clone())/>
        </div>
    }
}
