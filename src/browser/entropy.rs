//! Random bits.

use crate::store::ports::Entropy;

/// `crypto.getRandomValues`. Where a browser has none, `Math.random()`: the bits keep identifiers apart and
/// are never a secret.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserRandom;

impl Entropy for BrowserRandom {
    fn bits(&self) -> u128 {
        let mut bytes = [0_u8; 16];
        let filled = web_sys::window()
            .and_then(|window| window.crypto().ok())
            .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
        if filled {
            return u128::from_le_bytes(bytes);
        }
        (0..4).fold(0, |bits, _| (bits << 32) | (js_sys::Math::random() * 4_294_967_296.0) as u128)
    }
}
