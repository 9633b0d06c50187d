//! Why an agreement does not measure a request, in words.

use crate::domain::fold::natural;
use crate::domain::ident::AgreementId;
use crate::domain::matched::Passed;
use crate::domain::text::Name;
use crate::store::ledger::Ledger;
use crate::words::{locale, say};

/// Why an agreement was passed over.
pub fn passed_words(ledger: &Ledger, id: AgreementId, why: &Passed) -> String {
    let desk = ledger.desk();
    let name = desk.agreement(id).and_then(|agreement| agreement.name.as_ref());
    let name = name.map(Name::to_string).unwrap_or_default();
    match why {
        Passed::NotInForce => say!("passed.not_in_force", name = name),
        Passed::OfClients(ids) => {
            let whom = all(ids.iter().filter_map(|id| desk.client_name(*id)));
            say!("passed.of_client", name = name, client = whom)
        }
        Passed::OfServices(ids) => {
            let what = all(ids.iter().filter_map(|id| desk.service_name(*id)));
            say!("passed.of_service", name = name, service = what)
        }
    }
}

fn all<'a>(names: impl Iterator<Item = &'a Name>) -> String {
    let mut names: Vec<String> = names.map(Name::to_string).collect();
    names.sort_by_cached_key(|name| natural(name));
    locale().list(&names)
}
