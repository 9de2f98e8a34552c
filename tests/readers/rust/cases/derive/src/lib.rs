#[proc_macro]
pub fn call(input: TokenStream) -> TokenStream { input }
/// **EXPERIMENTAL**
#[proc_macro_attribute]
pub fn attribute(a: TokenStream, b: TokenStream) -> TokenStream { b }
#[deprecated(note = "old")]
#[proc_macro_derive(Derived, attributes(helper))]
pub fn derive_it(input: TokenStream) -> TokenStream { input }
