//! The first screen, as long as nothing is set up: three ways in, what to do first, what becomes of the
//! data. It knows no desk: it is shown before there is one ([`super::front`]), and by the page of a desk that is
//! not set up.

pub mod ahead;
pub mod form;
pub mod hours;
pub mod sample;
pub mod steps;

use super::parts::icon::Icon;
use crate::route::link;
use crate::say;
pub use crate::ui::parts::strong::strong;
use crate::words::say_parts;
use leptos::prelude::*;

/// The first screen.
pub fn start(
    // Whether the form that sets up the desk is open, and the form.
    open: Signal<bool>,
    form: impl Fn() -> AnyView + Send + 'static,
    // Opens the form; opens the sample desk.
    begin: Callback<()>,
    look: Callback<()>,
) -> AnyView {
    view! {
        <main id="main" class="start" tabindex="-1">
            <div><h1 tabindex="-1">{say!("start.title")}</h1><p class="lede">{say!("start.lede")}</p></div>
            <div class="doors">
                <Door icon="desk" title=say!("start.own") text=say!("start.own_text") main=true>
                    <button class="btn btn-main" type="button" aria-expanded=move || open.get().to_string()
                        on:click=move |_| begin.run(())>{say!("start.own_go")}</button>
                </Door>
                <Door icon="eye" title=say!("start.look") text=say!("start.look_text")>
                    <button class="btn" type="button" on:click=move |_| look.run(())>{say!("start.look_go")}</button>
                </Door>
                <Door icon="down2" title=say!("start.bring") text=say!("start.bring_text")>
                    <a class="btn" href=link::IMPORT>{say!("start.bring_go")}</a>
                </Door>
            </div>
            {move || open.get().then(|| view! {
                <section class="box" id="team" aria-labelledby="team-head">
                    <div class="box-head"><div><h2 id="team-head">{say!("start.own")}</h2><p>{say!("start.form_text")}</p></div></div>
                    {form()}
                </section>
            })}
            {ahead::ahead(begin)}
            <Promises/>
        </main>
    }
    .into_any()
}

#[component]
fn Door(
    icon: &'static str,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional)] main: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="door" class:door-main=main><Icon name=icon/><h2>{title}</h2><p>{text}</p>{children()}</section>
    }
}

/// What becomes of the data.
#[component]
fn Promises() -> impl IntoView {
    view! {
        <div class="three promises soft small">
            <p>{strong(say_parts!("start.stays"))}</p>
            <p>{strong(say_parts!("start.lost"))}</p>
            <p>{strong(say_parts!("start.offline"))}</p>
        </div>
    }
}
